// What the page looks like at any moment. Text of people goes in by textContent only, never as HTML.
import { imageOf, isPicture, letGo } from "/pictures.js";

const $ = id => document.getElementById(id);
const KEPT_LINES = 400;
const KEPT_PICTURES = 30;
const SAME_BREATH_MS = 120_000;
const TYPING_EVERY_MS = 2_000;

let room = ""; // where we are, as the last list of people said
let people = new Map(); // id to name of those who are there
let lastMessage = null; // what the next message may join
let typingTold = 0; // when we last told that we write
let typingShown = { nick: "", timer: 0 };

export function showState(state, transport = "") {
  const words = {
    connecting: "Connecting",
    connected: `Connected over ${transport === "websocket" ? "WebSocket" : transport}`,
    disconnected: "Disconnected, trying again",
  };
  $("state").dataset.state = state;
  $("state").dataset.transport = transport;
  $("state-text").textContent = words[state];
  enableSending();
}

export function showRoom(me) {
  $("room").textContent = me.room;
  document.title = `${me.room} · Socketwire chat`;
  $("me-nick").textContent = me.nick;
  $("me-room").textContent = `in ${me.room}`;
  paint($("me-avatar"), me.nick);
  enableSending();
}

/** The whole list comes each time: who is new and who is gone is for the page to find. */
export function showPeople(ofRoom, list, ownId) {
  const now = new Map(list.map(person => [person.id, person.nick]));
  if (ofRoom !== room) clearMessages();
  else if (people.has(ownId)) {
    for (const [id, nick] of now) if (!people.has(id)) addNote(`${nick} came in`);
    for (const [id, nick] of people) if (!now.has(id)) addNote(`${nick} left`);
  }
  room = ofRoom;
  people = now;
  $("count").textContent = $("count-phone").textContent = list.length;
  $("people").replaceChildren(...list.map(({ id, nick }) => {
    const row = element("li", "person");
    row.append(paint(element("span", "avatar"), nick), element("span", "person-name", nick));
    if (id === ownId) row.append(element("span", "person-you", "you"));
    return row;
  }));
  enableSending();
}

export function addMessage(message) {
  addBubble(message, element("span", "bubble", message.text));
}

/** A click on a picture opens it in its full size. */
export function addPicture(message) {
  if (!isPicture(message.picture)) return;
  const image = imageOf(message.picture, message.name);
  const bubble = element("a", "bubble picture");
  Object.assign(bubble, { href: image.src, target: "_blank", title: message.name });
  bubble.append(image);
  addBubble(message, bubble);

  const pictures = $("messages").getElementsByClassName("picture");
  if (pictures.length > KEPT_PICTURES) {
    letGo(pictures[0]);
    pictures[0].replaceWith(element("span", "bubble", `${pictures[0].title} (no longer kept)`));
  }
}

function addBubble({ nick, mine, at: now }, bubble) {
  const follows = lastMessage?.nick === nick && lastMessage.mine === mine && now - lastMessage.at < SAME_BREATH_MS;
  if (follows) lastMessage.line.classList.remove("last");

  const line = element("li", `message last${mine ? " mine" : ""}${follows ? "" : " first"}`);
  const time = element("time", "", now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  time.dateTime = now.toISOString();
  const head = element("span", "message-head");
  head.append(element("strong", "", nick), time);
  line.append(head, paint(element("span", "avatar"), nick), bubble);
  append(line);
  lastMessage = { nick, mine, line, at: now };
  if (nick === typingShown.nick) hideTyping();
}

export function addShout(text, nick) {
  const line = element("li", "shout");
  line.append(element("span", "shout-head", nick ? `${nick} to all rooms` : "To all rooms"), element("span", "", text));
  append(line);
}

export function addNote(text, kind = "") {
  append(element("li", `note ${kind}`, text));
}

export function showSending(name) {
  $("sending").textContent = name && `Sending ${name} …`;
}

export function showTyping(nick) {
  clearTimeout(typingShown.timer);
  $("typing").textContent = `${nick} is writing…`;
  typingShown = { nick, timer: setTimeout(hideTyping, TYPING_EVERY_MS + 1_000) };
}

export function openDoor(me) {
  $("nick").value = me.nick;
  $("room-name").value = me.room || "lobby";
  $("door-cancel").hidden = !room;
  $("door").showModal();
  $("nick").select();
}

export function onDoor(enter) {
  $("door-form").addEventListener("submit", () => {
    enter($("nick").value, $("room-name").value);
    closeSide();
  });
  $("door").addEventListener("close", () => $("text").focus());
}

export function onSend(send) {
  $("composer").addEventListener("submit", event => {
    event.preventDefault();
    const text = $("text").value.trim();
    if (!text || $("send").disabled) return;
    send($("to").value, text);
    $("text").value = "";
    typingTold = 0;
    enableSending();
  });
}

export function onTyping(tell) {
  $("text").addEventListener("input", () => {
    enableSending();
    if ($("send").disabled || $("to").value !== "say" || Date.now() - typingTold < TYPING_EVERY_MS) return;
    typingTold = Date.now();
    tell();
  });
}

export function onWave(wave) {
  $("wave").addEventListener("click", wave);
}

function enableSending() {
  const ready = room !== "" && $("state").dataset.state === "connected";
  $("wave").disabled = $("choose").disabled = !ready;
  $("send").disabled = !ready || !$("text").value.trim();
}

function append(line) {
  const scroll = $("scroll");
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  lastMessage = null; // addMessage sets it again: anything else between two messages parts them
  $("hush").hidden = true;
  $("messages").append(line);
  if ($("messages").childElementCount > KEPT_LINES) {
    letGo($("messages").firstElementChild);
    $("messages").firstElementChild.remove();
  }
  if (!atEnd && !line.classList.contains("mine")) return;
  const toEnd = () => (scroll.scrollTop = scroll.scrollHeight);
  toEnd();
  line.querySelector("img")?.addEventListener("load", toEnd); // only now it has its size
}

function clearMessages() {
  letGo($("messages"));
  $("messages").replaceChildren();
  $("hush").hidden = false;
  lastMessage = null;
}

function hideTyping() {
  $("typing").textContent = "";
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** One name, one colour: everywhere, for everybody. */
function paint(avatar, nick) {
  let hash = 7;
  for (const letter of nick) hash = (hash * 31 + letter.codePointAt(0)) % 3_600;
  avatar.style.setProperty("--hue", hash % 360);
  avatar.textContent = [...nick.trim()].slice(0, 2).join("").toUpperCase();
  avatar.setAttribute("aria-hidden", "true");
  return avatar;
}

function openSide() {
  $("side").classList.add("open");
  $("side-open").setAttribute("aria-expanded", "true");
  $("side-close").focus();
}

function closeSide() {
  $("side").classList.remove("open");
  $("side-open").setAttribute("aria-expanded", "false");
}

$("side-open").addEventListener("click", openSide);
$("side-close").addEventListener("click", closeSide);
$("scrim").addEventListener("click", closeSide);
document.addEventListener("keydown", event => event.key === "Escape" && closeSide());
$("change").addEventListener("click", () => openDoor({ nick: $("me-nick").textContent, room }));
$("door-cancel").addEventListener("click", () => $("door").close());
$("door").addEventListener("cancel", event => room || event.preventDefault());
enableSending();
