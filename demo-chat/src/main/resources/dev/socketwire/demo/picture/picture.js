// A file goes out as bytes, and bytes come in as a picture.
const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"]; // nothing that could carry a script, as SVG can
const MOST_BYTES = 700_000;
const MOST_SIDE = 1_600;
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
  if (!TYPES.includes(file.type)) return say(`${file.name} is no picture: PNG, JPEG, GIF or WebP`, true);
  const picture = await fit(file).catch(() => null);
  if (!picture) return say(`${file.name} cannot be read`, true);
  if (picture.size > MOST_BYTES) return say(`${file.name} is too large: at most ${MOST_BYTES / 1_000} KB`, true);
  say(`Sending ${file.name} …`);
  const bytes = await picture.arrayBuffer();
  socket.emit("picture", file.name, bytes, ({ windows, error }) => {
    if (error) return say(error, true);
    say(["No other window is open", "One other window has it"][windows] ?? `${windows} other windows have it`);
    show(file.name, picture);
  });
}

/** What a message cannot carry is made smaller first; all but GIF, which may move. */
async function fit(file) {
  if (file.size <= MOST_BYTES || file.type === "image/gif") return file;
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width * scale;
  canvas.height = bitmap.height * scale;
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise(resolve => canvas.toBlob(resolve, "image/jpeg", 0.82));
}

function show(name, blob) {
  if (!TYPES.includes(blob.type)) return;
  const picture = document.createElement("img");
  picture.alt = name;
  picture.src = URL.createObjectURL(blob);
  const caption = document.createElement("figcaption");
  caption.textContent = `${name} · ${Math.ceil(blob.size / 1_000)} KB`;
  const figure = document.createElement("figure");
  figure.append(picture, caption);
  $("pictures").prepend(figure);
  while ($("pictures").childElementCount > SHOWN) {
    const oldest = $("pictures").lastElementChild;
    URL.revokeObjectURL(oldest.querySelector("img").src);
    oldest.remove();
  }
}

function say(words, bad = false) {
  $("said").textContent = words;
  $("said").classList.toggle("bad", bad);
}
