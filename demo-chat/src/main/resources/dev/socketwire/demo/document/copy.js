import { apply, between, compose, transform } from "/document/edits.js";

/**
 * This page's copy of the document. What is typed shows at once; one edit at a time is on its way to the server, what is typed
 * meanwhile waits as one more. What others typed is transformed over both before it shows. No page, no socket in here.
 */
export class Copy {
  life; // which run of the server the revision is of
  revision = 0; // the last one that is in the text
  text = ""; // as the server has it at that revision
  sent = null; // { number, edit }: on its way
  waiting = null; // the edit that was typed since
  #numbers = 0;
  #heard = new Map(); // revision to edit, null for the sent one: answers and events may overtake each other
  #show;
  #open = false; // whether we know what happened while we were away
  #held = false;

  /** What others typed goes to show as an edit of what the page shows. */
  constructor(show) {
    this.#show = show;
  }

  typed(edit) {
    this.waiting = this.waiting ? compose(this.waiting, edit) : edit;
  }

  /** What to send now, if anything. */
  next() {
    if (!this.#open || this.sent || !this.waiting) return null;
    this.sent = { number: ++this.#numbers, edit: this.waiting };
    this.waiting = null;
    return this.sent;
  }

  /** An edit of somebody else has come, or, without an edit, the answer to the sent one. */
  heard(revision, edit = null) {
    this.#heard.set(revision, edit);
    this.#catchUp();
  }

  /** While a word is being composed, a text area must be left alone. */
  hold(held) {
    this.#held = held;
    this.#catchUp();
  }

  /** The connection broke: what was missed must be asked for, and what is heard meanwhile has to wait for the answer. */
  lost() {
    this.#open = false;
    this.#heard.clear();
  }

  /** The answer to the question what was missed: the edits, or a whole new text where the server does not know them. */
  opened({ life, revision, text, missed }) {
    this.#open = true;
    if (missed) {
      missed.forEach((one, index) => this.#heard.set(this.revision + 1 + index, one.mine ? null : one.edit));
    } else {
      // Whatever happened to the text becomes one edit, so that what was typed here and is not there yet stays.
      this.life = life;
      this.#take(between(this.text, text));
      this.revision = revision;
      for (const known of this.#heard.keys()) if (known <= revision) this.#heard.delete(known);
    }
    this.#catchUp();
  }

  /** The server will not have what was typed: forget it, and return what the page must show. */
  reset() {
    this.sent = this.waiting = null;
    return this.text;
  }

  #catchUp() {
    while (this.#open && !this.#held && this.#heard.has(this.revision + 1)) {
      const edit = this.#heard.get(++this.revision);
      this.#heard.delete(this.revision);
      if (edit) {
        this.#take(edit);
      } else if (this.sent) {
        this.text = apply(this.sent.edit, this.text);
        this.sent = null;
      }
    }
  }

  #take(edit) {
    this.text = apply(edit, this.text);
    let theirs = edit;
    if (this.sent) [theirs, this.sent.edit] = transform(theirs, this.sent.edit);
    if (this.waiting) [theirs, this.waiting] = transform(theirs, this.waiting);
    this.#show(theirs);
  }
}
