// What the page says to the server and what it hears: every event of the chat is in this file.
import { onFiles } from "/chat/files.js";
import * as view from "/chat/view.js";
import { fitToSend } from "/pictures.js";

const params = new URLSearchParams(location.search);
const me = { nick: sessionStorage.getItem("nick") ?? "", room: params.get("room") ?? "" };

const shown = new Set(); // the numbers of the messages on the page
let shownRoom = "";
let held = []; // messages that wait for earlier ones, null while nothing is waited for

// "?transports=polling" keeps the page on that transport; without it, polling first and WebSocket as soon as it works.
const transports = params.get("transports")?.split(",");
const socket = io({ reconnectionDelay: 500, reconnectionDelayMax: 3000, ...(transports && { transports }) });

// A new connection is a new client to the server: tell it again who we are. This is all that a restart needs.
socket.on("connect", () => {
  showTransport();
  socket.io.engine.on("upgrade", showTransport);
  if (me.nick && me.room) join();
});
socket.on("disconnect", () => view.showState("disconnected"));
socket.io.on("reconnect_attempt", () => view.showState("disconnected"));

socket.on("who", (room, people) => view.showPeople(room, people, socket.id));
socket.on("said", ({ id, nick }, text, number) => take({ number, nick, text, mine: id === socket.id, at: new Date() }));
socket.on("picture", ({ nick }, name, type, bytes) =>
  take({ nick, name, picture: new Blob([bytes], { type }), mine: false, at: new Date() }));
socket.on("typing", nick => view.showTyping(nick));
socket.on("shout", (text, nick) => view.addShout(text, nick));
socket.on("wave", nick => view.addNote(`${nick} waves at everybody`));

view.onSend((event, text) => socket.emit(event, text));
view.onTyping(() => (socket.volatile ?? socket).emit("typing"));
onFiles(async files => {
  for (const file of files) await sendPicture(file);
});
view.onWave(() => {
  socket.emit("wave");
  view.addNote("You wave at everybody else");
});
view.onDoor((nick, room) => {
  Object.assign(me, { nick, room });
  if (socket.connected) join();
});

if (!me.nick || !me.room) view.openDoor(me);

function showTransport() {
  view.showState("connected", socket.io.engine.transport.name);
}

function join() {
  held = [];
  socket.emit("join", me, ({ nick, room }) => {
    Object.assign(me, { nick, room });
    remember();
    view.showRoom(me);
    lookBack(room);
  });
}

// A file goes out as bytes. The server's answer says that the others get it, or why not; only then is it shown here, too.
async function sendPicture(file) {
  view.showSending(file.name);
  try {
    const picture = await fitToSend(file);
    const { error } = await answerTo(file.name, await picture.arrayBuffer());
    if (error) throw new Error(`${file.name} was refused. ${error}`);
    take({ nick: me.nick, name: file.name, picture, mine: true, at: new Date() });
  } catch (problem) {
    view.addNote(problem.message, "bad");
  }
  view.showSending("");
}

// No answer comes over a connection that broke: whether the picture got through is for its sender to ask.
function answerTo(name, bytes) {
  return new Promise((resolve, reject) => {
    const broken = () => reject(new Error(`${name} may not have been sent: the connection broke`));
    if (!socket.connected) return broken();
    socket.once("disconnect", broken);
    socket.emit("picture", name, bytes, answer => {
      socket.off("disconnect", broken);
      resolve(answer);
    });
  });
}

// What was said before we came, or while we were away, comes by HTTP; what is said meanwhile is held until it is there.
async function lookBack(room) {
  if (room !== shownRoom) shown.clear();
  shownRoom = room;
  const past = await earlier(room);
  if (room !== me.room || !held) return; // we have gone on, or another look back was quicker
  const now = held;
  held = null;
  [...past, ...now].forEach(show);
}

async function earlier(room) {
  try {
    const answer = await fetch("/history?" + new URLSearchParams({ room: `chat/${room}`, limit: 50 }));
    const { messages } = await answer.json();
    return messages.map(({ id, time, message, sender }) =>
      ({ number: id, nick: sender, text: message, mine: sender === me.nick, at: new Date(time) }));
  } catch {
    return []; // the server is away again: the next connection looks back once more
  }
}

function take(message) {
  if (held) held.push(message);
  else show(message);
}

// The two ways overlap: each message is shown once. A picture comes by one way only, since the server does not keep it.
function show(message) {
  if (message.picture) return view.addPicture(message);
  if (shown.has(message.number)) return;
  shown.add(message.number);
  view.addMessage(message);
}

// The name stays with this tab and the room goes into the address, so that a reload and a shared link find the way back.
function remember() {
  sessionStorage.setItem("nick", me.nick);
  params.set("room", me.room);
  history.replaceState(null, "", `?${params}`);
}
