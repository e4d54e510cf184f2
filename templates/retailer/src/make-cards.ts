import { checkBatch, createBatch, deliverBatch } from "cardwright/card-series";

/** What the nightly job is told. */
export interface JobOptions {
  /** The CSV file with one line for each card. */
  readonly csv: string;
  /** Where the batch files are written. */
  readonly folder: string;
  /** ORCE's address and a function that gets its token. Without it, nothing is uploaded. */
  readonly orce?: { readonly url: string; readonly token: () => Promise<string> };
}

/** What the job did. */
export interface JobReport {
  readonly cards: number;
  readonly files: readonly string[];
  readonly rejected: number;
  readonly issues: number;
}

/** Makes batch files of a CSV file, checks them, and uploads them. Run again after a crash, it goes on where it was. */
export async function makeCards({ csv, folder, orce }: JobOptions): Promise<JobReport> {
  const made = await createBatch({
    source: { csv },
    mapping: {
      columns: { CustomerID: "customer_no", Amount: "gift" },
      constants: { CardPrefix: "12345", CardSeriesSequence: "01", CurrencyID: "USD" },
    },
    folder,
    name: "cards",
    maxBlocks: 10_000,
    onBadRow: "skip",
  });
  const files = made.files.map(({ file }) => `${folder}/${file}`);
  const { issues } = files.length === 0 ? { issues: 0 } : await checkBatch({ files });
  if (orce !== undefined && issues === 0 && files.length > 0) {
    await deliverBatch({
      files,
      services: { baseUrl: orce.url, authorization: { bearer: orce.token } },
      journal: `${folder}/delivery.jsonl`,
    });
  }
  return { cards: made.blocks, files, rejected: made.rejected, issues };
}
