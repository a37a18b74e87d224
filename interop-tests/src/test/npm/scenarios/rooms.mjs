// Rooms and broadcast among three clients: who gets it, and who does not.

import assert from "node:assert/strict";
import { ask, eventually } from "../harness.mjs";

async function three(bench) {
  const sockets = await Promise.all([bench.connect(), bench.connect(), bench.connect()]);
  const heard = sockets.map((socket) => {
    const news = [];
    socket.on("news", (...args) => news.push(args));
    return news;
  });
  return { sockets, heard };
}

/** Emits something to all at the end: what has not come by then does not come. */
async function heardInTheEnd({ sockets, heard }) {
  sockets[0].emit("tell all", "the end");
  await eventually(() => heard.every((news) => news.at(-1)?.[0] === "the end"), "the end of the news");
  return heard.map((news) => news.slice(0, -1).map(([text]) => text));
}

export async function roomsGetTheirOwn(bench) {
  const all = await three(bench);
  const [a, b, c] = all.sockets;
  await ask(a, "join", "red");
  await ask(b, "join", "red");
  await ask(c, "join", "blue");
  c.emit("tell room", "red", "from outside");
  await ask(c, "echo back");
  a.emit("tell room", "red", "from inside, to the others");
  await ask(a, "echo back");
  b.emit("tell all in", "red", "to everybody inside");
  await ask(b, "echo back");
  assert.deepEqual(await heardInTheEnd(all), [
    ["from outside", "to everybody inside"],
    ["from outside", "from inside, to the others", "to everybody inside"],
    [],
  ]);
}

export async function leavingARoomEndsIt(bench) {
  const all = await three(bench);
  const [a, b, c] = all.sockets;
  await ask(a, "join", "red");
  await ask(b, "join", "red");
  await ask(b, "leave", "red");
  c.emit("tell room", "red", "once");
  await ask(c, "echo back");
  assert.deepEqual(await heardInTheEnd(all), [["once"], [], []]);
}

export async function broadcastLeavesTheSenderOut(bench) {
  const all = await three(bench);
  all.sockets[1].emit("tell others", "hello");
  await ask(all.sockets[1], "echo back");
  assert.deepEqual(await heardInTheEnd(all), [["hello"], [], ["hello"]]);
}

export async function exceptLeavesARoomOut(bench) {
  const all = await three(bench);
  await ask(all.sockets[2], "join", "muted");
  all.sockets[0].emit("tell all except", "muted", "psst");
  await ask(all.sockets[0], "echo back");
  assert.deepEqual(await heardInTheEnd(all), [["psst"], ["psst"], []]);
}

export async function binaryIsBroadcast(bench) {
  const { sockets, heard } = await three(bench);
  sockets[0].emit("tell all", Buffer.from([1, 2, 3]));
  await eventually(() => heard.every((news) => news.length === 1), "the news of all");
  heard.forEach(([[bytes]]) => assert.deepEqual(Buffer.from(bytes), Buffer.from([1, 2, 3])));
}
