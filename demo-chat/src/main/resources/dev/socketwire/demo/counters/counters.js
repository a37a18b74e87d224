// The server pushes two numbers a second; the page draws the last minute of each.
const SECONDS = 60;
const $ = id => document.getElementById(id);
const socket = io.connect("/counters");
const drawConnections = chart("connections");
const drawMessages = chart("messages");

socket.on("connect", () => {
  showState("connected", "Connected");
  watch();
});
socket.on("disconnect", () => showState("disconnected", "Disconnected, trying again"));
socket.on("second", ({ connections, messages }) => {
  drawConnections(connections);
  drawMessages(messages);
});

// Nobody looks at a hidden page: then the server need not push, and when no page is left its clock stands still.
document.addEventListener("visibilitychange", watch);
$("send").addEventListener("click", () => {
  for (let i = 0; i < 100; i++) socket.emit("nudge", i);
});

function watch() {
  if (socket.connected) socket.emit(document.hidden ? "unwatch" : "watch");
}

/** Draws a value and those before it, newest at the right. */
function chart(name) {
  const values = [];
  return value => {
    values.push(value);
    if (values.length > SECONDS + 1) values.shift();
    const most = Math.max(...values);
    const top = roundUp(most);
    const points = values.map((each, index) => `${SECONDS - values.length + 1 + index},${100 - 96 * each / top}`);
    $(`${name}-line`).setAttribute("points", points.join(" "));
    $(`${name}-area`).setAttribute("points", `${SECONDS - values.length + 1},100 ${points.join(" ")} ${SECONDS},100`);
    $(name).textContent = value.toLocaleString("en");
    $(`${name}-most`).textContent = `Most: ${most.toLocaleString("en")}`;
    $(`${name}-top`).textContent = top.toLocaleString("en");
  };
}

/** The next of 4, 10, 20, 50, 100, 200 … so that the scale rarely changes. */
function roundUp(value) {
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find(step => step * power >= value) * power;
}
