import { isDeepStrictEqual } from "node:util";
import { fileName, typeName } from "../model/names.ts";
import { messageTypesOf, type Sighting } from "./sighting.ts";

/** The sightings of one message, at least one. */
export type Sightings = readonly [Sighting, ...Sighting[]];

/**
 * Tells which sightings are the same message, by message type.
 *
 * Different messages of one type are told apart by their next names, with a warning: a key may well be that of two messages on
 * different channels. Only a type that the document declares must be that of one message from the start.
 */
export function byMessageType(sightings: readonly Sighting[]): ReadonlyMap<string, Sightings> {
  const levels = new Map(sightings.map((sighting) => [sighting, 0]));
  const typeOf = (sighting: Sighting) => messageTypesOf(sighting)[levels.get(sighting) ?? 0] ?? sighting.key;
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const group of groupedBy(sightings, typeOf).values()) {
      const isDeclared = group.some((sighting) => messageTypesOf(sighting).length === 1);
      if (isDeclared || partitions(group).length === 1) continue;
      for (const sighting of group) {
        const level = levels.get(sighting) ?? 0;
        if (level + 1 >= messageTypesOf(sighting).length) continue;
        levels.set(sighting, level + 1);
        isSettled = false;
      }
    }
  }

  const types = groupedBy(sightings, typeOf);
  for (const [type, group] of types) {
    refuseClash(type, partitions(group));
    const [{ message }] = group;
    const first = messageTypesOf(group[0])[0];
    if (type === first) continue;
    message.warn(
      `${first} is the name of several messages: the type of this one is ${type}`,
      "Tell the types with x-message-type.",
    );
  }
  refuseCollidingNames(types);
  return types;
}

function groupedBy(sightings: readonly Sighting[], typeOf: (each: Sighting) => string): Map<string, Sightings> {
  const groups = new Map<string, [Sighting, ...Sighting[]]>();
  for (const sighting of sightings) {
    const group = groups.get(typeOf(sighting));
    if (group) group.push(sighting);
    else groups.set(typeOf(sighting), [sighting]);
  }
  return groups;
}

/** The messages of a group: sightings of one place, or of places that say the same, are of one message. */
function partitions(group: Sightings): readonly Sighting[] {
  const found: Sighting[] = [];
  for (const sighting of group) {
    const { key, value } = sighting.message;
    const isKnown = found.some(({ message }) => message.key === key || isDeepStrictEqual(message.value, value));
    if (!isKnown) found.push(sighting);
  }
  return found;
}

function refuseClash(type: string, [first, ...others]: readonly Sighting[]): void {
  if (first === undefined) return;
  const { file, pointer, line } = first.message.place;
  const { findings } = first.message.documents;
  for (const { message } of others) {
    const problem = message.problem(
      `The message type ${type} is also that of another message, at ${file}:${line} ${pointer}`,
      "Tell them apart with x-message-type, or make them one message.",
    );
    findings.add([problem]);
  }
}

function refuseCollidingNames(types: ReadonlyMap<string, Sightings>): void {
  // Beside its own type name, a message may bring that of its received form.
  const typeNames = (type: string) => [typeName(type), `Received${typeName(type)}`];
  const fileNames = (type: string) => [fileName(type)];
  for (const namesOf of [typeNames, fileNames]) {
    const taken = new Map<string, string>();
    for (const [type, [{ message }]] of types) {
      for (const name of namesOf(type)) {
        const other = taken.get(name.toLowerCase());
        taken.set(name.toLowerCase(), type);
        const place = other === undefined ? undefined : types.get(other)?.[0].message.place;
        if (place === undefined) continue;
        const problem = message.problem(
          `The message types ${other} (${place.file}:${place.line} ${place.pointer}) and ${type} would have the same name, ${name}`,
          "Give one of them another type with x-message-type.",
        );
        message.documents.findings.add([problem]);
        break;
      }
    }
  }
}
