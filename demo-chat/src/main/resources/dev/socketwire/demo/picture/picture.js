// A file goes out as bytes, and bytes come in as a picture.
import { fitToSend, imageOf, isPicture, letGo } from "/pictures.js";

const SHOWN = 12;
const $ = id => document.getElementById(id);
const socket = io.connect("/picture");

socket.on("connect", () => showState("connected", "Connected"));
socket.on("disconnect", () => showState("disconnected", "Disconnected, trying again"));
socket.on("picture", (name, type, bytes) => show(name, new Blob([bytes], { type })));

$("file").addEventListener("change", () => {
  for (const file of $("file").files) send(file);
  $("file").value = "";
});
$("drop").addEventListener("dragover", event => {
  event.preventDefault();
  $("drop").classList.add("over");
});
$("drop").addEventListener("dragleave", () => $("drop").classList.remove("over"));
$("drop").addEventListener("drop", event => {
  event.preventDefault();
  $("drop").classList.remove("over");
  for (const file of event.dataTransfer.files) send(file);
});

async function send(file) {
  try {
    const picture = await fitToSend(file);
    say(`Sending ${file.name} …`);
    const bytes = await picture.arrayBuffer();
    socket.emit("picture", file.name, bytes, ({ windows, error }) => {
      if (error) return say(error, true);
      say(["No other window is open", "One other window has it"][windows] ?? `${windows} other windows have it`);
      show(file.name, picture);
    });
  } catch (problem) {
    say(problem.message, true);
  }
}

function show(name, blob) {
  if (!isPicture(blob)) return;
  const caption = document.createElement("figcaption");
  caption.textContent = `${name} · ${Math.ceil(blob.size / 1_000)} KB`;
  const figure = document.createElement("figure");
  figure.append(imageOf(blob, name), caption);
  $("pictures").prepend(figure);
  while ($("pictures").childElementCount > SHOWN) {
    letGo($("pictures").lastElementChild);
    $("pictures").lastElementChild.remove();
  }
}

function say(words, bad = false) {
  $("said").textContent = words;
  $("said").classList.toggle("bad", bad);
}
