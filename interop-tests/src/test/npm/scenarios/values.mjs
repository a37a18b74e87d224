// A connection, and what JSON can say, to the server and back.

import assert from "node:assert/strict";
import { ask, next } from "../harness.mjs";

async function comesBack(bench, ...args) {
  const socket = await bench.connect();
  const echo = next(socket, "echo");
  socket.emit("echo", ...args);
  assert.deepEqual(await echo, args);
}

export async function connects(bench) {
  const socket = await bench.connect();
  assert.match(socket.id, /^[A-Za-z0-9_-]{20,}$/);
  // The revisions before have one id for both.
  assert.equal(socket.id === socket.io.engine.id, bench.speaksOldRevision, "the id of a socket and that of its session");
  assert.equal(socket.io.engine.transport.name, bench.way === "polling" ? "polling" : "websocket");
  assert.deepEqual(await ask(socket, "who am i"), [socket.id]);
}

export async function greetsOnConnection(bench) {
  const socket = bench.open();
  const welcome = next(socket, "welcome");
  await bench.connected(socket);
  assert.deepEqual(await welcome, ["to", "you"]);
}

export const texts = (bench) => comesBack(bench, "text", "", " ", "\"quoted\" \\ back / slash", "line\nend\t\u0000\u001e\u2028");

export const emojiAndScripts = (bench) => comesBack(bench, "😀 👩‍👩‍👧 €", "日本語 한국어", "עברית", "\u00e9e\u0301", { "ключ 🔑": "值" });

/** What is only sent back may be misread on both ways: here the server tells the letters by their numbers. */
export async function lettersAreUnderstood(bench) {
  if (bench.isMisread) {
    return;
  }
  const socket = await bench.connect();
  const text = "a é € 日 😀 \u2028";
  const points = Array.from(text, (letter) => letter.codePointAt(0));
  assert.deepEqual(await ask(socket, "code points", text), [points]);
  assert.deepEqual(await ask(socket, "spell", points), [text]);
}

/** From 2 ** 64 on the msgpack of the stock client is not the number any more. */
export const numbers = (bench) =>
  comesBack(bench, 0, -1, 42, 3.25, -0.001, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1), bench.parser ? 1e19 : 1e21, 1.5e-7);

export const nullsAndBooleans = (bench) => comesBack(bench, null, true, false, [null, [true]], { no: false, nothing: null });

export const nestedJson = (bench) =>
  comesBack(bench, { a: [1, { b: [[], {}, [[["deep"]]]] }], c: { d: { e: { f: null } } } }, [[1, 2], [3, ["4"]]]);

export const manyArguments = (bench) => comesBack(bench, ...Array.from({ length: 50 }, (_, i) => ({ i })));

export const noArguments = (bench) => comesBack(bench);

export const looksLikeAPlaceholder = (bench) => comesBack(bench, { _placeholder: false, num: 0 }, { num: 0 });

export async function catchAllHearsEverything(bench) {
  const socket = await bench.connect();
  const heard = [];
  socket.onAny((event, ...args) => heard.push([event, ...args]));
  const echo = next(socket, "echo");
  socket.emit("echo", 1, "two");
  await echo;
  assert.deepEqual(heard.at(-1), ["echo", 1, "two"]);
}
catchAllHearsEverything.since = "3.0.0";

export async function sendAndMessage(bench) {
  const socket = await bench.connect();
  const message = next(socket, "message");
  socket.send("over", { to: "you" });
  assert.deepEqual(await message, ["over", { to: "you" }]);
}
