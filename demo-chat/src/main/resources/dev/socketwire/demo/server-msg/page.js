// The server is where the client came from, wherever this page itself came from.
const server = new URL(document.querySelector("#client").src).origin;
const sock = io.connect(server.replace("http", "ws"));

sock.on("connect", () => {
  showState("connected", "Connected");
  document.querySelector("#banner").hidden = true;
});
sock.on("disconnect", () => {
  showState("disconnected", "Disconnected, trying again");
  document.querySelector("#banner").hidden = false;
});

sock.on("serverMsg", text => addLine(text, "theirs"));

onSay(text => {
  sock.emit("msg", text);
  addLine(text, "mine");
});
