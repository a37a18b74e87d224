import { isOlder } from "../harness.mjs";
import * as acks from "./acks.mjs";
import * as binary from "./binary.mjs";
import * as disconnects from "./disconnects.mjs";
import * as load from "./load.mjs";
import * as msgpack from "./msgpack.mjs";
import * as namespaces from "./namespaces.mjs";
import * as reconnects from "./reconnects.mjs";
import * as rooms from "./rooms.mjs";
import * as values from "./values.mjs";

const scenarios = {
  ...values,
  ...binary,
  ...acks,
  ...namespaces,
  ...rooms,
  ...load,
  ...disconnects,
  ...reconnects,
};

/** The scenarios that a client of this version has, by name, in the order of their running; more with a parser. */
export function scenariosFor(version, parser) {
  return Object.fromEntries(
    Object.entries({ ...scenarios, ...(parser && msgpack) }).filter(
      ([, { since = "0", before = "99" }]) => !isOlder(version, since) && isOlder(version, before),
    ),
  );
}
