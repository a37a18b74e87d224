// Acknowledgements: the client asks, the server asks, and nobody answers.

import assert from "node:assert/strict";
import { ask, next } from "../harness.mjs";

export async function theServerAnswers(bench) {
  const socket = await bench.connect();
  assert.deepEqual(await ask(socket, "echo back", "a", 1, { b: [null] }), ["a", 1, { b: [null] }]);
  assert.deepEqual(await ask(socket, "echo back"), []);
}

export async function theServerAnswersWithBinary(bench) {
  const socket = await bench.connect();
  const [text, bytes] = await ask(socket, "echo back", "bytes", Buffer.from([1, 2, 3]));
  assert.equal(text, "bytes");
  assert.deepEqual(Buffer.from(bytes), Buffer.from([1, 2, 3]));
}

export async function theServerAnswersAPromise(bench) {
  const socket = await bench.connect();
  assert.deepEqual(await socket.emitWithAck("echo back", { a: 1 }), { a: 1 });
}
theServerAnswersAPromise.since = "4.6.0";

export async function answersFindTheirQuestions(bench) {
  const socket = await bench.connect();
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => ask(socket, "echo back", i)));
  assert.deepEqual(answers, Array.from({ length: 100 }, (_, i) => [i]));
}

export async function theClientAnswers(bench) {
  const socket = await bench.connect();
  socket.on("question", (value, answer) => answer({ asked: value }));
  const outcome = next(socket, "answered");
  socket.emit("ask me", "how much?");
  assert.deepEqual(await outcome, [{ asked: "how much?" }]);
}

export async function theClientAnswersWithBinary(bench) {
  const socket = await bench.connect();
  socket.on("question", (value, answer) => answer({ bytes: Buffer.from([4, 5]) }));
  const outcome = next(socket, "answered");
  socket.emit("ask me", Buffer.from([6]));
  const [{ bytes }] = await outcome;
  assert.deepEqual(Buffer.from(bytes), Buffer.from([4, 5]));
}

export async function theClientStaysSilent(bench) {
  const socket = await bench.connect();
  socket.on("question", () => {});
  const outcome = next(socket, "unanswered");
  socket.emit("ask me in vain", 100);
  assert.deepEqual(await outcome, []);
  assert.equal(socket.connected, true);
}

export async function theServerStaysSilent(bench) {
  const socket = await bench.connect();
  const error = await new Promise((resolve) => socket.timeout(100).emit("say nothing", resolve));
  assert.match(error.message, /timed out/);
  assert.deepEqual(await ask(socket, "echo back", "still there"), ["still there"]);
}
theServerStaysSilent.since = "4.4.0"; // the clients before have no timeout of their own
