// A stock client whose connection breaks twice, and what it finds when it is back.
//
//   node recovery.mjs --client 4.8.4 --way polling|websocket|upgrade --url http://127.0.0.1:PORT
//     [--parser socket.io-msgpack-parser]
//
// Prints one line of JSON for each time that it is connected: {"recovered", "id", "rooms", "name"}, and at last one with the
// events that it was told: {"events"}.

import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { client: { type: "string" }, way: { type: "string" }, url: { type: "string" }, parser: { type: "string" } },
});
const { io } = await import(`client-${values.client}`);
const parser = values.parser && (await import(values.parser)).default;
const socket = io(values.url, {
  ...(parser && { parser }),
  transports: values.way === "upgrade" ? ["polling", "websocket"] : [values.way],
  reconnectionDelay: 200,
  reconnectionDelayMax: 200,
});
const events = [];
let times = 0;

socket.on("e", (value) => {
  events.push(Buffer.isBuffer(value) ? [...value] : value);
  if (value === `go ${times}`) {
    socket.io.engine.close();
  }
});
socket.on("done", () => {
  console.log(JSON.stringify({ events }));
  socket.disconnect();
});
socket.on("connect", async () => {
  times++;
  const found = await socket.timeout(20_000).emitWithAck("who", times);
  console.log(JSON.stringify({ recovered: socket.recovered, id: socket.id, ...found }));
  socket.emit("next", times);
});
setTimeout(() => process.exit(1), 90_000).unref();
