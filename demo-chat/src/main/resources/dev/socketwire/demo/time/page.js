// The time comes by itself, right after the connection; the arguments go one by one, not as an array.
const sock = io.connect(location.origin.replace("http", "ws") + "/");
const show = (id, text) => (document.querySelector(id).textContent = text);
const number = id => Number(document.querySelector(id).value);

sock.on("connect", () => showState("connected", "Connected"));
sock.on("disconnect", () => showState("disconnected", "Disconnected, trying again"));

sock.on("time", millis => {
  show("#time", new Date(millis).toLocaleString());
  show("#millis", millis);
});
sock.on("seen", (a, b, c) => show("#seen", `a = ${a}, b = ${b}, c = ${c}`));

document.querySelector("#form").addEventListener("submit", event => {
  event.preventDefault();
  sock.emit("aaa", number("#a"), number("#b"), number("#c"));
});
