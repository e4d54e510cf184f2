import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { ErrorCode } from "../../../errors/error-code.ts";
import {
  authorizationHeader,
  checkServicesStatus,
  createPreAuthenticatedRequest,
  type FileServicesOptions,
} from "../delivery/file-services.ts";
import { exchange, type HttpAnswer, NoAnswerError, secureUrl } from "../delivery/http-exchange.ts";
import type { ResultFile, ResultSource } from "./result-source.ts";

const maxListLength = 16_777_216;

/** Options of {@link fileServicesResults}. All of it is assumed: ORCE's guide does not say how results are fetched. */
export interface FileServicesResultsOptions {
  readonly services: FileServicesOptions;
  /** What the names of results begin with in the bucket. Default `complete/`. */
  readonly prefix?: string;
  /**
   * The path, below `baseUrl`, of the list of objects. Assumed: `/ws/v1/FileServices/objects?prefix=…`, which answers
   * with `{ "objects": [{ "name", "size" }] }`, as OCI's own list does.
   */
  readonly listPath?: (prefix: string) => string;
}

/** Collects from ORCE's File Services: a list of objects, and a pre-authenticated request to read each of them. */
export function fileServicesResults({
  services,
  prefix = "complete/",
  listPath = (start) => `/ws/v1/FileServices/objects?prefix=${encodeURIComponent(start)}`,
}: FileServicesResultsOptions): ResultSource {
  return {
    list: async (signal) => {
      const answer = await get(services, listPath(prefix), signal);
      checkServicesStatus(answer);
      return readList(answer.body, prefix);
    },
    read: async (name, signal) => {
      const options = { accessType: "ObjectRead", ...(signal !== undefined && { signal }) } as const;
      const url = await createPreAuthenticatedRequest(services, `${prefix}${name}`, options);
      return await download(url, services.idleTimeoutMs ?? 60_000, signal);
    },
  };
}

async function get(services: FileServicesOptions, path: string, signal: AbortSignal | undefined): Promise<HttpAnswer> {
  const base = secureUrl(services.baseUrl, "address of File Services");
  try {
    return await exchange({
      method: "GET",
      url: new URL(path, base),
      headers: { authorization: await authorizationHeader(services.authorization), accept: "application/json" },
      length: 0,
      body: Readable.from([]),
      idleTimeoutMs: services.idleTimeoutMs ?? 60_000,
      maxAnswerLength: maxListLength,
      ...(signal !== undefined && { signal }),
    });
  } catch (cause) {
    signal?.throwIfAborted();
    if (!(cause instanceof NoAnswerError)) throw cause;
    throw resultsError("FILE_SERVICES_UNAVAILABLE", `File Services did not answer${cause.reason}`, true);
  }
}

function readList(body: string, prefix: string): readonly ResultFile[] {
  const objects = parse(body)?.objects;
  if (!Array.isArray(objects))
    throw resultsError("FILE_SERVICES_ANSWER", "The answer of File Services has no list of objects", false);
  return objects.flatMap((one: unknown): readonly ResultFile[] => {
    const { name, size } = (one ?? {}) as { readonly name?: unknown; readonly size?: unknown };
    if (typeof name !== "string" || !name.startsWith(prefix)) return [];
    return [{ name: name.slice(prefix.length), bytes: typeof size === "number" ? size : undefined }];
  });
}

function parse(body: string): { readonly objects?: unknown } | null | undefined {
  try {
    return JSON.parse(body) as { readonly objects?: unknown } | null;
  } catch {
    return undefined;
  }
}

/** Reads an address; the answer is not followed elsewhere. */
function download(
  url: URL,
  idleTimeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<Uint8Array>> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(resultsError("COLLECT_FAILED", `The result could not be read${reason}`, true));
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(url, { agent: false, ...(signal !== undefined && { signal }) });
    request.setTimeout(idleTimeoutMs, () => request.destroy(new Error("No progress")));
    request.on("error", (error) => fail("code" in error ? ` (${String(error.code)})` : ""));
    request.on("response", (response) => {
      if (response.statusCode === 200) {
        resolve(response);
        return;
      }
      response.resume();
      fail(` (HTTP ${response.statusCode ?? 0})`);
    });
    request.end();
  });
}

function resultsError(code: ErrorCode, message: string, retryable: boolean): CardwrightError {
  const help = retryable
    ? "Run again: what was collected is kept."
    : "Set the option listPath to where your release lists the objects, or collect from a folder.";
  return new CardwrightError(message, { code, retryable, help });
}
