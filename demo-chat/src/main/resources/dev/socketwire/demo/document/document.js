// The page of the shared document: between the text area and the copy, and between the copy and the server.
import { Copy } from "/document/copy.js";
import { between } from "/document/edits.js";

const $ = id => document.getElementById(id);
const area = $("text");
const copy = new Copy(showEdit);
const key = [...crypto.getRandomValues(new Uint32Array(4))].map(part => part.toString(36)).join("");
const socket = io.connect("/document");
let known = ""; // what the text area had when we last looked

socket.on("connect", () => askToOpen(copy.revision));
socket.on("disconnect", () => {
  copy.lost();
  showState("disconnected", "Disconnected, trying again: write on, it will be sent");
});
socket.on("edited", heard);
socket.on("people", count => $("people").textContent = count === 1 ? "Only you are here" : `${count} windows are open`);

area.addEventListener("input", () => {
  const edit = between(known, area.value, area.selectionEnd);
  known = area.value;
  $("note").textContent = "";
  copy.typed(edit);
  send();
});
area.addEventListener("compositionstart", () => copy.hold(true));
area.addEventListener("compositionend", () => {
  copy.hold(false);
  send();
});

function askToOpen(revision) {
  copy.lost();
  socket.emit("open", { life: copy.life, revision, key }, answer => {
    copy.opened(answer);
    area.disabled = false;
    showState("connected", "Connected");
    if (copy.sent) transmit(copy.sent);
    send();
  });
}

function send() {
  const next = copy.next();
  if (next) transmit(next);
  showSaved();
}

function transmit({ number, edit }) {
  socket.emit("edit", { revision: copy.revision, key, number, edit }, ({ revision, error }) => {
    if (copy.sent?.number !== number) return;
    if (error === "stale") return askToOpen(-1);
    if (error) return takeBack(error);
    heard(revision);
  });
}

/** Events and answers may overtake each other, so each of them may be what the next edit waited for. */
function heard(revision, edit) {
  copy.heard(revision, edit);
  send();
}

/** Only a full document, or a text that is none, comes to this. */
function takeBack(error) {
  area.value = known = copy.reset();
  $("note").textContent = error === "full" ? "The document is full: the last words are taken back" : "The server did not take that";
  showSaved();
}

/** Part by part, so that the caret and the selection stay with their words. */
function showEdit(edit) {
  let at = 0;
  for (const part of edit) {
    if (typeof part === "string") {
      area.setRangeText(part, at, at, "preserve");
      at += part.length;
    } else if (part > 0) {
      at += part;
    } else {
      area.setRangeText("", at, at - part, "preserve");
    }
  }
  known = area.value;
}

function showSaved() {
  const saved = !copy.sent && !copy.waiting;
  $("saved").dataset.saved = saved;
  $("saved").textContent = saved ? "Everybody has it" : "On its way";
}
