// Who we are and what we say both go by send, and all that the server says comes as "message".
const socket = io.connect(location.origin.replace("http", "ws"), { transports: ["websocket"] });
const login = document.querySelector("#login");
let name = "";

// A new connection is a new client to the server: it must be told again who we are.
socket.on("connect", () => {
  showState("connected", "Connected over WebSocket");
  if (!name) return;
  socket.send({ type: "LOGIN", name });
  overSocket({ room: "login" }).then(missed => missed.messages.forEach(showMessage));
});
socket.on("disconnect", () => showState("disconnected", "Disconnected, trying again"));

socket.on("message", showMessage);

login.addEventListener("submit", event => {
  event.preventDefault();
  name = document.querySelector("#name").value.trim();
  if (!name) return;
  socket.send({ type: "LOGIN", name });
  login.hidden = true;
  document.querySelector("#form").hidden = false;
  document.querySelector("#text").focus();
});

onSay(message => socket.send({ type: "CHAT", message }));

earlier.onAsk({ overSocket, show: messages => messages.reverse().forEach(showMessage) });

function overSocket(question) {
  return new Promise(resolve => socket.emit("history", question, resolve));
}

// Each message once and in its place: what we look back to may overlap with what we heard.
function showMessage({ id, message, sender }) {
  const lines = document.querySelector("#lines");
  const before = [...lines.children].findLast(line => line.dataset.id <= id);
  if (before?.dataset.id === String(id)) return;
  const line = document.createElement("li");
  line.dataset.id = id;
  line.className = !sender ? "note" : sender === name ? "mine" : "theirs";
  if (sender && sender !== name) {
    const who = document.createElement("strong");
    who.textContent = sender;
    line.append(who);
  }
  line.append(message);
  if (before) before.after(line);
  else lines.prepend(line);
  line.scrollIntoView({ block: "nearest" });
}
