import { BrokerError, type Condition } from "../engine/broker-error.ts";
import { types } from "./codec.ts";
import type { Typed } from "./typed.ts";

/** The source or target of a link as the peer describes it. */
export interface Terminus {
  /** Empty when the peer gave none. */
  readonly address: string;
  /** What the peer asks of a source. */
  readonly filter: { readonly [name: string]: unknown };
  /** Why the link must be refused. */
  readonly problem?: BrokerError;
}

const filterField = 7;
const nowhere: Terminus = { address: "", filter: {} };
const unknown = "The source or target is of an unknown kind.";
const transactions = "Transactions are not emulated.";
const notText = "The address of the source or target is not a string.";

/** Reads the source or target of an attach frame. */
export function readTerminus(value: unknown): Terminus {
  // A field that is read as it came: nothing, or a decoded value.
  const typed = value as Typed | null | undefined;
  if (typed === null || typed === undefined || typed.value === null) return nowhere;
  switch (typed.descriptor?.value) {
    case 0x28:
    case "amqp:source:list":
    case 0x29:
    case "amqp:target:list":
      return Array.isArray(typed.value) ? ofFields(typed.value as Typed[]) : refused("amqp:invalid-field", unknown);
    case 0x30:
    case "amqp:coordinator:list":
      return refused("amqp:not-implemented", transactions);
    default:
      return refused("amqp:invalid-field", unknown);
  }
}

function ofFields(fields: readonly Typed[]): Terminus {
  const [address] = fields;
  const filter = fields[filterField];
  if (address !== undefined && address.value !== null && typeof address.value !== "string") {
    return refused("amqp:invalid-field", notText);
  }
  return {
    address: typeof address?.value === "string" ? address.value : "",
    filter:
      filter !== undefined && types.is_map(filter)
        ? (types.unwrap(filter) as { readonly [name: string]: unknown })
        : {},
  };
}

function refused(condition: Condition, description: string): Terminus {
  return { ...nowhere, problem: new BrokerError(condition, description) };
}
