// What the scenarios share: clients of one generation over one way, the server's control port, and a proxy that can be cut.

import assert from "node:assert/strict";
import net from "node:net";

export const PATIENCE = 15_000;

const TRANSPORTS = {
  polling: ["polling"],
  websocket: ["websocket"],
  upgrade: ["polling", "websocket"],
};

/** Whether a version came before another one. */
export function isOlder(version, other) {
  return version.localeCompare(other, "en", { numeric: true }) < 0;
}

/** One promise with a limit; `what` names it in the failure. */
export function within(promise, what, limit = PATIENCE) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${limit} ms`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The arguments of the next event of this name. */
export function next(emitter, event, what = event) {
  return within(new Promise((resolve) => emitter.once(event, (...args) => resolve(args))), `event ${what}`);
}

/** Asks the server with an acknowledgement; the arguments of its answer. */
export function ask(socket, event, ...args) {
  return within(
    new Promise((resolve) => socket.emit(event, ...args, (...answer) => resolve(answer))),
    `ack of ${event}`,
  );
}

/** Waits until a look-up gives something. */
export async function eventually(look, what) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < end, `${what}: not within ${PATIENCE} ms`);
    await pause(20);
  }
}

/** Long enough for a client without a WebSocket to have its next poll parked at the server. */
export function parked() {
  return pause(120);
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What a scenario gets: it opens clients and proxies, all of which are closed after it. */
export class Bench {
  #io;
  #open = [];

  constructor({ io, client, way, parser, control, info }) {
    this.#io = io;
    this.client = client;
    this.way = way;
    this.parser = parser;
    this.control = control;
    this.info = info;
  }

  /** Whether the client is of 1.x or 2.x, which speak the revisions before. */
  get speaksOldRevision() {
    return isOlder(this.client, "3.0.0");
  }

  /** Clients 1.x encode the text of a poll twice. We see it; the reference reads it as it is, and answers in its own way. */
  get isMisread() {
    return this.info.name === "reference" && isOlder(this.client, "2.0.0") && this.way !== "websocket";
  }

  get usesWebSocket() {
    return this.way !== "polling";
  }

  /** A socket that has not been waited for. */
  open(namespace = "/", options = {}) {
    const { url = this.info.url, ...rest } = options;
    const socket = this.#io(url + namespace, {
      transports: TRANSPORTS[this.way],
      forceNew: true,
      reconnection: false,
      ...(this.parser && { parser: this.parser }),
      ...rest,
    });
    this.#open.push(() => socket.io._close?.() ?? socket.close());
    return socket;
  }

  /** A socket that is connected and, where its way says so, upgraded. */
  async connect(namespace = "/", options = {}) {
    const socket = this.open(namespace, options);
    await this.connected(socket);
    return socket;
  }

  /** The name of the event that tells of a middleware's refusal. */
  get refusal() {
    return this.speaksOldRevision ? "error" : "connect_error";
  }

  async connected(socket) {
    if (!socket.connected) {
      const refused = new Promise((_, reject) =>
        socket.once(this.refusal, (error) => reject(new Error(`refused: ${error.message ?? error}`))),
      );
      await Promise.race([next(socket, "connect"), refused]);
    }
    await this.settled(socket);
  }

  /** After the upgrade, where there is to be one. */
  async settled(socket) {
    const engine = socket.io.engine;
    if (this.way === "upgrade" && engine.transport.name === "polling") {
      await next(engine, "upgrade");
    }
  }

  /** A connected socket and the name under which the server reports its end. */
  async connectTagged(tag, options) {
    const socket = await this.connect("/", options);
    await ask(socket, "tag", tag);
    return socket;
  }

  /** Waits until the server could send to a tagged socket at once: where it polls, its poll is parked. */
  async ready(tag) {
    await eventually(async () => {
      const answer = await fetch(`${this.control}/ready?tag=${encodeURIComponent(tag)}`);
      return answer.json();
    }, `the poll of ${tag}`);
  }

  /** How the server saw a tagged socket end: `{reason, rooms}`, rooms as they were while it was disconnecting. */
  async gone(tag) {
    const all = await eventually(async () => {
      const answer = await fetch(`${this.control}/gone?tag=${encodeURIComponent(tag)}`);
      const ends = await answer.json();
      return ends.length > 0 ? ends : undefined;
    }, `the server's disconnect of ${tag}`);
    assert.equal(all.length, 1, `one disconnect of ${tag}: ${JSON.stringify(all)}`);
    return all[0];
  }

  async restart() {
    const answer = await fetch(`${this.control}/restart`, { method: "POST" });
    assert.equal(answer.status, 200, "restart");
  }

  async proxy(url = this.info.url) {
    const proxy = await Proxy.to(url);
    this.#open.push(() => proxy.close());
    return proxy;
  }

  async tidy() {
    for (const close of this.#open.splice(0).reverse()) {
      await close();
    }
  }
}

/** Bytes to and fro, until they are held back or the line is cut. */
class Proxy {
  #server;
  #pairs = new Set();
  #frozen = false;

  static async to(url) {
    const target = new URL(url);
    const proxy = new Proxy();
    proxy.#server = net.createServer((near) => {
      const far = net.connect(Number(target.port), target.hostname);
      const pair = [near, far];
      proxy.#pairs.add(pair);
      if (!proxy.#frozen) {
        near.pipe(far);
        far.pipe(near);
      }
      for (const end of pair) {
        end.on("error", () => pair.forEach((each) => each.destroy()));
        end.on("close", () => {
          pair.forEach((each) => each.destroy());
          proxy.#pairs.delete(pair);
        });
      }
    });
    await new Promise((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    proxy.url = `http://127.0.0.1:${proxy.#server.address().port}`;
    return proxy;
  }

  /** Ends every connection; new ones are taken. */
  cut() {
    this.#pairs.forEach((pair) => pair.forEach((end) => end.destroy()));
  }

  /** Holds everything back without ending anything. */
  freeze() {
    this.#frozen = true;
    this.#pairs.forEach(([near, far]) => {
      near.unpipe(far);
      far.unpipe(near);
      near.pause();
      far.pause();
    });
  }

  close() {
    this.cut();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
