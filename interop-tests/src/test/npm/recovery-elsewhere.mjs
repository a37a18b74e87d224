// A stock client that ends its transport twice and comes back to another server each time.
//
//   node recovery-elsewhere.mjs --way polling|websocket|upgrade --urls http://127.0.0.1:PORT,http://127.0.0.1:PORT
//
// Prints one line of JSON when it has all the events that it is to get: {"visits": [{"recovered", "id", "name"}], "events"}.

import { io } from "client-4.8.4";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { way: { type: "string" }, urls: { type: "string" } } });
const urls = values.urls.split(",");
const EVENTS = 7;
const socket = io(urls[0], {
  transports: values.way === "upgrade" ? ["polling", "websocket"] : [values.way],
  reconnectionDelay: 50,
  reconnectionDelayMax: 100,
});
const visits = [];
const events = [];

socket.on("connect", async () => {
  const times = visits.push({ recovered: socket.recovered, id: socket.id });
  visits[times - 1].name = await socket.timeout(5000).emitWithAck("who");
  socket.emit("go", times);
});
socket.on("e", (value) => {
  events.push(value);
  if (value === `go ${visits.length}` && visits.length < 3) {
    socket.io.uri = urls[visits.length % 2];
    setTimeout(() => socket.io.engine.close());
  }
  if (events.length === EVENTS) {
    console.log(JSON.stringify({ visits, events }));
    socket.disconnect();
  }
});
setTimeout(() => process.exit(1), 30_000).unref();
