// Clients that come back by themselves.

import assert from "node:assert/strict";
import { ask, eventually, next, parked } from "../harness.mjs";

const AGAIN = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 };

async function comesBack(bench, socket, end) {
  const before = socket.id;
  await parked();
  const gone = next(socket, "disconnect");
  await end();
  await gone;
  socket.emit("echo", "kept while offline");
  const kept = next(socket, "echo");
  await next(socket, "connect");
  await bench.settled(socket);
  assert.notEqual(socket.id, before, "a new connection has a new id");
  assert.deepEqual(await kept, ["kept while offline"]);
  assert.deepEqual(await ask(socket, "who am i"), [socket.id]);
}

export async function comesBackAfterARestart(bench) {
  const socket = await bench.connect("/", AGAIN);
  await comesBack(bench, socket, () => bench.restart());
}

export async function comesBackAfterACut(bench) {
  const proxy = await bench.proxy();
  const socket = await bench.connect("/", { ...AGAIN, url: proxy.url });
  await comesBack(bench, socket, () => proxy.cut());
}

export async function comesBackByHand(bench) {
  const socket = await bench.connect();
  const before = socket.id;
  const { engine } = socket.io;
  socket.disconnect();
  await eventually(() => engine.readyState === "closed", "the end of the old session");
  socket.connect();
  await bench.connected(socket);
  assert.notEqual(socket.id, before);
  assert.deepEqual(await ask(socket, "echo back", "again"), ["again"]);
}
