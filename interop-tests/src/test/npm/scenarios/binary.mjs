// Bytes, alone and among JSON, to the server and back. What comes back is a Buffer (or an ArrayBuffer) of the same bytes.

import assert from "node:assert/strict";
import { next } from "../harness.mjs";

/** Bytes of any kind as `bytes:<hex>`, everything else as it is. */
function plain(value) {
  if (value instanceof ArrayBuffer) {
    return `bytes:${Buffer.from(value).toString("hex")}`;
  }
  if (ArrayBuffer.isView(value)) {
    return `bytes:${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  }
  return value;
}

async function comesBack(bench, ...args) {
  await comesBackOn(await bench.connect(), ...args);
}

async function comesBackOn(socket, ...args) {
  const echo = next(socket, "echo");
  socket.emit("echo", ...args);
  assert.deepEqual(plain(await echo), plain(args));
}

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, i) => i));

export const aBuffer = (bench) => comesBack(bench, ALL_BYTES);

/** Of a part of an array the stock msgpack parser sends the whole. */
export const typedArrays = (bench) =>
  comesBack(
    bench,
    new Uint8Array([1, 2, 3]),
    new Float32Array([0.5, -2]),
    bench.parser ? new Uint16Array([2]) : new Uint16Array([1, 2, 3]).subarray(1, 2),
  );
typedArrays.since = "3.0.0"; // to the clients before they are objects with numbers for keys

export const anArrayBuffer = (bench) => comesBack(bench, new Uint8Array([9, 8, 7]).buffer);

export const twoAttachments = (bench) => comesBack(bench, Buffer.from("first"), Buffer.from("second"));

export const nestedBinary = (bench) => comesBack(bench, { a: { b: [{ c: Buffer.from("deep") }] } }, [[Buffer.from("er")]]);

export const mixedWithJson = (bench) =>
  comesBack(bench, "text", 7, null, { name: "a file 📎", bytes: Buffer.from([0, 255, 0x1e]), list: [1, Buffer.from("x"), "y"] }, false);

export const anEmptyBuffer = (bench) => comesBack(bench, Buffer.alloc(0), "after it");

export const tenAttachments = (bench) => comesBack(bench, ...Array.from({ length: 10 }, (_, i) => Buffer.from([i])));

/** As a client does where the line takes text only. */
export async function bytesAsBase64(bench) {
  const socket = await bench.connect("/", { forceBase64: true });
  await comesBackOn(socket, ALL_BYTES, { nested: [Buffer.from("🔑")] });
}

export async function binaryAmongText(bench) {
  const socket = await bench.connect();
  const seen = [];
  const all = new Promise((resolve) =>
    socket.on("echo", (i, bytes) => {
      seen.push(plain([i, bytes]));
      if (seen.length === 60) {
        resolve();
      }
    }),
  );
  const sent = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? [i, Buffer.from([i, i])] : [i, `text ${i}`]));
  sent.forEach((args) => socket.emit("echo", ...args));
  await all;
  assert.deepEqual(seen, plain(sent));
}
