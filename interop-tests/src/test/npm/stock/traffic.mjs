// What goes over an open connection.

import { ask, next } from "../harness.mjs";
import { noting, over } from "./seen.mjs";

/** Length, whether it may be compressed, and whether it comes by a room. */
const TEXTS = [
  [50_000, true, false],
  [100, true, false],
  [50_000, false, false],
  [50_000, true, true],
  [50_000, false, true],
];

/** Asks the server for texts, and looks at the answers to the polls that brought them. */
export async function textsByPolling(bench) {
  const { answers, transports } = noting();
  const socket = await bench.connect("/", { transports: transports.polling });
  const seen = [];
  for (const wish of TEXTS) {
    const [text] = await told(socket, wish);
    const { headers } = answers.findLast(({ to }) => to === "GET");
    seen.push(`${text.length} ${headers["content-encoding"] ?? "as it is"}`);
  }
  return seen;
}

/** Asks the server for texts, says one, and counts the bytes of each. */
export async function textsByWebSocket(bench, [options]) {
  const { answers, transports } = noting();
  const socket = await bench.connect("/", { ...options, transports: transports[bench.way] });
  const { ws } = socket.io.engine.transport;
  const line = ws._socket;
  const seen = [];
  for (const wish of TEXTS) {
    const before = line.bytesRead;
    const [text] = await told(socket, wish);
    seen.push({ length: text.length, bytes: line.bytesRead - before });
  }
  const before = line.bytesWritten;
  const [length] = await ask(socket, "length", "y".repeat(50_000));
  return {
    extensions: ws.extensions,
    agreed: answers.find(({ to }) => to === "Upgrade").headers["sec-websocket-extensions"],
    texts: seen,
    said: { length, bytes: line.bytesWritten - before },
  };
}

function told(socket, wish) {
  const text = next(socket, "text");
  socket.emit("tell me", ...wish);
  return text;
}

/** A burst of events that together are more than one message may be, then one that is too large by itself. */
export async function moreThanIsTaken(bench) {
  const socket = bench.open();
  let maxPayload;
  socket.io.engine.once("handshake", (handshake) => ({ maxPayload } = handshake));
  await bench.connected(socket);
  for (let i = 0; i < 30; i++) {
    socket.emit("piece", "x".repeat(200));
  }
  const [pieces] = await ask(socket, "pieces");
  const gone = next(socket, "disconnect");
  socket.emit("piece", "x".repeat(5_000));
  const [reason, { description, context }] = await gone;
  return { maxPayload, pieces, reason, why: context?.code ?? description };
}

/** Events that may be dropped on their way to one who takes nothing for a while; "end" may not. */
export async function whileBusy(bench) {
  const socket = await bench.connect();
  const numbers = [];
  socket.on("n", (n) => numbers.push(n));
  const end = next(socket, "end");
  socket.emit("ready");
  await end;
  return numbers;
}

/** Events of all kinds to a server that listens in all ways; its own account of it. */
export async function listeners(bench) {
  const socket = await bench.connect();
  socket.emit("once", 1);
  socket.emit("once", 2);
  socket.emit("off", 3);
  socket.emit("unheard");
  socket.send("said", { by: "send" });
  const refused = await new Promise((resolve) => socket.timeout(150).emit("secret", resolve));
  const answer = next(socket, "message");
  const [account] = await ask(socket, "account");
  const { engine } = socket.io;
  socket.disconnect();
  await over(engine);
  return { account, refused: refused?.message, answer: await answer };
}

/** What a client is answered that asks; at last it is asked itself. */
export async function answers(bench) {
  const socket = await bench.connect();
  socket.on("question", (text, answer) => answer(`${text} well`, 2, Buffer.from([3])));
  const seen = {};
  for (const event of ["now", "later", "nothing", "several", "refused", "refused later", "failed", "asked"]) {
    seen[event] = await ask(socket, event);
  }
  return seen;
}
