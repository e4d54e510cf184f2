import { writeFile } from "node:fs/promises";
import type * as Kit from "../../conformance/index.ts";

/** A report of the kit. */
export type ConformanceReport = Awaited<ReturnType<(typeof Kit)["runConformance"]>>;

/** The files that reports are written to. */
export interface ReportFiles {
  readonly html?: string;
  readonly junit?: string;
  readonly report?: string;
}

/** Writes the reports that were asked for. */
export async function writeReports(
  kit: typeof Kit,
  report: ConformanceReport,
  { html, junit, report: json }: ReportFiles,
): Promise<void> {
  if (html !== undefined) await writeFile(html, kit.htmlReport(report));
  if (junit !== undefined) await writeFile(junit, kit.junitReport(report));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
}
