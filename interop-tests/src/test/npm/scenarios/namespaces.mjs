// Namespaces: let in, turned away, not there; several over one connection.

import assert from "node:assert/strict";
import { ask, isOlder, next } from "../harness.mjs";

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

authIsAccepted.since = authIsRefusedWithData.since = refusedThenAccepted.since = "3.0.0";

export async function theQueryIsAccepted(bench) {
  const name = bench.isMisread ? "Zoe" : "Zoë";
  const socket = await bench.connect("/private", { query: { token: "secret", name: `${name} & co` } });
  assert.deepEqual(await ask(socket, "my name"), [`${name} & co`]);
}

export async function theQueryOfTheAddressIsAccepted(bench) {
  const name = bench.isMisread ? "Zoe" : "Zoë";
  const socket = await bench.connect(`/private?token=secret&name=${encodeURIComponent(name)}`);
  assert.deepEqual(await ask(socket, "my name"), [name]);
}

export async function theQueryIsRefusedWithData(bench) {
  const socket = bench.open("/private", { query: { token: "wrong" } });
  const [error] = await next(socket, "error");
  assert.deepEqual(error, { code: 4001, hint: "bring a token" });
  assert.equal(socket.connected, false);
}

export async function theQueryIsRefusedThenAccepted(bench) {
  const socket = bench.open("/private", { query: { token: "wrong" } });
  await next(socket, "error");
  socket.query = "token=secret&name=second%20try";
  socket.connect();
  await next(socket, "connect");
  assert.deepEqual(await ask(socket, "my name"), ["second try"]);
}
theQueryIsAccepted.before = theQueryOfTheAddressIsAccepted.before = "3.0.0";
theQueryIsRefusedWithData.before = theQueryIsRefusedThenAccepted.before = "3.0.0";

export async function refusedWithoutData(bench) {
  if (bench.isMisread) {
    return;
  }
  const socket = bench.open("/closed");
  const [error] = await next(socket, bench.refusal);
  assert.equal(bench.speaksOldRevision ? error : error.message, "closed today 🔒");
  assert.equal(error.data, undefined);
}

export async function anUnknownNamespaceIsRefused(bench) {
  const socket = bench.open("/nowhere");
  const [error] = await next(socket, bench.refusal);
  // To the clients before, the reference sends an object, which their own servers never did.
  const isText = bench.speaksOldRevision && bench.info.name !== "reference";
  assert.equal(isText ? error : error.message, "Invalid namespace");
}

export async function aSlowMiddlewareLetsInLater(bench) {
  const socket = await bench.connect("/slow");
  assert.deepEqual(await ask(socket, "echo back", 1), [1]);
}

export async function namespacesShareAConnection(bench) {
  const root = await bench.connect();
  const other = root.io.socket("/other");
  await bench.connected(other);
  if (!isOlder(bench.client, "2.0.0")) {
    assert.notEqual(root.id, other.id); // the clients before have one id for all namespaces
  }
  const crossed = [];
  root.on("echo", (text) => crossed.push(text));
  const echo = next(other, "echo");
  other.emit("echo", "for the other one");
  assert.deepEqual(await echo, ["for the other one"]);
  other.disconnect();
  assert.deepEqual(await ask(root, "echo back", "alive"), ["alive"]);
  assert.deepEqual(crossed, []);
}
