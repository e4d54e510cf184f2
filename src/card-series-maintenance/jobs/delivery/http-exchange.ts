import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";
import { CardwrightError } from "../../../errors/cardwright-error.ts";

/** A request with a body of known length. */
export interface HttpExchange {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: URL;
  readonly headers?: { readonly [name: string]: string };
  readonly length: number;
  readonly body: Readable;
  /** Maximum time without progress, and maximum time for the answer after the body was sent, in milliseconds. */
  readonly idleTimeoutMs: number;
  /** Called with the number of bytes handed to the connection so far. */
  readonly onSent?: (sentBytes: number) => void;
  /** Maximum length of the body of the answer, which is cut there. Default 65,536. */
  readonly maxAnswerLength?: number;
  readonly signal?: AbortSignal;
}

const usualAnswerLength = 65_536;

/** The answer to a request. */
export interface HttpAnswer {
  readonly status: number;
  /** Whether the whole body of the request was handed to the network before the answer. */
  readonly bodySent: boolean;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: string;
}

/** An exchange that got no answer. */
export class NoAnswerError extends Error {
  override readonly name: string = "NoAnswerError";
  /** Whether the whole body was handed to the network, so that the server may have acted on it. */
  readonly bodySent: boolean;
  /** The error code of the system or of TLS in parentheses, or an empty text. It contains no part of an address. */
  readonly reason: string;

  constructor(bodySent: boolean, cause: unknown) {
    super("No answer", { cause });
    this.bodySent = bodySent;
    this.reason = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  }
}

/**
 * Sends a body of known length and reads the answer. Redirects are not followed.
 *
 * Not `fetch`: it sends a stream in chunks without a length, and does not report whether the body was sent when it
 * fails.
 *
 * @throws NoAnswerError when the connection fails or the signal aborts.
 */
export function exchange(options: HttpExchange): Promise<HttpAnswer> {
  const { method, url, headers = {}, length, body, idleTimeoutMs, onSent, signal } = options;
  const { maxAnswerLength = usualAnswerLength } = options;
  return new Promise((resolve, reject) => {
    const secure = url.protocol === "https:";
    // No keep-alive: a connection that the server has closed meanwhile would look like a lost answer.
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method,
      headers: { ...headers, "content-length": String(length) },
      agent: false,
      ...(signal !== undefined && { signal }),
    });
    let sentBytes = 0;
    let deadline: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(deadline);
      // An answer before the end of the body is a refusal: the rest does not have to be sent.
      body.destroy();
      request.destroy();
    };
    const fail = (cause: unknown) => {
      end();
      reject(new NoAnswerError(sentBytes >= length, cause));
    };
    // Progress may never end: interim answers, headers, a body byte by byte.
    const expectAnswer = () => {
      deadline ??= setTimeout(
        () => fail(new Error(`No complete answer after ${idleTimeoutMs} ms`)),
        idleTimeoutMs,
      ).unref();
    };
    request.setTimeout(idleTimeoutMs, () => fail(new Error(`No progress for ${idleTimeoutMs} ms`)));
    request.on("error", fail);
    request.on("finish", expectAnswer);
    request.on("response", (response) => {
      expectAnswer();
      const bodySent = sentBytes >= length;
      let text = "";
      const finish = () => {
        end();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, bodySent });
      };
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.length >= maxAnswerLength) finish();
      });
      response.on("error", fail);
      response.on("end", finish);
    });
    body.on("error", fail);
    // Not before there is a connection: without one, nothing was sent.
    request.on("socket", (socket) => {
      socket.once(secure ? "secureConnect" : "connect", () => {
        body.on("data", (chunk: Buffer) => {
          sentBytes += chunk.length;
          onSent?.(sentBytes);
        });
        body.pipe(request);
      });
    });
  });
}

const maxWaitMs = 300_000;

/**
 * Returns the wait before the next request that an answer asks for, in milliseconds, five minutes at most; empty when
 * it asks for none.
 */
export function retryAfter({ headers }: HttpAnswer): { readonly retryAfterMs?: number } {
  const text = headers["retry-after"];
  if (typeof text !== "string") return {};
  const ms = /^[0-9]+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? {} : { retryAfterMs: Math.min(Math.max(ms, 0), maxWaitMs) };
}

/**
 * Parses a URL and refuses one that a secret must not be sent to: only https, and http to this machine, are accepted.
 */
export function secureUrl(text: string, what: string): URL {
  const url = URL.parse(text);
  const local = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url !== null && (url.protocol === "https:" || (url.protocol === "http:" && local))) return url;
  throw new CardwrightError(`The ${what} is not an https URL`, {
    code: "DELIVERY_URL",
    help: "Use the https address: http is accepted for this machine only.",
  });
}
