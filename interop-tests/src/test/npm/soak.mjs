// Stock clients of a soak: each asks once a second and now and then breaks off and comes back, until standard input ends.
//
//   node soak.mjs --url http://127.0.0.1:PORT
//
// At its end it prints one line of JSON with what it has counted.

import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { url: { type: "string" } } });
const VERSIONS = ["4.8.4", "4.8.4", "4.4.1", "3.1.3", "2.5.0", "1.7.4"];
const WAYS = [["websocket"], ["polling"], ["polling", "websocket"]];
const counts = {};
const sockets = [];

function count(what) {
  const name = `${what}, stock npm clients`;
  counts[name] = (counts[name] ?? 0) + 1;
}

for (const version of VERSIONS) {
  const { default: lookup, io = lookup } = await import(`client-${version}`);
  for (const transports of WAYS) {
    const socket = io(values.url, { transports, forceNew: true, reconnectionDelay: 200, reconnectionDelayMax: 1000 });
    socket.on("connect", () => count(socket.recovered ? "returned" : "connected"));
    socket.on("tick", () => count("events"));
    sockets.push(socket);
  }
}

const asking = setInterval(() => {
  for (const socket of sockets) {
    if (socket.connected) {
      socket.emit("echo", Date.now(), "from npm", () => count("answers"));
      if (Math.random() < 0.05) {
        socket.io.engine.close();
      }
    }
  }
}, 1000);

process.stdin.on("data", () => {});
process.stdin.on("end", async () => {
  // On a slow machine the first answer may be on its way still.
  for (const latest = Date.now() + 30_000; !counts["answers, stock npm clients"] && Date.now() < latest; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  clearInterval(asking);
  sockets.forEach((socket) => socket.close());
  console.log(JSON.stringify(counts));
  setTimeout(() => process.exit(0), 500);
});
