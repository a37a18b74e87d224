// What the stock client lets one see of the answers below it.

import { Fetch, NodeWebSocket } from "client-4.8.4";
import { ask, eventually, next, within } from "../harness.mjs";

/** Why a socket could not connect: the client's words, and the status of the answer with, by polling, its text. */
export function refusal(socket) {
  return within(
    new Promise((resolve) => socket.once("connect_error", (error) => resolve(told(error)))),
    "connect_error",
  );
}

/** Read at once: the client forgets the answer behind the event. */
export function told({ message, data, description, context }) {
  if (description === undefined) {
    return { message, data };
  }
  if (typeof description === "number") {
    return { message, status: description, text: context.responseText, retryAfter: context.getResponseHeader("retry-after") };
  }
  return { message, status: Number(/\d+$/.exec(description.message)) };
}

/** How one client fares that asks to connect: what it was told in its handshake, or why it was refused. */
export async function arrival(bench, { namespace, ...options }) {
  const socket = bench.open(namespace, options);
  const { engine } = socket.io;
  let handshake;
  engine.once("handshake", (data) => (handshake = data));
  const refused = await Promise.race([next(socket, "connect").then(() => undefined), refusal(socket)]);
  if (refused) {
    return { refused };
  }
  if (handshake.upgrades.some((name) => engine.transports.includes(name)) && engine.transport.name === "polling") {
    await next(engine, "upgrade");
  }
  const [echo] = await ask(socket, "echo", "here");
  return { transport: engine.transport.name, upgrades: handshake.upgrades, engine: engine.id, id: socket.id, echo };
}

/** Waits until the server was told that a session has ended: by polling, that is one POST more. */
export function over(engine) {
  return eventually(() => engine.readyState === "closed" && engine.transport.writable, "the end of the session");
}

/** Transports of the client that note the headers of whatever they are answered, by the names of the ways. */
export function noting() {
  const answers = [];
  class Polling extends Fetch {
    async _fetch(data) {
      const answer = await super._fetch(data);
      answers.push({ to: data === undefined ? "GET" : "POST", headers: Object.fromEntries(answer.headers) });
      return answer;
    }
  }
  class WebSocket extends NodeWebSocket {
    createSocket(...args) {
      const ws = super.createSocket(...args);
      ws.on("upgrade", ({ headers }) => answers.push({ to: "Upgrade", headers }));
      return ws;
    }
  }
  return { answers, transports: { polling: [Polling], websocket: [WebSocket], upgrade: [Polling, WebSocket] } };
}
