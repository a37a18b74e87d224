// What the pages of the small programs share: the lamp at the top, and lines in a list.
function showState(state, words) {
  document.querySelector("#state").dataset.state = state;
  document.querySelector("#state-text").textContent = words;
}

// Words of people are text, never markup.
function addLine(text, kind) {
  const line = document.createElement("li");
  line.className = kind;
  line.textContent = text;
  const lines = document.querySelector("#lines");
  lines.append(line);
  lines.scrollTop = lines.scrollHeight;
}

// Calls back with what was typed, and empties the field.
function onSay(say) {
  const field = document.querySelector("#text");
  const form = document.querySelector("#form");
  form.addEventListener("submit", event => {
    event.preventDefault();
    say(field.value);
    field.value = "";
    field.focus();
  });
  field.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
