// The server side of the scenarios on the reference implementation: it proves the scenarios, not the server.
//
// Prints the address of its control port as its first line:
//   GET  /info           {"name", "url", "impatientUrl"}
//   GET  /ready?tag=TAG  whether the socket with that tag can be sent to at once: where it polls, its poll waits
//   GET  /gone?tag=TAG   how sockets with that tag ended: [{"reason", "rooms"}]
//   POST /restart        closes both servers and starts them again on their ports

import http from "node:http";
import { Server } from "socket.io";

// The one argument: the parser that the clients use, where it is not the default one.
const parser = process.argv[2] && (await import(process.argv[2])).default;
const gone = [];
const tagged = new Map();
const IMPATIENT = { pingInterval: 300, pingTimeout: 2_000, connectTimeout: 2_000 };

function listeners(io, socket) {
  let tag;
  let tocks = 0;
  let ordered = true;
  socket.emit("welcome", "to", "you");
  socket.on("who am i", (answer) => answer(socket.id));
  socket.on("echo", (...args) => socket.emit("echo", ...args));
  socket.on("echo back", (...args) => args.pop()(...args));
  socket.on("code points", (text, answer) => answer(Array.from(text, (letter) => letter.codePointAt(0))));
  socket.on("spell", (points, answer) => answer(String.fromCodePoint(...points)));
  socket.on("give me bytes", (count, answer) => answer(Buffer.alloc(count)));
  socket.on("message", (...args) => socket.send(...args));
  socket.on("say nothing", () => {});
  socket.on("ask me", async (value) => socket.emit("answered", await socket.timeout(5_000).emitWithAck("question", value)));
  socket.on("ask me in vain", (limit) =>
    socket.timeout(limit).emit("question", "is there anybody?", (error) => error && socket.emit("unanswered")),
  );
  socket.on("join", (room, answer) => answer(socket.join(room) ?? true));
  socket.on("leave", (room, answer) => answer(socket.leave(room) ?? true));
  socket.on("tell room", (room, text) => socket.to(room).emit("news", text));
  socket.on("tell all in", (room, text) => io.in(room).emit("news", text));
  socket.on("tell all except", (room, text) => io.except(room).emit("news", text));
  socket.on("tell others", (text) => socket.broadcast.emit("news", text));
  socket.on("tell all", (text) => io.emit("news", text));
  socket.on("tick me", (count) => {
    for (let i = 0; i < count; i++) {
      socket.emit("tick", i);
    }
  });
  socket.on("tock", (i) => (ordered &&= i === tocks++));
  socket.on("tocks", (answer) => answer(tocks, ordered));
  socket.on("disconnect me", (close) => socket.disconnect(close));
  socket.on("tag", (name, answer) => {
    tagged.set(name, socket);
    answer((tag = name));
  });
  let rooms = [];
  socket.on("disconnecting", () => (rooms = [...socket.rooms]));
  socket.on("disconnect", (reason) => tag && gone.push({ tag, reason, rooms }));
}

function build(options) {
  const io = new Server({ allowEIO3: true, ...(parser && { parser }), ...options });
  io.on("connection", (socket) => listeners(io, socket));
  io.of("/other").on("connection", (socket) => listeners(io.of("/other"), socket));
  const slow = io.of("/slow").use((socket, next) => setTimeout(next, 150));
  slow.on("connection", (socket) => listeners(slow, socket));
  io.of("/closed").use((socket, next) => next(new Error("closed today 🔒")));
  io.of("/private")
    .use(({ handshake }, next) =>
      next(
        handshake.auth.token === "secret"
          ? undefined
          : Object.assign(new Error("not authorized"), { data: { code: 4001, hint: "bring a token" } }),
      ),
    )
    .on("connection", (socket) => socket.on("my name", (answer) => answer(socket.handshake.auth.name)));
  return io;
}

async function start(options, port = 0) {
  const server = http.createServer();
  const io = build(options);
  io.attach(server);
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { io, port: server.address().port };
}

let patient = await start({});
let impatient = await start(IMPATIENT);

const control = http.createServer(async (request, response) => {
  const url = new URL(request.url, "http://control");
  const answer = {
    "/info": () => ({
      name: "reference",
      url: `http://127.0.0.1:${patient.port}`,
      impatientUrl: `http://127.0.0.1:${impatient.port}`,
    }),
    "/gone": () => gone.filter(({ tag }) => tag === url.searchParams.get("tag")),
    "/ready": () => tagged.get(url.searchParams.get("tag"))?.conn.transport.writable ?? false,
    "/restart": async () => {
      await Promise.all([patient.io.close(), impatient.io.close()]);
      patient = await start({}, patient.port);
      impatient = await start(IMPATIENT, impatient.port);
      return {};
    },
  }[url.pathname];
  response.end(JSON.stringify(await answer()));
});
control.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${control.address().port}`));
process.stdin.on("end", () => process.exit(0)).resume(); // ends with whoever started it
