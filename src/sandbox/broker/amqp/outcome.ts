import type { AmqpError } from "./amqp-error.ts";
import { types } from "./codec.ts";
import type { Typed } from "./typed.ts";

/** Changed properties as a settlement carries them, with their AMQP types. */
export type TypedProperties = ReadonlyMap<string, Typed>;

/** The outcome of a delivery, as reported by its receiver. */
export type Outcome =
  | { readonly kind: "accepted" }
  | { readonly kind: "released" }
  | { readonly kind: "received" }
  | { readonly kind: "rejected"; readonly error: AmqpError | undefined; readonly info: TypedProperties }
  | { readonly kind: "modified"; readonly undeliverableHere: boolean; readonly changes: TypedProperties };

const accepted: Outcome = { kind: "accepted" };
const released: Outcome = { kind: "released" };
const received: Outcome = { kind: "received" };
const noProperties: TypedProperties = new Map();

/** Reads the state of a disposition; `undefined` when it has none or one this protocol does not know. */
export function decodeOutcome(state: Typed | null | undefined): Outcome | undefined {
  switch (state?.descriptor?.value) {
    case 0x23:
    case "amqp:received:list":
      return received;
    case 0x24:
    case "amqp:accepted:list":
      return accepted;
    case 0x25:
    case "amqp:rejected:list":
      return decodeRejected(fieldsOf(state));
    case 0x26:
    case "amqp:released:list":
      return released;
    case 0x27:
    case "amqp:modified:list": {
      const [, undeliverableHere, changes] = fieldsOf(state);
      return {
        kind: "modified",
        undeliverableHere: undeliverableHere?.value === true || undeliverableHere?.value === 1,
        changes: propertiesOf(changes),
      };
    }
    default:
      return undefined;
  }
}

function decodeRejected([error]: readonly Typed[]): Outcome {
  const [condition, description, info] = fieldsOf(error);
  if (typeof condition?.value !== "string") return { kind: "rejected", error: undefined, info: noProperties };
  const text = typeof description?.value === "string" ? { description: description.value } : {};
  return { kind: "rejected", error: { condition: condition.value, ...text }, info: propertiesOf(info) };
}

/** Reads a map of properties, keeping the type of every value. */
export function propertiesOf(map: Typed | undefined): TypedProperties {
  if (map === undefined || !types.is_map(map)) return noProperties;
  const items = fieldsOf(map);
  const properties = new Map<string, Typed>();
  for (let index = 0; index + 1 < items.length; index += 2) {
    const key = items[index];
    const value = items[index + 1];
    if (typeof key?.value === "string" && value !== undefined) properties.set(key.value, value);
  }
  return properties;
}

function fieldsOf(list: Typed | undefined): readonly Typed[] {
  return Array.isArray(list?.value) ? (list.value as Typed[]) : [];
}

const described = (code: number, fields: readonly Typed[]): Typed =>
  types.described_nc(types.wrap_ulong(code), types.wrap(fields));

/** The delivery state for an accepted message. */
export const acceptedState: Typed = described(0x24, []);

/** The delivery state for a rejected message, with the reason. */
export function rejectedState(error: AmqpError): Typed {
  const fields = [types.wrap_symbol(error.condition), types.wrap(error.description), types.Null()];
  return described(0x25, [described(0x1d, fields)]);
}
