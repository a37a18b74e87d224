// Plays one scene of stock/ with the stock client, and prints as one line of JSON what the client has seen.
//
//   node stock.mjs --scene FILE.NAME --way polling|websocket|upgrade --url http://127.0.0.1:PORT [--options JSON]
//
// Options are those of clients, one for each that the scene is to open.

import { io } from "client-4.8.4";
import { parseArgs } from "node:util";
import { Bench, within } from "./harness.mjs";

const { values } = parseArgs({
  options: {
    scene: { type: "string" },
    way: { type: "string" },
    url: { type: "string" },
    options: { type: "string", default: "[]" },
  },
});
const [file, name] = values.scene.split(".");
const { [name]: scene } = await import(`./stock/${file}.mjs`);
const bench = new Bench({ io, client: "4.8.4", way: values.way, info: { name: "socketwire", url: values.url } });
console.log(JSON.stringify(await within(scene(bench, JSON.parse(values.options)), values.scene)));
await bench.tidy();
process.exit(0);
