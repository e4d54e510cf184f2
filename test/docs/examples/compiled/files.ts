import { writeFile } from "node:fs/promises";
import {
  collectResults,
  createPreAuthenticatedRequest,
  exportSeries,
  type FileServicesOptions,
  fileServicesResults,
  findFilesets,
  folderResults,
  generateRegisteredSeries,
  listFailedCards,
  matchFailures,
  type NumberSet,
  readPinFile,
  reportHtml,
  reportJob,
  splitBatch,
  uploadFile,
} from "cardwright/card-series";
import { openPostgresSeriesRegister, SeriesSecret } from "cardwright/numbering";

const token = async (): Promise<string> => process.env["CARDWRIGHT_ORCE_TOKEN"] ?? "";
const services: FileServicesOptions = { baseUrl: "https://orce.example.com", authorization: { bearer: token } };

// example: splitBatch
const parts = await splitBatch({ file: "large.xml", folder: "outgoing", maxBlocks: 10_000 });
console.log(parts.map((part) => `${part.path}: ${part.blocks}`));

// example: uploadFile, createPreAuthenticatedRequest
// deliverBatch does this for many files, and remembers what was sent.
const { bytes } = await uploadFile({
  path: "outgoing/spring-0001.xml",
  address: () => createPreAuthenticatedRequest(services, "spring-0001.xml"),
});
console.log(bytes);

// example: collectResults, fileServicesResults, folderResults
const fromOrce = fileServicesResults({ services, prefix: "complete/" });
await collectResults({ source: fromOrce, folder: "results" });
await collectResults({ source: folderResults("/mnt/orce/complete"), folder: "results" });

// example: findFilesets, listFailedCards, NumberSet
for (const fileset of await findFilesets("results")) console.log(fileset);
const sent = "results/spring-0001/archived/spring-0001.xml";
const report = await matchFailures({ sent, failures: "results/spring-0001/failed/spring-0001.xml" });
const blocks: NumberSet = report.failed;
console.log(blocks.size, [...blocks.ranges()]);
for await (const { customerId, line, possibleCodes } of listFailedCards({ sent, report })) {
  console.log(customerId, line, possibleCodes);
}

// example: reportJob, reportHtml
const job = await reportJob({ folder: "outgoing", name: "spring", results: ["results"] });
await writeFile("spring.html", reportHtml(job));

// example: openPostgresSeriesRegister, generateRegisteredSeries, exportSeries, readPinFile
await using register = await openPostgresSeriesRegister({ connectionString: process.env["DATABASE_URL"] ?? "" });
const series = {
  register,
  key: { prefix: "12345", series: 1 },
  secret: SeriesSecret.create(),
  folder: "encoder",
  pins: { publicKey: process.env["PIN_PUBLIC_KEY"] ?? "" },
};
const { file, cards } = await generateRegisteredSeries(series); // once for each series
const again = await exportSeries(series); // the same file again
console.log(file, cards, again.firstSerialNumber);
if (again.pinFile !== undefined) console.log(await readPinFile(again.pinFile, process.env["PIN_PRIVATE_KEY"] ?? ""));
