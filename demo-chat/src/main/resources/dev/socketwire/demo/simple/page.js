// Connect, emit, listen: the whole client.
const sock = io.connect(location.origin.replace("http", "ws") + "/");

sock.on("connect", () => showState("connected", "Connected"));
sock.on("disconnect", () => showState("disconnected", "Disconnected, trying again"));
sock.on("msg", text => addLine(text, "theirs"));

document.querySelector("#form").addEventListener("submit", event => {
  event.preventDefault();
  const field = document.querySelector("#text");
  sock.emit("msg", field.value);
  addLine(field.value, "mine");
  field.value = "";
});

function showState(state, words) {
  document.querySelector("#state").dataset.state = state;
  document.querySelector("#state-text").textContent = words;
}

// Words of people are text, never markup.
function addLine(text, whose) {
  const line = document.createElement("li");
  line.className = whose;
  line.textContent = text;
  document.querySelector("#lines").append(line);
  line.scrollIntoView({ block: "nearest" });
}
