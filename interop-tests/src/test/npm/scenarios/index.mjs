import * as acks from "./acks.mjs";
import * as binary from "./binary.mjs";
import * as disconnects from "./disconnects.mjs";
import * as load from "./load.mjs";
import * as namespaces from "./namespaces.mjs";
import * as reconnects from "./reconnects.mjs";
import * as rooms from "./rooms.mjs";
import * as values from "./values.mjs";

/** All scenarios by name, in the order of their running. */
export const scenarios = {
  ...values,
  ...binary,
  ...acks,
  ...namespaces,
  ...rooms,
  ...load,
  ...disconnects,
  ...reconnects,
};
