// Stock clients that come at the same time, each from an address of its own, and what the server says of them.
//
//   node visitors.mjs --client 4.8.4 --way polling|websocket|upgrade --url http://127.0.0.1:PORT --from 127.0.0.2,127.0.0.3
//     [--claim 6.6.6.6]
//
// With an url of https no certificate is too bad. A claim is what they send as X-Forwarded-For themselves, and with it they say
// the opposite of how they came. Prints one line of JSON for each: {"from", "transport", "address", "secure", "port"}, where
// address and secure are what the server takes it for, and port tells the servers apart.

import assert from "node:assert/strict";
import http from "node:http";
import https from "node:https";
import { parseArgs } from "node:util";
import { ask, next } from "./harness.mjs";

const { values } = parseArgs({
  options: {
    client: { type: "string" },
    way: { type: "string" },
    url: { type: "string" },
    from: { type: "string" },
    claim: { type: "string" },
  },
});
const { io } = await import(`client-${values.client}`);
const { Agent } = values.url.startsWith("https:") ? https : http;
const LIE = values.url.startsWith("https:") ? "http" : "https";
const TEXT = "text ".repeat(20_000);
const BYTES = Buffer.alloc(50_000, 0xfe);

async function visit(from) {
  const socket = io(values.url, {
    transports: values.way === "upgrade" ? ["polling", "websocket"] : [values.way],
    agent: new Agent({ localAddress: from, keepAlive: true, rejectUnauthorized: false }),
    rejectUnauthorized: false,
    extraHeaders: values.claim ? { "X-Forwarded-For": values.claim, "X-Forwarded-Proto": LIE } : {},
    forceNew: true,
    reconnection: false,
  });
  socket.on("connect_error", (error) => {
    throw error;
  });
  await next(socket, "connect", `connect from ${from}`);
  const engine = socket.io.engine;
  if (values.way === "upgrade" && engine.transport.name === "polling") {
    await next(engine, "upgrade", `upgrade from ${from}`);
  }
  const [text, bytes] = await ask(socket, "echo", TEXT, BYTES);
  assert.equal(text, TEXT);
  assert.deepEqual(Buffer.from(bytes), BYTES);
  const [address] = await ask(socket, "address");
  const [secure] = await ask(socket, "secure");
  const [port] = await ask(socket, "port");
  console.log(JSON.stringify({ from, transport: engine.transport.name, address, secure, port }));
  socket.disconnect();
}

await Promise.all(values.from.split(",").map(visit));
process.exit(0);
