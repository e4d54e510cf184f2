import { isDeepStrictEqual } from "node:util";
import type { Recogniser, RecordFormat, XmlRecord } from "../../../src/xml/record-format.ts";
import { RecordReader } from "../../../src/xml/record-reader.ts";
import { defaultXmlLimits, XmlError } from "../../../src/xml/xml-error.ts";

/** What a reader says of a document. */
interface Reading {
  readonly records: readonly XmlRecord<unknown>[];
  readonly envelope: unknown;
  readonly error: string | undefined;
}

interface ReadingOptions {
  readonly fast: boolean;
  /** The length of the pieces that the document arrives in. */
  readonly piece: number;
  readonly values?: boolean;
}

function readDocument(
  format: RecordFormat<unknown>,
  bytes: Uint8Array,
  { fast, piece, values = true }: ReadingOptions,
): Reading {
  const reader = new RecordReader(format, { limits: defaultXmlLimits, values, fast });
  const records: XmlRecord<unknown>[] = [];
  const take = (): void => {
    for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
  };
  try {
    for (let at = 0; at < bytes.length; at += piece) {
      reader.push(bytes.subarray(at, at + piece));
      take();
    }
    reader.end();
    take();
    return { records, envelope: reader.envelope, error: undefined };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { records, envelope: undefined, error: `${error.code} ${error.line}:${error.column} ${error.message}` };
  }
}

/** A format whose recognisers count the records that they accept. */
export function countAccepted(format: RecordFormat<unknown>): {
  readonly format: RecordFormat<unknown>;
  readonly accepted: () => number;
} {
  let count = 0;
  const { createRecogniser } = format;
  if (createRecogniser === undefined) return { format, accepted: () => 0 };
  const counting = (...given: Parameters<typeof createRecogniser>): Recogniser<unknown> => {
    const recogniser = createRecogniser(...given);
    return {
      ...recogniser,
      accept(bytes, view, at) {
        const end = recogniser.accept(bytes, view, at);
        if (end >= 0) count++;
        return end;
      },
    };
  };
  return { format: { ...format, createRecogniser: counting }, accepted: () => count };
}

/** Returns how fast and strict reading of a document differ; `undefined` if they do not. */
export function fastDifference(
  format: RecordFormat<unknown>,
  bytes: Uint8Array,
  pieces: readonly number[],
): string | undefined {
  const strict = readDocument(format, bytes, { fast: false, piece: Math.max(bytes.length, 1) });
  for (const piece of pieces) {
    const fast = readDocument(format, bytes, { fast: true, piece });
    if (!isDeepStrictEqual(fast, strict))
      return `pieces of ${piece}:\n${Buffer.from(bytes).toString()}\nfast: ${JSON.stringify(fast)}\nstrict: ${JSON.stringify(strict)}`;
  }
  return undefined;
}

const replacements = [
  "",
  " ",
  "\n",
  "\t",
  "\r\n",
  "<",
  ">",
  "&",
  "&amp;",
  "&#65;",
  "]",
  "]]>",
  '"',
  "'",
  "/",
  "<!-- c -->",
  "<![CDATA[x]]>",
  "<?p i?>",
  "0",
  "9",
  "-",
  "A",
  "é",
  "€",
  "ï",
  "\uffee",
  "😀",
  'x="1" ',
  'xmlns="" ',
  "true",
  "2011-10-10",
] as const;

/** A text with some changes at random. */
export function mutate(text: string, random: () => number): string {
  let changed = text;
  const changes = 1 + Math.floor(random() * 3);
  for (let i = 0; i < changes; i++) {
    const at = Math.floor(random() * changed.length);
    const kind = random();
    if (kind < 0.3) {
      // A whole element or tag: removed, or there twice.
      const from = changed.indexOf("<", at);
      const to = changed.indexOf(">", from) + 1;
      if (from < 0 || to === 0) continue;
      const part = changed.slice(from, to);
      changed = changed.slice(0, from) + (random() < 0.5 ? "" : part + part) + changed.slice(to);
    } else {
      const length = Math.floor(random() * 3);
      const put = replacements[Math.floor(random() * replacements.length)] ?? "";
      changed = changed.slice(0, at) + put + changed.slice(at + length);
    }
  }
  return changed;
}
