// Namespaces: let in, turned away, not there; several over one connection.

import assert from "node:assert/strict";
import { ask, next } from "../harness.mjs";

export async function authIsAccepted(bench) {
  const socket = await bench.connect("/private", { auth: { token: "secret", name: "Zoë" } });
  assert.deepEqual(await ask(socket, "my name"), ["Zoë"]);
}

export async function authIsRefusedWithData(bench) {
  const socket = bench.open("/private", { auth: { token: "wrong" } });
  const [error] = await next(socket, "connect_error");
  assert.equal(error.message, "not authorized");
  assert.deepEqual(error.data, { code: 4001, hint: "bring a token" });
  assert.equal(socket.connected, false);
}

export async function refusedThenAccepted(bench) {
  const auth = { token: "wrong", name: "second try" };
  const socket = bench.open("/private", { auth });
  await next(socket, "connect_error");
  auth.token = "secret";
  socket.connect();
  await next(socket, "connect");
  assert.deepEqual(await ask(socket, "my name"), ["second try"]);
}

export async function anUnknownNamespaceIsRefused(bench) {
  const socket = bench.open("/nowhere");
  const [error] = await next(socket, "connect_error");
  assert.equal(error.message, "Invalid namespace");
}

export async function aSlowMiddlewareLetsInLater(bench) {
  const socket = await bench.connect("/slow");
  assert.deepEqual(await ask(socket, "echo back", 1), [1]);
}

export async function namespacesShareAConnection(bench) {
  const root = await bench.connect();
  const other = root.io.socket("/other");
  await bench.connected(other);
  assert.notEqual(root.id, other.id);
  const crossed = [];
  root.on("echo", (text) => crossed.push(text));
  const echo = next(other, "echo");
  other.emit("echo", "for the other one");
  assert.deepEqual(await echo, ["for the other one"]);
  other.disconnect();
  assert.deepEqual(await ask(root, "echo back", "alive"), ["alive"]);
  assert.deepEqual(crossed, []);
}
