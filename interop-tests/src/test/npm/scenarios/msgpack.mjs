// What msgpack can say and JSON cannot. Clients with the msgpack parser only.

import assert from "node:assert/strict";
import { ask, next } from "../harness.mjs";

/** What comes back of values that JSON does not have: with us what JSON makes of them, unless they are bytes. */
async function becomes(bench, sent, expected) {
  const socket = await bench.connect();
  const back = await ask(socket, "echo back", ...sent);
  assert.deepEqual(back, bench.info.name === "reference" ? sent : expected);
}

export const dates = (bench) =>
  becomes(bench, [new Date(0), { at: new Date(1_700_000_000_123) }], ["1970-01-01T00:00:00.000Z", { at: "2023-11-14T22:13:20.123Z" }]);

export const undefinedValues = (bench) =>
  becomes(bench, [undefined, [undefined, 1], { a: undefined, b: 2 }], [null, [null, 1], { b: 2 }]);

export const numbersThatAreNone = (bench) => becomes(bench, [NaN, [Infinity, -Infinity]], [null, [null, null]]);

/** Of a typed array the reference sends what lies below it as an ArrayBuffer, and so it arrives there. */
export async function buffersOfAllKinds(bench) {
  const socket = await bench.connect();
  const bytes = Uint8Array.of(1, 2, 3);
  const back = await ask(socket, "echo back", Buffer.from("a"), bytes.buffer, { in: bytes });
  assert.deepEqual([...back[0]], [97]);
  assert.deepEqual([...new Uint8Array(back[1])], [1, 2, 3]);
  assert.deepEqual([...new Uint8Array(back[2].in)], [1, 2, 3]);
}

export async function moreBuffersThanAttachments(bench) {
  const socket = await bench.connect();
  const many = Array.from({ length: 60 }, (_, i) => Buffer.alloc(i, i));
  const echo = next(socket, "echo");
  socket.emit("echo", many, ...many);
  assert.deepEqual(await echo, [many, ...many]);
}

export async function aMapThatLooksLikeAPlaceholder(bench) {
  const socket = await bench.connect();
  const value = { _placeholder: true, num: 0 };
  assert.deepEqual(await ask(socket, "echo back", value, [value]), [value, [value]]);
}

export async function everyPacketIsOneBinaryMessage(bench) {
  const socket = bench.open();
  const heard = [];
  socket.io.engine.on("packet", ({ type, data }) => type === "message" && heard.push(typeof data));
  await bench.connected(socket);
  await ask(socket, "echo back", "text", Buffer.alloc(3));
  assert.ok(heard.length >= 3, "the connect, the welcome and the answer");
  assert.ok(heard.every((type) => type === "object"), heard.join());
}
