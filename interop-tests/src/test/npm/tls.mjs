// A stock client over TLS: one that knows whom to trust, one that trusts nobody, one that does not ask.
//
//   node tls.mjs --client 4.8.4 --way polling|websocket|upgrade --url https://127.0.0.1:PORT --ca FILE
//
// Prints one line of JSON for each: {"transport", "echo"} for whom it is connected, {"refused"} for whom it is not.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { next, within } from "./harness.mjs";

const { values } = parseArgs({
  options: {
    client: { type: "string" },
    way: { type: "string" },
    url: { type: "string" },
    ca: { type: "string" },
  },
});
const { io } = await import(`client-${values.client}`);
const transports = values.way === "upgrade" ? ["polling", "websocket"] : [values.way];

async function talk(options) {
  const socket = io(values.url, { transports, forceNew: true, reconnection: false, ...options });
  const refused = new Promise((resolve) => socket.once("connect_error", () => resolve("refused")));
  const found = await within(Promise.race([next(socket, "connect"), refused]), "an answer");
  if (found === "refused") {
    console.log(JSON.stringify({ refused: true }));
    return;
  }
  const engine = socket.io.engine;
  if (values.way === "upgrade" && engine.transport.name === "polling") {
    await next(engine, "upgrade");
  }
  const echo = await socket.timeout(10_000).emitWithAck("echo", { text: "ü".repeat(20_000) }, Buffer.from([1, 2, 3]));
  console.log(
    JSON.stringify({ transport: engine.transport.name, echo: [echo.secure, echo.text.length, [...echo.bytes]] }),
  );
  socket.disconnect();
}

await talk({ ca: readFileSync(values.ca) });
await talk({});
await talk({ rejectUnauthorized: false });
process.exit(0);
