// Stock clients that keep books while their connections break.
//
//   node recovery-ledger.mjs --orders NUMBER:PORT:polling|websocket|upgrade:line|itself,...
//
// Of some the line is broken from outside, others end their own transport again and again. Prints one line of JSON for each when
// the server sends no more: {"client", "down", "wrong"}, the events in the order of coming, and how many had other bytes with them
// than were sent.

import { io } from "client-4.8.4";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { orders: { type: "string" } } });
const orders = values.orders.split(",");
let printed = 0;

function wrong({ number }, bytes) {
  const expected = number % 7 === 3 ? String(number).repeat(40) : "";
  return (Buffer.isBuffer(bytes) ? bytes.toString("latin1") : "") !== expected;
}

function open([number, port, way, who]) {
  const client = Number(number);
  const book = { client, down: [], wrong: 0 };
  let next = 5 + client;
  let cuts = 0;
  const socket = io(`http://127.0.0.1:${port}`, {
    auth: { client },
    forceNew: true,
    transports: way === "upgrade" ? ["polling", "websocket"] : [way],
    reconnectionDelay: 10,
    reconnectionDelayMax: 50,
    timeout: 5000,
  });
  let said = 0;
  function got() {
    // What it says while it is away would be sent when it is back. The books of what goes up are those of raw clients.
    if (socket.connected) {
      socket.emit("got", { client, way: "up", number: said++, isLast: false, crc: 0 }, book.down.at(-1)?.number ?? -1);
    }
  }

  socket.on("connect", got);
  socket.on("down", (event, bytes) => {
    book.down.push(event);
    book.wrong += wrong(event, bytes) ? 1 : 0;
    if (event.isLast) {
      got();
    }
    if (who === "itself" && --next === 0) {
      next = 10 + ((7 * ++cuts) % 23);
      // Not at once: events that have come with this one are heard a little later, and would be kept until it is back.
      setTimeout(() => socket.io.engine.close());
    }
  });
  socket.on("over", () => {
    console.log(JSON.stringify(book));
    socket.disconnect();
    if (++printed === orders.length) {
      // A client on a dead line may wait for the end of a request for ever.
      setTimeout(() => process.exit(0), 200);
    }
  });
}

orders.forEach((order) => open(order.split(":")));
