// The reference parser, asked line by line: what does it make of these messages, and how does it write these packets?
//
// A line is {"decode": [[message, ...], ...], "encode": [packet, ...]}, the answer a line
// {"decoded": [[outcome, ...], ...], "encoded": [[message, ...], ...]}. A message is a string, or a list with the hex of bytes; a
// packet is [type, nsp, id, data], its id a text or null; an outcome is a packet, "none" or "refused". Values: see write().

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// Of the client that is named, which nests its own.
const require = createRequire(new URL(`node_modules/${process.argv[2]}/package.json`, import.meta.url));
const { Decoder, Encoder } = require("socket.io-parser");

const hex = (bytes) => Buffer.from(bytes).toString("hex");

function bits(number) {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(number === 0 ? 0 : number);
  return hex(buffer);
}

// Numbers are lists of "n" and their bits, bytes of "b" and hex, arrays of "a" and their elements, objects of "o" and pairs.
function write(value) {
  if (value === undefined) return ["u"];
  if (typeof value === "number") return ["n", bits(value)];
  if (ArrayBuffer.isView(value)) return ["b", hex(value)];
  if (Array.isArray(value)) return ["a", ...value.map(write)];
  if (value === null || typeof value !== "object") return value;
  return ["o", ...Object.keys(value).sort().map((key) => [key, write(value[key])])];
}

function read(value) {
  if (!Array.isArray(value)) return value;
  const [kind, ...rest] = value;
  switch (kind) {
    case "u":
      return undefined;
    case "n":
      return Buffer.from(rest[0], "hex").readDoubleBE();
    case "b":
      return Buffer.from(rest[0], "hex");
    case "a":
      return rest.map(read);
    default:
      return Object.fromEntries(rest.map(([key, member]) => [key, read(member)]));
  }
}

// What each message has brought: "none", a packet, or "refused", which is the end.
function decode(messages) {
  const outcomes = [];
  const decoder = new Decoder();
  let outcome;
  decoder.on("decoded", ({ type, nsp, id, data }) => {
    // To older parsers events with attachments are of another type.
    outcome = [type > 4 ? type - 3 : type, nsp, id === undefined ? null : String(id), write(data)];
  });
  for (const message of messages) {
    outcome = "none";
    try {
      decoder.add(typeof message === "string" ? message : Buffer.from(message[0], "hex"));
    } catch {
      return [...outcomes, "refused"];
    }
    outcomes.push(outcome);
  }
  return outcomes;
}

function encode([type, nsp, id, data]) {
  const packet = { type, nsp, data: read(data), ...(id !== null && { id: Number(id) }) };
  return new Encoder().encode(packet).map((part) => (typeof part === "string" ? part : [hex(part)]));
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify({ decoded: question.decode.map(decode), encoded: question.encode.map(encode) }));
}
