import { errorType } from "../../telemetry/error-type.ts";
import type { Attributes } from "../../telemetry/names.ts";
import type { Telemetry } from "../../telemetry/telemetry.ts";

/** What a job has done, for its metrics. */
interface JobCounts {
  readonly rows?: number;
  readonly rejected?: number;
  readonly files: number;
}

/** Runs a job within a span, and counts what it has done. Without telemetry it only runs. */
export async function measuredJob<T>(
  telemetry: Telemetry | undefined,
  job: { readonly operation: "create" | "check" | "split" | "deliver"; readonly counts: (result: T) => JobCounts },
  work: () => Promise<T>,
): Promise<T> {
  if (telemetry === undefined) return await work();
  const { operation } = job;
  const attributes: Attributes = { "cardwright.batch.operation": operation };
  const parent = telemetry.current()?.context;
  const span = telemetry.startSpan({ name: `batch ${operation}`, kind: "internal", attributes, parent });
  const startMs = performance.now();
  let failure: string | undefined;
  try {
    const result = await telemetry.within(span, work);
    const { rows = 0, rejected = 0, files } = job.counts(result);
    span.set({ "cardwright.batch.rows": rows, "cardwright.batch.rejected": rejected, "cardwright.batch.files": files });
    if (rows > 0) telemetry.record("cardwright.batch.row.count", rows, attributes);
    if (rejected > 0) telemetry.record("cardwright.batch.row.failures", rejected, attributes);
    return result;
  } catch (error) {
    failure = errorType(error);
    throw error;
  } finally {
    span.end(failure);
    const ended = failure === undefined ? attributes : { ...attributes, "error.type": failure };
    telemetry.record("cardwright.batch.duration", (performance.now() - startMs) / 1000, ended);
  }
}
