import { isDeepStrictEqual } from "node:util";
import type { Direction, Message, Operation } from "../model/contract.ts";
import type { Cursor } from "./cursor.ts";
import type { Sightings } from "./message-types.ts";
import type { ReadOptions } from "./read-options.ts";
import type { Sighting } from "./sighting.ts";

/** Returns sightings of a document that is written from the partner's side as if its other side had written it. */
export function seenFrom(sightings: readonly Sighting[], { perspective }: ReadOptions): readonly Sighting[] {
  if (perspective !== "partner") return sightings;
  return sightings.map((sighting) => {
    if (sighting.operation === undefined) return sighting;
    const direction = sighting.operation.direction === "send" ? "receive" : "send";
    return { ...sighting, operation: { ...sighting.operation, direction } };
  });
}

/** The operations that a message takes part in, each once. */
export function operationsOf(sightings: Sightings): readonly Operation[] {
  const operations: Operation[] = [];
  for (const { operation } of sightings) {
    const isNew = operation !== undefined && !operations.some((known) => isDeepStrictEqual(known, operation));
    if (isNew) operations.push(operation);
  }
  return operations;
}

/** Says which way messages travel, and refuses one of which it cannot be told. */
export class Directions {
  readonly #sightings: readonly Sighting[];
  readonly #given: ReadonlyMap<string, Direction>;
  readonly #known: ReadOptions["knownDirections"];
  readonly #used = new Set<string>();

  constructor(sightings: readonly Sighting[], { directions = {}, knownDirections }: ReadOptions) {
    this.#sightings = sightings;
    this.#given = new Map(Object.entries(directions));
    this.#known = knownDirections;
  }

  of(type: string, sightings: Sightings): Direction {
    const [{ message, key }] = sightings;
    const own = new Set(operationsOf(sightings).map(({ direction }) => direction));
    const names = [type, key, message.pointer].filter((each) => this.#given.has(each));
    for (const name of names) this.#used.add(name);
    const [name] = names;
    if (own.size > 0) {
      if (name !== undefined) {
        const remedy = "Leave --direction out for it.";
        message.warn(`The direction given for ${name} has no effect: operations of the document tell it`, remedy);
      }
      return both(own) ?? "both";
    }
    const given = this.#given.get(name ?? "*");
    if (given !== undefined) {
      if (name === undefined) this.#used.add("*");
      return given;
    }
    return this.#guess(type, sightings);
  }

  /** Refuses what was given for messages that the document does not have. */
  refuseUnused(root: Cursor): void {
    const unused = [...this.#given.keys()].filter((name) => name !== "*" && !this.#used.has(name));
    for (const name of unused) {
      const keys = [...new Set(this.#sightings.map(({ key }) => key))].join(", ");
      const problem = root.problem(
        `A direction is given for ${name}, which is no message of the document`,
        `Name one of ${keys}.`,
      );
      root.documents.findings.add([problem]);
    }
  }

  #guess(type: string, sightings: Sightings): Direction {
    const [{ message, key }] = sightings;
    const remedy = `Add an operation for its channel, or say --direction ${key}=send or --direction ${key}=receive, as the partner sees it.`;
    const known = this.#known?.[type];
    const channels = new Set(sightings.map(({ channel }) => channel.key));
    const beside = this.#sightings.filter(({ channel }) => channels.has(channel.key));
    const others = new Set(beside.flatMap(({ operation }) => (operation === undefined ? [] : [operation.direction])));
    const nothing = `No operation sends or receives the message ${type}`;
    if (known !== undefined) {
      message.warn(`${nothing}: it is taken to travel as in the contract in use (${words[known]})`, remedy);
      return known;
    }
    const [guess] = others;
    // On a channel that is used both ways, its other messages tell nothing.
    if (guess === undefined || others.size > 1) {
      // An operation that cannot be read may be one of this message: the document is refused for that already.
      if (message.documents.findings.problems.some(({ pointer }) => pointer.startsWith("/operations/"))) return "both";
      return message.refuse(`${nothing}, so its direction is unknown`, remedy);
    }
    message.warn(`${nothing}: it is taken to travel as the other messages of its channel (${words[guess]})`, remedy);
    return guess;
  }
}

const words = { send: "the partner sends it", receive: "the partner receives it", both: "it goes both ways" };

function both(directions: ReadonlySet<"send" | "receive">): Direction | undefined {
  const [first] = directions;
  return directions.size === 2 ? "both" : first;
}

/** Warns when every message that the contract in use knows too travels the other way. */
export function warnOfReversal(root: Cursor, messages: readonly Message[], options: ReadOptions): void {
  const { knownDirections, perspective = "owner" } = options;
  const shared = messages.flatMap(({ type, direction }) => {
    const known = Object.hasOwn(knownDirections ?? {}, type) ? knownDirections?.[type] : undefined;
    return known === undefined || known === "both" || direction === "both" ? [] : [known !== direction];
  });
  if (shared.length === 0 || shared.includes(false)) return;
  const other = perspective === "owner" ? "partner" : "owner";
  root.warn(
    `All ${shared.length} messages that the contract in use knows too travel the other way in this document`,
    `If the ${other}'s side wrote it, read it with --perspective ${other}.`,
  );
}
