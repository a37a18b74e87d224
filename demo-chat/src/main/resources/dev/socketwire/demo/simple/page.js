// Connect, emit, listen: the whole client.
const sock = io.connect(location.origin.replace("http", "ws") + "/");

sock.on("connect", () => showState("connected", "Connected"));
sock.on("disconnect", () => showState("disconnected", "Disconnected, trying again"));

sock.on("msg", text => addLine(text, "theirs"));

onSay(text => {
  sock.emit("msg", text);
  addLine(text, "mine");
});
