// The ways of a file into the page: dropped anywhere on it, pasted, or chosen.
const $ = id => document.getElementById(id);

export function onFiles(take) {
  $("choose").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", () => {
    take([...$("file").files]);
    $("file").value = ""; // so that the same file can be chosen again
  });

  document.addEventListener("paste", event => {
    if (!event.clipboardData.files.length || !isReady()) return;
    event.preventDefault();
    take([...event.clipboardData.files]);
  });

  document.addEventListener("dragover", event => {
    if (!event.dataTransfer.types.includes("Files")) return; // text is dropped into the field, as ever
    event.preventDefault(); // or the browser would leave the page to show the file
    event.dataTransfer.dropEffect = isReady() ? "copy" : "none";
    showDropping(isReady());
  });
  document.addEventListener("dragleave", event => event.relatedTarget ?? showDropping(false));
  document.addEventListener("drop", event => {
    showDropping(false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    if (isReady()) take([...event.dataTransfer.files]);
  });
}

function isReady() {
  return !$("choose").disabled && !$("door").open;
}

function showDropping(dropping) {
  $("drop-hint").hidden = !dropping;
}
