import { ColumnsOfRows } from "./columns.ts";
import { decodeText } from "./decode-text.ts";
import { type Row, rowError } from "./row.ts";

const maxLineLength = 1_048_576;

/**
 * Reads JSON lines in UTF-8: one object with plain values on each line. Numbers keep their text, so that a card number
 * of 16 digits or an amount of 25.50 is not changed.
 *
 * @throws CardwrightError `JSON_LINE` with the line, `INPUT_ENCODING`.
 */
export async function* readJsonLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Row, void, undefined> {
  const columns = new ColumnsOfRows();
  let line = 0;
  for await (const text of splitLines(decodeText(bytes, { encoding: "utf-8" }))) {
    line++;
    if (text.trim() === "") continue;
    const object = readObject(text, line);
    yield { line, columns: columns.find([...object.keys()]), values: [...object.values()] };
  }
}

function readObject(text: string, line: number): ReadonlyMap<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text, keepNumberText);
  } catch {
    // The parser's own message repeats the content.
    throw rowError("JSON_LINE", line, "the line is not valid JSON", "Put one whole object on each line.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw rowError("JSON_LINE", line, "the line is not a JSON object", "Put one whole object on each line.");
  }
  const values = new Map<string, string>();
  for (const [column, value] of Object.entries(parsed)) {
    if (typeof value === "object" && value !== null)
      throw rowError("JSON_LINE", line, `${column} is not a plain value`, "Give a text or a number.");
    values.set(column, value === null ? "" : String(value));
  }
  // The parser keeps the last of several values. Outside its strings, a flat object has one colon for each of them.
  if (text.replaceAll(/"(?:[^"\\]+|\\.)*"/g, "").split(":").length - 1 !== values.size)
    throw rowError("JSON_LINE", line, "the object has a name twice", "Give each name one value.");
  return values;
}

// Node passes the third argument since 21; TypeScript's library does not declare it yet.
function keepNumberText(this: unknown, _key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? (context?.source ?? String(value)) : value;
}

async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let rest = "";
  let line = 0;
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      line++;
      yield text;
    }
    if (rest.length > maxLineLength)
      throw rowError("JSON_LINE", line + 1, "the line is longer than 1 MiB", "Put one object on each line.");
  }
  if (rest !== "") yield rest;
}
