// Every way to end, and what both sides call it.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ask, next, pause } from "../harness.mjs";

/** A tagged socket in a room; `end` ends it; both sides' words for it. */
async function ends(bench, end, options) {
  const tag = randomUUID();
  const socket = await bench.connectTagged(tag, options);
  await ask(socket, "join", "somewhere");
  await bench.ready(tag);
  const here = next(socket, "disconnect");
  await end(socket);
  const [reason] = await here;
  const there = await bench.gone(tag);
  assert.deepEqual(there.rooms.includes("somewhere"), true, "its rooms were there while it was disconnecting");
  return { here: reason, there: there.reason };
}

function engineRequest(bench, socket, method, body) {
  return fetch(`${bench.info.url}/socket.io/?EIO=${bench.speaksOldRevision ? 3 : 4}&transport=polling&sid=${socket.io.engine.id}`, { method, body });
}

export async function theClientLeavesTheNamespace(bench) {
  const { here, there } = await ends(bench, (socket) => socket.disconnect());
  assert.equal(here, "io client disconnect");
  assert.equal(there, "client namespace disconnect");
}

export async function theServerDisconnectsTheSocket(bench) {
  const { here, there } = await ends(bench, (socket) => socket.emit("disconnect me", false));
  assert.equal(here, "io server disconnect");
  assert.equal(there, "server namespace disconnect");
}

export async function theServerClosesTheConnection(bench) {
  let engine;
  const { here, there } = await ends(bench, (socket) => {
    engine = socket.io.engine;
    socket.emit("disconnect me", true);
  });
  assert.equal(here, "io server disconnect");
  assert.equal(there, "server namespace disconnect");
  if (engine.readyState !== "closed") {
    await next(engine, "close", "the end of the session");
  }
}

export async function theClientClosesTheTransport(bench) {
  const { here, there } = await ends(bench, (socket) => socket.io.engine.close());
  assert.equal(here, "forced close");
  assert.equal(there, "transport close");
}

export async function theLineIsCut(bench) {
  const proxy = await bench.proxy();
  // For good: by a new line, a polling client would tell the server that it has closed.
  const { here, there } = await ends(bench, () => proxy.close(), { url: proxy.url });
  if (bench.usesWebSocket) {
    assert.equal(here, "transport close");
    assert.equal(there, "transport close");
  } else {
    assert.equal(here, "transport error");
    assert.equal(there, "transport error");
  }
}

export async function theClientFallsSilent(bench) {
  const proxy = await bench.proxy(bench.info.impatientUrl);
  if (bench.info.name === "reference" && bench.speaksOldRevision && bench.way === "upgrade") {
    return; // the reference does not look after an old client any more once it has upgraded
  }
  const { here, there } = await ends(bench, () => proxy.freeze(), { url: proxy.url });
  assert.equal(here, "ping timeout");
  assert.equal(there, "ping timeout");
}

export async function heartbeatsKeepItAlive(bench) {
  const socket = await bench.connect("/", { url: bench.info.impatientUrl });
  let ended;
  socket.on("disconnect", (reason) => (ended = reason));
  await pause(2_500); // longer than the impatient server waits for a pong
  const answer = ask(socket, "echo back", 1).catch((late) => `${late.message}; disconnected: ${ended}`);
  assert.deepEqual(await answer, [1]);
}

export async function theServerShutsDown(bench) {
  const { here, there } = await ends(bench, () => bench.restart());
  assert.equal(here, "transport close");
  assert.equal(there, "server shutting down");
}

export async function bytesThatAreNoEnginePacket(bench) {
  const { here, there } = await ends(bench, async (socket) => {
    if (bench.usesWebSocket) {
      socket.io.engine.transport.ws.send("what?");
    } else {
      await engineRequest(bench, socket, "POST", "what?");
    }
  });
  assert.equal(here, "transport close");
  assert.equal(there, "parse error");
}

export async function aMessageThatIsNoPacket(bench) {
  const { here, there } = await ends(bench, (socket) => socket.io.engine.write("2[broken"));
  assert.equal(here, "transport close");
  // The reference reports its own close there; we report what was the matter.
  assert.ok(bench.info.name === "reference" ? there.startsWith("forced ") : there === "parse error", there);
}

export async function theTransportIsMisused(bench) {
  const { there } = await ends(bench, async (socket) => {
    if (bench.usesWebSocket) {
      socket.io.engine.transport.ws._socket.write(Buffer.from([0x8f, 0x80, 0, 0, 0, 0])); // a reserved opcode
    } else {
      await engineRequest(bench, socket, "GET");
    }
  });
  assert.equal(there, "transport error");
}
