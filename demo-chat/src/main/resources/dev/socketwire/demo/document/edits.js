// Edits of a text, as in TextEdit.java: [5, "abc", -2, 10] keeps five characters, inserts three, drops two, keeps ten.
// Both sides must write them alike, so all are made by a walk.

/** Writes an edit: equal neighbours become one part, and what is inserted stands before what is dropped at its place. */
class Walk {
  parts = [];

  keep(count) {
    if (count > 0) this.#add(count, last => last > 0);
  }

  drop(count) {
    if (count > 0) this.#add(-count, last => last < 0);
  }

  insert(text) {
    if (!text) return;
    const end = this.parts.length - (this.parts.at(-1) < 0 ? 1 : 0);
    if (typeof this.parts[end - 1] === "string") this.parts[end - 1] += text;
    else this.parts.splice(end, 0, text);
  }

  #add(count, isAlike) {
    const last = this.parts.at(-1);
    if (typeof last === "number" && isAlike(last)) this.parts[this.parts.length - 1] += count;
    else this.parts.push(count);
  }
}

/** Reads an edit, each part in as many pieces as one likes. */
class Steps {
  #parts;
  #index = 0;
  #taken = 0; // of the part at the index

  constructor(parts) {
    this.#parts = parts;
  }

  get next() {
    const part = this.#parts[this.#index];
    return part === undefined ? "end" : typeof part === "string" ? "insert" : part < 0 ? "drop" : "keep";
  }

  get left() {
    const part = this.#parts[this.#index];
    return (typeof part === "string" ? part.length : Math.abs(part)) - this.#taken;
  }

  /** Goes on by so many characters; returns them where they are inserted. */
  take(count) {
    const part = this.#parts[this.#index];
    const piece = typeof part === "string" ? part.slice(this.#taken, this.#taken + count) : "";
    if (count === this.left) {
      this.#index++;
      this.#taken = 0;
    } else {
      this.#taken += count;
    }
    return piece;
  }
}

export function apply(edit, text) {
  let at = 0;
  let changed = "";
  for (const part of edit) {
    if (typeof part === "string") changed += part;
    else if (part > 0) changed += text.slice(at, at += part);
    else at -= part;
  }
  return changed;
}

/**
 * Transforms two edits of the same text: first and then the new second give what second and then the new first give.
 * Where both insert at one place, the text of first stands before that of second.
 */
export function transform(first, second) {
  const a = new Steps(first);
  const b = new Steps(second);
  const newFirst = new Walk();
  const newSecond = new Walk();
  while (a.next !== "end" || b.next !== "end") {
    if (a.next === "insert") {
      const text = a.take(a.left);
      newFirst.insert(text);
      newSecond.keep(text.length);
    } else if (b.next === "insert") {
      const text = b.take(b.left);
      newFirst.keep(text.length);
      newSecond.insert(text);
    } else {
      const count = Math.min(a.left, b.left);
      if (a.next === "drop" && b.next === "keep") newFirst.drop(count);
      if (a.next === "keep" && b.next === "drop") newSecond.drop(count);
      if (a.next === "keep" && b.next === "keep") {
        newFirst.keep(count);
        newSecond.keep(count);
      }
      a.take(count);
      b.take(count);
    }
  }
  return [newFirst.parts, newSecond.parts];
}

/** One edit that does what the first and then the second do. */
export function compose(first, second) {
  const a = new Steps(first);
  const b = new Steps(second);
  const both = new Walk();
  while (a.next !== "end" || b.next !== "end") {
    if (a.next === "drop") {
      both.drop(a.left);
      a.take(a.left);
    } else if (b.next === "insert") {
      both.insert(b.take(b.left));
    } else if (a.next === "insert") {
      const count = Math.min(a.left, b.left);
      const text = a.take(count);
      if (b.next === "keep") both.insert(text);
      b.take(count);
    } else {
      const count = Math.min(a.left, b.left);
      if (b.next === "keep") both.keep(count);
      else both.drop(count);
      a.take(count);
      b.take(count);
    }
  }
  return both.parts;
}

/** The edit that made one text of another; of several that could have, the one that ends where the caret is. */
export function between(before, after, caret = after.length) {
  const most = Math.min(before.length, after.length);
  let end = 0;
  const mostEnd = Math.min(most, after.length - caret);
  while (end < mostEnd && before.at(-1 - end) === after.at(-1 - end)) end++;
  let start = 0;
  while (start < most - end && before[start] === after[start]) start++;
  // A character of two units is one: never part it.
  if (start > 0 && isHigh(before, start - 1)) start--;
  if (end > 0 && isLow(before, before.length - end)) end--;

  const walk = new Walk();
  walk.keep(start);
  walk.insert(after.slice(start, after.length - end));
  walk.drop(before.length - start - end);
  walk.keep(end);
  return walk.parts;
}

function isHigh(text, at) {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function isLow(text, at) {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
