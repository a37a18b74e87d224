// Much, in order: across the upgrade where there is one, and close to the size limit.

import assert from "node:assert/strict";
import { ask, eventually, next } from "../harness.mjs";

const COUNT = 1_000;

export async function aThousandEachWayInOrder(bench) {
  const socket = bench.open();
  const seen = [];
  socket.on("tick", (i) => seen.push(i));
  await next(socket, "connect");
  socket.emit("tick me", COUNT);
  for (let i = 0; i < COUNT; i++) {
    socket.emit("tock", i);
    if (i % 100 === 99) {
      await new Promise(setImmediate); // several requests, the upgrade among them
    }
  }
  assert.deepEqual(await ask(socket, "tocks"), [COUNT, true], "count and order at the server");
  await eventually(() => seen.length >= COUNT, "all ticks");
  await bench.settled(socket);
  assert.deepEqual(seen, Array.from({ length: COUNT }, (_, i) => i));
}

export async function aTrickleAcrossTheUpgrade(bench) {
  const socket = bench.open();
  const seen = [];
  socket.on("echo", (i) => seen.push(i));
  await next(socket, "connect");
  for (let i = 0; i < 300; i++) {
    socket.emit("echo", i);
    await new Promise(setImmediate);
  }
  await eventually(() => seen.length >= 300, "all echoes");
  await bench.settled(socket);
  assert.deepEqual(seen, Array.from({ length: 300 }, (_, i) => i));
}

export async function nineHundredKilobytesOfText(bench) {
  const socket = await bench.connect();
  // As msgpack it is bytes, of which the body of a POST takes fewer.
  const text = "0123456789".repeat(bench.parser && bench.way === "polling" ? 70_000 : 90_000);
  const [back] = await ask(socket, "echo back", text);
  assert.equal(back === text, true, "the same text");
}

export async function nineHundredKilobytesOfBinary(bench) {
  const socket = await bench.connect();
  // In the body of a POST bytes are base64, a third longer: there 700 kB come close to the same limit.
  const bytes = Buffer.alloc(bench.way === "polling" ? 700_000 : 900_000, "socketwire");
  const [back] = await ask(socket, "echo back", bytes);
  assert.equal(Buffer.compare(Buffer.from(back), bytes), 0, "the same bytes");
  const [big] = await ask(socket, "give me bytes", 900_000);
  assert.equal(Buffer.from(big).length, 900_000);
}
