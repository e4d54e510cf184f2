import { Readable } from "node:stream";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { ErrorCode } from "../../../errors/error-code.ts";
import { exchange, type HttpAnswer, NoAnswerError, retryAfter, secureUrl } from "./http-exchange.ts";

/** The credentials for File Services. The OCI IAM user or application needs the role "Api Access". */
export type FileServicesAuthorization =
  /** An OAuth access token, or a function that returns a fresh one. */
  | { readonly bearer: string | (() => Promise<string>) }
  /** Deprecated by Oracle. */
  | { readonly username: string; readonly password: string };

/** Options of ORCE's File Services 1.0, which issue the addresses that batch files are uploaded to. */
export interface FileServicesOptions {
  /** `https://<host>` of the Customer Engagement environment. */
  readonly baseUrl: string;
  readonly authorization: FileServicesAuthorization;
  /**
   * Finds the upload address in the answer. Assumed, because the answer is not documented: JSON with one of `fullPath`,
   * `accessUri` (the names in OCI's own answer), `url`, `uri` or `parUrl`, relative to `baseUrl`; or a `Location`
   * header.
   */
  readonly readAddress?: (answer: {
    readonly body: string;
    readonly location: string | undefined;
  }) => string | undefined;
  /**
   * Origins beside that of `baseUrl` that an address in an answer may have, such as
   * `https://objectstorage.eu-frankfurt-1.oraclecloud.com`. Default none: an answer cannot send files elsewhere.
   */
  readonly allowedOrigins?: readonly string[];
  /** Maximum time without progress, and maximum time for the answer, in milliseconds. Default 60,000. */
  readonly idleTimeoutMs?: number;
}

/** What a pre-authenticated request allows. That `ObjectRead` is the name for reading is assumed: it is OCI's own. */
export type AccessType = "ObjectWrite" | "ObjectRead";

/**
 * Asks File Services for a pre-authenticated request, the address to which one file is uploaded with PUT. Anyone who
 * has the address can write the file: treat it as a secret.
 *
 * @param objectName the name of the file in the bucket; it is case-sensitive
 * @throws CardwrightError `FILE_SERVICES_UNAUTHORIZED`, `FILE_SERVICES_REFUSED`, `FILE_SERVICES_UNAVAILABLE`
 * (retryable), `FILE_SERVICES_ANSWER` when the answer has no address, `DELIVERY_URL`, `DELIVERY_ORIGIN`.
 * @see Oracle Retail Customer Engagement, Batch Processing and Web Services Guide, chapter File Services 1.0
 */
export async function createPreAuthenticatedRequest(
  services: FileServicesOptions,
  objectName: string,
  options: { readonly accessType?: AccessType; readonly signal?: AbortSignal } = {},
): Promise<URL> {
  const { accessType = "ObjectWrite" } = options;
  const base = secureUrl(services.baseUrl, "address of File Services");
  // Assumed: the body's format. The guide names accessType and objectName; JSON is probable.
  const body = Buffer.from(JSON.stringify({ accessType, objectName }));
  const authorization = await authorizationHeader(services.authorization);
  let answer: HttpAnswer;
  try {
    answer = await exchange({
      method: "POST",
      url: new URL("/ws/v1/FileServices/par", base),
      headers: { authorization, "content-type": "application/json", accept: "application/json" },
      length: body.length,
      body: Readable.from([body]),
      idleTimeoutMs: services.idleTimeoutMs ?? 60_000,
      ...(options.signal !== undefined && { signal: options.signal }),
    });
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof NoAnswerError)
      throw servicesError("FILE_SERVICES_UNAVAILABLE", `File Services did not answer${cause.reason}`, 0, cause.cause);
    throw cause;
  }
  checkServicesStatus(answer);
  const location = answer.headers["location"];
  const readAddress = services.readAddress ?? findAddress;
  const address = readAddress({ body: answer.body, location: typeof location === "string" ? location : undefined });
  if (!address)
    throw servicesError("FILE_SERVICES_ANSWER", "The answer of File Services has no upload address", answer.status);
  const url = secureUrl(URL.parse(address, base.href)?.href ?? address, "upload address");
  checkOrigin(url, base, services.allowedOrigins ?? []);
  return url;
}

/** A file of customers must not go where an answer says, unless the caller knows the place. */
function checkOrigin({ origin }: URL, base: URL, allowed: readonly string[]): void {
  if (origin === base.origin || allowed.some((one) => URL.parse(one)?.origin === origin)) return;
  throw new CardwrightError(`The answer of File Services names an address of another origin: ${origin}`, {
    code: "DELIVERY_ORIGIN",
    details: { origin },
    help: `If you know that the files belong there, allow it with allowedOrigins (--allow-origin ${origin}).`,
  });
}

/** The header with the credentials. */
export async function authorizationHeader(authorization: FileServicesAuthorization): Promise<string> {
  if ("bearer" in authorization) {
    const { bearer } = authorization;
    const token = (typeof bearer === "string" ? bearer : await bearer()).trim();
    if (!/^[\x21-\x7e]+$/.test(token))
      throw servicesError("FILE_SERVICES_UNAUTHORIZED", "The token is empty or contains an invalid character", 0);
    return `Bearer ${token}`;
  }
  return `Basic ${Buffer.from(`${authorization.username}:${authorization.password}`).toString("base64")}`;
}

/** Throws for an answer of File Services that is no success. */
export function checkServicesStatus(answer: HttpAnswer): void {
  const { status } = answer;
  if (status >= 200 && status < 300) return;
  if (status === 401 || status === 403)
    throw servicesError("FILE_SERVICES_UNAUTHORIZED", "File Services refused the credentials", status);
  if (status === 429 || status >= 500)
    throw servicesError("FILE_SERVICES_UNAVAILABLE", "File Services is unavailable", status, undefined, answer);
  throw servicesError("FILE_SERVICES_REFUSED", "File Services refused the request", status);
}

const help: { readonly [code: string]: string } = {
  FILE_SERVICES_UNAUTHORIZED: 'Renew the token, and check that its user or application has the role "Api Access".',
  FILE_SERVICES_UNAVAILABLE: "Check the base URL and the connection, or try again later.",
  FILE_SERVICES_REFUSED: "Check the base URL and the name of the file.",
  FILE_SERVICES_ANSWER:
    "Set the option readAddress to a function that finds the address in the answer of your release.",
};

function servicesError(
  code: ErrorCode,
  message: string,
  status: number,
  cause?: unknown,
  answer?: HttpAnswer,
): CardwrightError {
  return new CardwrightError(status === 0 ? message : `${message} (HTTP ${status})`, {
    code,
    retryable: code === "FILE_SERVICES_UNAVAILABLE",
    details: { status, ...(answer !== undefined && retryAfter(answer)) },
    help: help[code] ?? "",
    ...(cause !== undefined && { cause }),
  });
}

function findAddress(answer: { readonly body: string; readonly location: string | undefined }): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.body);
  } catch {
    return answer.location;
  }
  if (typeof parsed === "string") return parsed;
  for (const name of ["fullPath", "accessUri", "url", "uri", "parUrl"]) {
    const value =
      typeof parsed === "object" && parsed !== null ? (parsed as { [name: string]: unknown })[name] : undefined;
    if (typeof value === "string") return value;
  }
  return answer.location;
}
