import assert from "node:assert/strict";
import {
  BytePiece,
  InvalidRecordError,
  type ReadRecordsOptions,
  type RecordListWriter,
  type RecordSource,
  RecordWriter,
  readRecords,
  type WriteRecordsOptions,
  writeRecords,
  XmlError,
  type XmlErrorCode,
} from "cardwright/xml";
// Yours is in the folder that `cardwright generate --xsd` wrote.
import { cardSeriesFormat } from "../../../../generated/card-series/format.gen.ts";

// example: writeRecords, readRecords, WriteRecordsOptions, ReadRecordsOptions
const writing: WriteRecordsOptions = { indent: 2 };
const reading: ReadRecordsOptions = { limits: { depth: 20 } };
const card = { Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01" } as const;
const bytes = writeRecords(cardSeriesFormat, [card], writing);
for await (const record of readRecords(cardSeriesFormat, bytes, reading)) console.log(record);

// example: RecordSource
const source: RecordSource = "<CardSeriesMaintenance></CardSeriesMaintenance>";
const reader = readRecords(cardSeriesFormat, source, { onInvalid: "stop" });
await assert.rejects(reader.next(), XmlError);

// example: RecordWriter, RecordListWriter, BytePiece
const writer = new RecordWriter(cardSeriesFormat, { indent: 2, fast: true });
const piece = new BytePiece();
piece.add(writer.head);
const list: RecordListWriter<typeof card> | undefined = writer.list();
assert.deepEqual(list?.write(card, piece), []);
assert.deepEqual(list?.end(piece), []);
console.log(piece.bytes.toString("utf8", 0, piece.length));

// example: InvalidRecordError
try {
  for await (const part of writeRecords(cardSeriesFormat, [{ ...card, CardPrefix: "no number" }])) console.log(part);
} catch (error) {
  assert.ok(error instanceof InvalidRecordError);
  console.log(error.number, error.issues);
}

// example: XmlError, XmlErrorCode
try {
  for await (const record of readRecords(cardSeriesFormat, [Buffer.from("<a></b>")])) console.log(record);
} catch (error) {
  assert.ok(error instanceof XmlError);
  const code: XmlErrorCode = error.code;
  console.log(code, error.line, error.column);
}
