// A plain WebSocket: no library, no events, no reconnecting, so what is needed of that is here.
const $ = id => document.getElementById(id);
const RETRY_MS = 2_000;
let socket;

async function connect() {
  try {
    const { port } = await (await fetch("/raw/port.json")).json();
    socket = new WebSocket(`ws://${location.hostname}:${port}/raw`);
  } catch {
    return lost();
  }
  socket.onopen = () => {
    showState("connected", "Connected");
    emit("msg", 12, 5);
  };
  socket.onmessage = event => {
    const { name, data } = JSON.parse(event.data);
    if (name === "handshake") showHandshake(...data);
    else if (name === "frames") showFrames(data);
    else addLine(event.data, name === "error" ? "theirs bad" : "theirs");
  };
  socket.onclose = ({ code, reason }) => {
    if (code !== 1006) addLine(`Closed with ${code}${reason && `: ${reason}`}`, "note");
    lost();
  };
}

function lost() {
  showState("disconnected", "Disconnected, trying again");
  setTimeout(connect, RETRY_MS);
}

/** As Socket.IO has it: a name and values. */
function emit(name, ...data) {
  send(JSON.stringify({ name, data }));
}

function send(text) {
  if (socket?.readyState !== WebSocket.OPEN) return;
  addLine(text.length > 300 ? `${text.slice(0, 300)} … ${text.length} characters` : text, "mine");
  socket.send(text);
}

onSay(send);
$("long").addEventListener("click", () => emit("msg", ...Array.from({ length: 60 }, (_, index) => index)));
$("nonsense").addEventListener("click", () => send('{"name": oops'));
$("huge").addEventListener("click", () => send("x".repeat(20_000)));

function showHandshake(request, response, key, accept) {
  $("request").replaceChildren(...withMark(request, key, "key"));
  $("response").replaceChildren(...withMark(response, accept, "accept"));
  $("sum").replaceChildren("base64(sha1(\"", mark(key, "key"), "258EAFA5-E914-47DA-95CA-C5AB0DC85B11\")) = ", mark(accept, "accept"));
}

function withMark(text, part, kind) {
  const at = part ? text.indexOf(part) : -1;
  return at < 0 ? [text] : [text.slice(0, at), mark(part, kind), text.slice(at + part.length)];
}

function showFrames([sent, answered]) {
  $("sent").replaceChildren(...frame(sent));
  $("answered").replaceChildren(...frame(answered));
}

/** The bytes, and below them what each field says. */
function frame({ first, second, length, key, payload, unmasked, header }) {
  const more = header.payloadLength > payload.length / 2 ? " …" : "";
  const bytes = make("p", "bytes");
  bytes.append(...[[first, "first"], [second, "second"], [length, "length"], [key, "masking"], [payload, "payload"]]
    .filter(([hex]) => hex)
    .map(([hex, kind]) => mark(spaced(hex), kind)), more);
  const fields = make("dl", "fields");
  const field = (name, kind, value, meaning) => {
    const row = make("div", "");
    row.append(make("dt", "", name), mark(value, kind), make("dd", "", meaning));
    fields.append(row);
  };
  const [one, two] = [bits(first), bits(second)];
  field("FIN", "first", one[0], header.fin ? "the last frame of its message" : "more frames follow");
  field("RSV 1 to 3", "first", one.slice(1, 4), "reserved, 0");
  field("Opcode", "first", one.slice(4), { 1: "1, text", 2: "2, binary" }[header.opcode] ?? header.opcode);
  field("Mask", "second", two[0], header.masked ? "masked, as a page must" : "not masked, as a server must");
  field("Length", "second", two.slice(1), length ? "126: the next two bytes have it" : `${header.payloadLength} bytes of payload`);
  if (length) field("Longer length", "length", spaced(length), `${header.payloadLength} bytes of payload`);
  if (key) field("Masking key", "masking", spaced(key), "byte i of the payload is XORed with byte i mod 4 of this");
  field(key ? "Payload, masked" : "Payload", "payload", spaced(payload) + more, key ? "as it travels" : text(unmasked) + more);
  if (key) field("Payload, unmasked", "plain", spaced(unmasked) + more, text(unmasked) + more);
  return [bytes, fields];
}

function bits(hex) {
  return parseInt(hex, 16).toString(2).padStart(8, "0");
}

function spaced(hex) {
  return hex.replace(/..(?!$)/g, "$& ");
}

function text(hex) {
  return new TextDecoder().decode(Uint8Array.from(hex.match(/../g) ?? [], byte => parseInt(byte, 16)));
}

function mark(words, kind) {
  return make("span", `mark ${kind}`, words);
}

function make(tag, className, words = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}

connect();
