import { basename } from "node:path";
import type { BatchContract } from "../card-series-maintenance/contract/batch-contract.ts";
import { type FailureReport, matchFailures } from "../card-series-maintenance/jobs/failures/match-failures.ts";
import {
  findFilesets,
  findProcessedFiles,
  type ProcessedFile,
} from "../card-series-maintenance/jobs/failures/processed-files.ts";
import type { CliContext } from "./context.ts";
import { startProgress } from "./progress.ts";

/** A processed file, and what became of its cards. */
export interface ProcessedReport {
  readonly file: ProcessedFile;
  /** The name to show: with its fileset where there are several. */
  readonly name: string;
  readonly report: FailureReport;
}

/** Matches the failures of all files of the filesets in some folders. */
export async function matchProcessed(
  folders: readonly string[],
  contract: BatchContract,
  context: CliContext,
): Promise<{ readonly reports: readonly ProcessedReport[]; readonly orphans: readonly string[] }> {
  const filesets: string[] = [];
  for (const folder of folders) {
    context.about("folder", folder);
    filesets.push(...(await findFilesets(folder)));
  }
  const found = await Promise.all(filesets.map(async (folder) => ({ folder, ...(await findProcessedFiles(folder)) })));
  const files = found.flatMap((fileset) => fileset.files.map((file) => ({ folder: fileset.folder, file })));
  const progress = startProgress(context, "matching", files.length);
  const reports: ProcessedReport[] = [];
  try {
    for (const { folder, file } of files) {
      context.about("folder", folder);
      const { archived, failures } = file;
      const report = await matchFailures({
        sent: archived,
        contract,
        ...(failures !== undefined && { failures }),
        signal: context.signal,
      });
      reports.push({ file, name: filesets.length > 1 ? `${basename(folder)}/${file.name}` : file.name, report });
      progress.update(reports.length, file.name);
    }
    return { reports, orphans: found.flatMap(({ orphans }) => orphans) };
  } finally {
    progress.stop();
  }
}
