// Several clients, and what the server does with many at a time.

import { ask, eventually, next } from "../harness.mjs";
import { arrival, told } from "./seen.mjs";

async function several(bench, names) {
  const heard = {};
  const sockets = await Promise.all(
    names.map(async (name) => {
      const socket = bench.open("/", { query: { name } });
      heard[name] = [];
      socket.onAny((event, ...args) => heard[name].push([event, ...args].filter((arg) => typeof arg !== "function").join(" ")));
      socket.on("who?", (number, answer) => answer(`${name}${number}`));
      await bench.connected(socket);
      return socket;
    }),
  );
  return { sockets, heard };
}

/** Rooms that the server moves clients through, and what they hear there. */
export async function moved(bench) {
  const names = ["a", "b", "c"];
  const { sockets, heard } = await several(bench, names);
  const [found] = await ask(sockets[0], "move us");
  await eventually(() => Object.values(heard).every((events) => events.at(-1) === "message the end"), "the end");
  return { found, ids: Object.fromEntries(sockets.map((socket, i) => [names[i], socket.id])), heard };
}

/** Some leave their namespace, some their connection, by the server's will. */
export async function putOut(bench) {
  const { sockets } = await several(bench, ["a", "b", "c", "d", "e"]);
  const [stays, ...leaving] = sockets;
  const others = leaving.map((socket) => socket.io.socket("/other"));
  await Promise.all(others.map((other) => next(other, "connect")));
  const ends = leaving.map((socket) => next(socket, "disconnect"));
  stays.emit("put them out");
  const reasons = (await Promise.all(ends)).map(([reason]) => reason);
  const alive = [];
  for (const other of others) {
    const gone = eventually(() => other.disconnected, "the end").then(() => "gone");
    alive.push(await Promise.race([ask(other, "echo", "alive").then(([echo]) => echo), gone]));
  }
  return { reasons, others: alive, stays: await ask(stays, "echo", "alive") };
}

/** A server that stops: two clients wait for answers, one breaks and wants to come back, one comes new. */
export async function atTheEnd(bench) {
  const patient = await bench.connect();
  const witness = await bench.connect("/", { transports: ["websocket"] });
  const broken = await bench.connect("/", { reconnection: true, reconnectionDelay: 20, reconnectionDelayMax: 20 });
  const answer = ask(patient, "slow");
  const last = ask(witness, "slower");
  await ask(witness, "echo");
  await ask(patient, "stop");
  const { refused } = await arrival(bench, {});
  const back = new Promise((resolve) => broken.io.once("reconnect_error", (error) => resolve(told(error))));
  broken.io.engine.close();
  const again = await back;
  broken.disconnect();
  const gone = next(patient, "disconnect");
  patient.emit("go on");
  const seen = { refused, again, answer: await answer };
  patient.emit("thanks");
  const [reason] = await gone;
  return { ...seen, last: await last, reason };
}
