// Runs the scenarios with one stock client over one way against one server.
//
//   node runner.mjs --client 4.8.4 --way polling|websocket|upgrade --control http://127.0.0.1:PORT [--only name,name]
//     [--parser socket.io-msgpack-parser]
//
// Prints one line of JSON for each scenario: {"name", "ok", "detail", "ms"}. Ends with 0 when all were run, passed or not.

import { parseArgs } from "node:util";
import { Bench, PATIENCE, within } from "./harness.mjs";
import { scenariosFor } from "./scenarios/index.mjs";

const { values } = parseArgs({
  options: {
    client: { type: "string" },
    way: { type: "string" },
    control: { type: "string" },
    only: { type: "string" },
    parser: { type: "string" },
  },
});

const client = await import(`client-${values.client}`);
const io = client.io ?? client.default;
const info = await (await fetch(`${values.control}/info`)).json();
const parser = values.parser && (await import(values.parser)).default;
const only = values.only?.split(",");

let stray;
process.on("unhandledRejection", (error) => (stray = error));
process.on("uncaughtException", (error) => (stray = error));

for (const [name, scenario] of Object.entries(scenariosFor(values.client, parser))) {
  if (only && !only.includes(name)) {
    continue;
  }
  const bench = new Bench({ io, ...values, parser, info });
  const began = Date.now();
  let failure;
  stray = undefined;
  try {
    await within(scenario(bench), name, 2 * PATIENCE);
  } catch (error) {
    failure = error;
  }
  await bench.tidy();
  failure ??= stray;
  console.log(
    JSON.stringify({ name, ok: !failure, detail: failure ? String(failure.stack ?? failure) : "", ms: Date.now() - began }),
  );
}
process.exit(0);
