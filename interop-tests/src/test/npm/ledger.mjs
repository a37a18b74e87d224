// Stock clients that keep books: every event has a number and a CRC, both ways; see the tests of the ledger.
//
//   node ledger.mjs --client 4.8.4 --events 1000 --window 25 --orders NUMBER:PORT:polling|websocket|upgrade,...
//       [--linger MS] [--patience MS]
//
// Each client sends and awaits so many events. Prints one line of JSON for each when it has settled all, or when its connection
// has ended; waits --linger before, for what should not come. A connection and an answer
// have --patience to come.

import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    client: { type: "string" },
    events: { type: "string" },
    window: { type: "string" },
    orders: { type: "string" },
    linger: { type: "string", default: "0" },
    patience: { type: "string", default: "30000" },
  },
});
const { io } = await import(`client-${values.client}`);
const EVENTS = Number(values.events);
const WINDOW = Number(values.window);
const orders = values.orders.split(",");
let printed = 0;
const WORDS = "ledger é € 😀 ";

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value >>> 0;
});

function crc({ client, way, number, text }) {
  let value = 0xffffffff;
  for (const byte of Buffer.from(`${client}/${way}/${number}/${text}`)) {
    value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}

function entry(client, number) {
  const whole = { client, way: "up", number, text: WORDS.repeat(number % 4) };
  return { ...whole, crc: crc(whole) };
}

function numberOf(came, client) {
  return came.client === client && came.way === "down" && came.crc === crc(came) ? came.number : -1;
}

function open([number, port, way]) {
  const client = Number(number);
  const books = { client, sent: 0, asked: 0, answered: 0, failed: 0, down: [], end: "" };
  const socket = io(`http://127.0.0.1:${port}`, {
    auth: { client },
    forceNew: true,
    transports: way === "upgrade" ? ["polling", "websocket"] : [way],
    reconnection: false,
    timeout: Number(values.patience),
  });
  let over = false;

  function end(why) {
    if (over) {
      return;
    }
    over = true;
    books.end = why;
    setTimeout(print, Number(values.linger), Date.now() + 6000);
  }

  // What is open ends with the connection, or with its time.
  function print(latest) {
    if (books.asked !== books.answered + books.failed && Date.now() < latest) {
      setTimeout(print, 50, latest);
    } else {
      console.log(JSON.stringify(books));
      socket.disconnect();
      if (++printed === orders.length) {
        // A client on a dead line may wait for the end of a request for ever; the others say farewell first.
        setTimeout(() => process.exit(0), 200);
      }
    }
  }

  function look() {
    if (books.sent === EVENTS && books.asked === books.answered && books.down.length >= EVENTS) {
      end("settled");
    }
  }

  function send() {
    const until = Math.min(EVENTS, books.sent + WINDOW);
    while (books.sent < until) {
      const next = entry(client, books.sent++);
      if (books.sent === until) {
        books.asked++;
        socket.timeout(Number(values.patience)).emit("upAsk", next, (failure, answer) => {
          if (failure || answer !== next.number) {
            books.failed++;
          } else {
            books.answered++;
            send();
            look();
          }
        });
      } else {
        socket.emit("up", next);
      }
    }
  }

  function took(came) {
    books.down.push(numberOf(came, client));
    look();
  }

  socket.on("down", took);
  socket.on("disconnect", end);
  socket.on("connect_error", (failure) => end(`connect_error: ${failure.message}`));
  socket.on("downAsk", (came, answer) => {
    took(came);
    answer(came.number);
  });
  socket.once("connect", send);
}

orders.forEach((order) => open(order.split(":")));
