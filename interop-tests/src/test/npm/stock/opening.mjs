// From the first request to a session.

import { ask, next } from "../harness.mjs";
import { arrival, noting, over, refusal } from "./seen.mjs";

/** One client after the other. */
export async function arrivals(bench, clients) {
  const seen = [];
  for (const options of clients) {
    seen.push(await arrival(bench, options));
  }
  return seen;
}

/** A client that goes on asking for a session which this server does not know. */
export async function ofAnotherServer(bench) {
  const socket = bench.open();
  const { engine } = socket.io;
  engine.once("open", () => (engine.transport.query.sid = "ofAnotherServer"));
  return refusal(socket);
}

/** A client that upgrades though the handshake did not offer it. */
export async function upgradesUninvited(bench) {
  const socket = await bench.connect("/", { transports: ["polling"] });
  const { engine } = socket.io;
  engine._probe("websocket");
  const [error] = await next(engine, "upgradeError");
  return { error: error.message, ...(await alive(socket)) };
}

/** A client whose WebSocket opens and says nothing. */
export async function upgradesWithoutAWord(bench) {
  const socket = bench.open("/", { transports: ["polling", "websocket"] });
  const { engine } = socket.io;
  const create = engine.createTransport.bind(engine);
  engine.createTransport = (name) => Object.assign(create(name), { send() {} });
  const began = Date.now();
  const [error] = await next(engine, "upgradeError");
  return { error: error.message, ms: Date.now() - began, ...(await alive(socket)) };
}

async function alive(socket) {
  const [echo] = await ask(socket, "echo", "still here");
  return { transport: socket.io.engine.transport.name, echo };
}

/** A connection that enters no namespace, beside one that does. */
export async function entersNothing(bench) {
  const busy = await bench.connect();
  const idle = bench.open("/", { autoConnect: false });
  idle.io.open();
  const [reason] = await next(idle.io, "close");
  return { reason, ...(await alive(busy)) };
}

/** In which order things come at first; "answer" is the end of what a poll was answered. */
export async function theFirstThings(bench) {
  const socket = bench.open();
  const { engine } = socket.io;
  const order = [];
  engine.on("packet", ({ type, data }) => order.push(type === "message" ? data : type));
  engine.transport.on("pollComplete", () => order.push("answer"));
  const early = next(socket, "early");
  await bench.connected(socket);
  return { order, early: await early };
}

/** What the server knows of the request that opened the connection. */
export async function whoItIs(bench, [options]) {
  const began = Date.now();
  const socket = await bench.connect("/", options);
  const [found] = await ask(socket, "who am i");
  const { engine } = socket.io;
  const seen = { found, engine: engine.id, id: socket.id, issued: [began, Date.now()] };
  engine.close();
  await over(engine);
  return seen;
}

/** The headers of all answers. */
export async function headers(bench) {
  const { answers, transports } = noting();
  const socket = await bench.connect("/", { transports: transports[bench.way] });
  await ask(socket, "echo", 1);
  return answers;
}

/** The cookies that a client is given, one that keeps them and one that does not; the server says what it gets. */
export async function cookies(bench) {
  const { answers, transports } = noting();
  const noted = await bench.connect("/", { transports: transports[bench.way], withCredentials: true });
  const keeps = await bench.connect("/", { withCredentials: true });
  const drops = await bench.connect("/");
  await Promise.all([noted, keeps, drops].map((socket) => ask(socket, "echo", 1)));
  return {
    given: answers.map(({ headers }) => headers["set-cookie"]).flat().filter((cookie) => cookie),
    noted: noted.io.engine.id,
    keeps: keeps.io.engine.id,
    drops: drops.io.engine.id,
  };
}
