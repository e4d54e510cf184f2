import { localName, type TypeIndex, typeAt } from "../../../src/xml/schema-model.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import type { EmittedConstants } from "./emitted-constants.ts";
import { matchLiteral } from "./match-literal.ts";
import { findReading, type Reading } from "./text-reading.ts";

/** The place of a value: its type, the character that ends it, and the first of its two slots. */
interface ValuePlace {
  readonly type: TypeIndex;
  readonly terminator: '"' | "<";
  readonly slot: number;
}

/**
 * Writes the statements that read a value at `at`, store its range in its slots, and move `at` to its end. The caller
 * checks what follows.
 */
export function emitValueScan(schema: CompiledSchema, place: ValuePlace, constants: EmittedConstants): string[] {
  const reading = findReading(schema, place.type);
  const { slot } = place;
  return [
    `slots[${slot}] = at;`,
    ...(reading.kind === "text" || reading.kind === "checked"
      ? scanMarked(reading, place)
      : [...scanPlain(reading, schema, place, constants), `slots[${slot + 1}] = at;`]),
  ];
}

function scanPlain(
  reading: Exclude<Reading, { readonly kind: "text" | "checked" }>,
  schema: CompiledSchema,
  { type, terminator }: ValuePlace,
  constants: EmittedConstants,
): string[] {
  const steps = (...scans: string[]): string[] =>
    scans.flatMap((scan) => [`at = ${scan} | 0;`, "if (at < 0) return -1;"]);
  const zone = "scanZone(bytes, view, at)";
  switch (reading.kind) {
    case "literal":
      return [`if (!(${matchLiteral(reading.text, "at")})) return -1;`, `at += ${reading.text.length};`];
    case "runs":
      return steps(
        ...reading.runs.map(({ ranges, min, max }) => {
          const set = constants.name("set", `byteSet([${ranges.join(", ")}])`);
          return `scanSet(bytes, at, ${set}, ${min}, ${max})`;
        }),
      );
    case "decimal":
      return steps(`scanDecimal(bytes, at, ${reading.signed})`);
    case "date":
      return steps("scanDate(bytes, view, at)", zone);
    case "time":
      return steps("scanTime(bytes, view, at)", zone);
    case "dateTime":
      return [
        ...steps("scanDate(bytes, view, at)"),
        "if (bytes[at] !== 84) return -1;",
        ...steps("scanTime(bytes, view, at + 1)", zone),
      ];
    case "automaton": {
      const rows = reading.states.map((state) => `  [${state.join(", ")}],`).join("\n");
      const { name } = typeAt(schema.model, type);
      const table = constants.name(
        "table",
        `automaton([\n${rows}\n], ${terminator.charCodeAt(0)})`,
        `${name === undefined ? "an unnamed type" : localName(name)}, up to ${terminator}`,
      );
      return steps(`runAutomaton(bytes, at, ${table})`);
    }
    default:
      return reading satisfies never;
  }
}

/**
 * Writes the statements that scan a text which may contain non-ASCII characters; its slot keeps the mark with the end.
 */
function scanMarked(
  reading: Extract<Reading, { readonly kind: "text" | "checked" }>,
  { type, terminator, slot }: ValuePlace,
): string[] {
  const end = `end${slot}`;
  const lines = [
    `const ${end} = scanText(bytes, view, at, ${terminator.charCodeAt(0)}, ${reading.collapse}) | 0;`,
    `if (${end} < 0) return -1;`,
  ];
  if (reading.kind === "checked")
    lines.push(
      `if (schema.simpleType(${type} as TypeIndex).check(rangeText(bytes, at, ${end})) !== undefined) return -1;`,
    );
  else if (reading.min === 1 && reading.max === Number.POSITIVE_INFINITY)
    lines.push(`if ((${end} & ~markedBit) === at) return -1;`);
  else if (reading.min > 0 || reading.max < Number.POSITIVE_INFINITY)
    lines.push(`if (!hasLength(bytes, at, ${end}, ${reading.min}, ${reading.max})) return -1;`);
  lines.push(`at = ${end} & ~markedBit;`, `slots[${slot + 1}] = ${end};`);
  return lines;
}
