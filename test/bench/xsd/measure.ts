// One measurement in a process of its own: `node measure.js read|validate|strict FILE FORMAT`, printing one line of JSON.
import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { readRecords } from "../../../src/xml/read-records.ts";
import type { RecordFormat } from "../../../src/xml/record-format.ts";

const [, , mode = "", file = "", code = ""] = process.argv;
const [format] = Object.values<RecordFormat<unknown>>(await import(pathToFileURL(code).href));
if (format === undefined) throw new Error("no format was generated");

const started = performance.now();
const before = process.cpuUsage();
let records = 0;
const options = { values: mode !== "validate", fast: mode !== "strict" };
for await (const { issues } of readRecords(format, { path: file }, options)) {
  if (issues.length > 0) throw new Error(`record ${records + 1} is not valid: ${issues[0]?.message}`);
  records++;
}
if (records === 0) throw new Error("no records were read");
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  JSON.stringify({
    bytes: statSync(file).size,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);
