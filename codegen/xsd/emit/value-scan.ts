import { localName, type TypeIndex, typeAt } from "../../../src/xml/schema-model.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import type { EmittedConstants } from "./emitted-constants.ts";
import { matchLiteral } from "./match-literal.ts";
import { findReading, type PlainReading, type Reading } from "./text-reading.ts";

/** The place of a value: its type, the character that ends it, and where its start and its marked end go. */
interface ValuePlace {
  readonly type: TypeIndex;
  readonly terminator: '"' | "<";
  readonly start: string;
  readonly end: string;
  /** Makes names of variables unique. */
  readonly id: string;
  /** The only text that is allowed. */
  readonly only?: string;
}

/**
 * Writes the statements that read a value at `at`, store its range in its slots, and move `at` to its end. The caller
 * checks what follows.
 */
export function emitValueScan(schema: CompiledSchema, place: ValuePlace, constants: EmittedConstants): string[] {
  const reading: Reading | undefined =
    place.only === undefined ? findReading(schema, place.type) : { kind: "literal", text: place.only };
  if (reading === undefined) throw new Error(`type ${place.type} cannot be read`);
  const { start, end, id } = place;
  if (reading.kind === "text" || reading.kind === "checked") return [`${start} = at;`, ...scanMarked(reading, place)];
  if (reading.kind === "literal" || !("other" in reading) || reading.other === undefined)
    return [`${start} = at;`, ...scanPlain(reading, schema, place, constants), `${end} = at;`];
  // Rare texts, such as those with references, are scanned as text and then checked.
  const scan = expressionOf(reading, schema, place, constants);
  return [
    `${start} = at;`,
    `let end${id} = ${scan} | 0;`,
    `if (end${id} < 0) end${id} = ${checkedScan(reading.other.collapse, place)} | 0;`,
    `if (end${id} < 0) return -1;`,
    `at = end${id} & ~markedBit;`,
    `${end} = end${id};`,
  ];
}

function expressionOf(
  reading: PlainReading,
  schema: CompiledSchema,
  { type, terminator }: ValuePlace,
  constants: EmittedConstants,
): string {
  if (reading.kind === "runs") {
    const runs = reading.runs.map(({ ranges, min, max }) => ({
      set: constants.name("set", `byteSet([${ranges.join(", ")}])`),
      min,
      max,
    }));
    return runs.reduce((at, { set, min, max }) => `scanSet(bytes, ${at}, ${set}, ${min}, ${max})`, "at");
  }
  if (reading.kind !== "automaton") throw new Error(`${reading.kind} has no expression`);
  const rows = reading.states.map((state) => `  [${state.join(", ")}],`).join("\n");
  const { name } = typeAt(schema.model, type);
  const table = constants.name(
    "table",
    `automaton([\n${rows}\n], ${terminator.charCodeAt(0)})`,
    `${name === undefined ? "an unnamed type" : localName(name)}, up to ${terminator}`,
  );
  return `runAutomaton(bytes, at, ${table})`;
}

function scanPlain(
  reading: PlainReading,
  schema: CompiledSchema,
  place: ValuePlace,
  constants: EmittedConstants,
): string[] {
  const steps = (...scans: string[]): string[] =>
    scans.flatMap((scan) => [`at = ${scan} | 0;`, "if (at < 0) return -1;"]);
  const zone = "scanZone(bytes, view, at)";
  switch (reading.kind) {
    case "literal":
      return [`if (!(${matchLiteral(reading.text, "at")})) return -1;`, `at += ${reading.text.length};`];
    case "runs":
      return [
        ...steps(
          ...reading.runs.map(({ ranges, min, max }) => {
            const set = constants.name("set", `byteSet([${ranges.join(", ")}])`);
            return `scanSet(bytes, at, ${set}, ${min}, ${max})`;
          }),
        ),
        ...checkLength(reading, place),
      ];
    case "decimal":
      return [
        ...steps(
          reading.isInteger ? `scanInteger(bytes, at, ${reading.signed})` : `scanDecimal(bytes, at, ${reading.signed})`,
        ),
        ...(reading.limits === undefined
          ? []
          : [
              `if (!isWithin(bytes, ${place.start} as number, at, ${constants.name("limits", reading.limits)})) return -1;`,
            ]),
      ];
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
    case "automaton":
      return [...steps(expressionOf(reading, schema, place, constants)), ...checkLength(reading, place)];
    default:
      return reading satisfies never;
  }
}

function checkLength({ min, max }: { readonly min: number; readonly max: number }, { start }: ValuePlace): string[] {
  const length = `at - (${start} as number)`;
  return [
    ...(min > 0 ? [`if (${length} < ${min}) return -1;`] : []),
    ...(max < Number.POSITIVE_INFINITY ? [`if (${length} > ${max}) return -1;`] : []),
  ];
}

function checkedScan(collapse: boolean, { type, terminator }: ValuePlace): string {
  return `scanChecked(bytes, view, at, ${terminator.charCodeAt(0)}, ${collapse}, schema.simpleType(${type} as TypeIndex))`;
}

/**
 * Writes the statements that scan a text which may contain non-ASCII characters; its slot keeps the mark with the end.
 */
function scanMarked(reading: Extract<Reading, { readonly kind: "text" | "checked" }>, place: ValuePlace): string[] {
  const { terminator, end: slot, id } = place;
  const end = `end${id}`;
  const lines =
    reading.kind === "checked"
      ? [`const ${end} = ${checkedScan(reading.collapse, place)} | 0;`]
      : reading.keepsLines && terminator === "<"
        ? [
            `let ${end} = scanText(bytes, view, at, 60, false) | 0;`,
            // Texts of several lines are rarer than others.
            `if (${end} < 0) ${end} = scanLines(bytes, view, at, position) | 0;`,
          ]
        : [`const ${end} = scanText(bytes, view, at, ${terminator.charCodeAt(0)}, ${reading.collapse}) | 0;`];
  lines.push(`if (${end} < 0) return -1;`);
  if (reading.kind === "text") {
    if (reading.min === 1 && reading.max === Number.POSITIVE_INFINITY)
      lines.push(`if ((${end} & ~markedBit) === at) return -1;`);
    else if (reading.min > 0 || reading.max < Number.POSITIVE_INFINITY)
      lines.push(`if (!hasLength(bytes, at, ${end}, ${reading.min}, ${reading.max})) return -1;`);
  }
  lines.push(`at = ${end} & ~markedBit;`, `${slot} = ${end};`);
  return lines;
}
