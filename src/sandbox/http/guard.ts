import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isLoopback } from "../broker/listening-host.ts";
import { HttpError } from "./http-error.ts";

/** Who may call. */
export interface GuardOptions {
  /** The address that the server listens on. */
  readonly host: string;
  /** The key that every call needs; required off loopback, where there is no default. */
  readonly key?: string | undefined;
}

/** Refuses calls that a page of another site made a browser send, and calls without the key. */
export class Guard {
  readonly #options: GuardOptions;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  /**
   * @throws HttpError 403 for a foreign Host (DNS rebinding) or Origin (cross-site request), 401 without the key
   */
  check(request: IncomingMessage, isPublic: boolean): void {
    const { host = "" } = request.headers;
    // A name that resolves to this machine by the will of its owner is not ours: only addresses and localhost are.
    if (isLoopback(this.#options.host) && !isOwnHost(host))
      throw new HttpError(
        403,
        "FOREIGN_HOST",
        "The Host header does not name this machine",
        "Use 127.0.0.1 or localhost.",
      );
    const { origin, "sec-fetch-site": site } = request.headers;
    const isForeign = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
    if (isForeign || (site !== undefined && site === "cross-site" && request.method !== "GET"))
      throw new HttpError(
        403,
        "FOREIGN_ORIGIN",
        "Calls from pages of another origin are refused",
        "Open the sandbox's own page.",
      );
    if (this.#options.key !== undefined && !isPublic && !this.#hasKey(request))
      throw new HttpError(
        401,
        "KEY_REQUIRED",
        "The key is missing or wrong",
        "Send it as `Authorization: Bearer KEY`.",
      );
  }

  // Event streams of browsers cannot send headers, so the page passes the key as a cookie that it sets itself.
  #hasKey(request: IncomingMessage): boolean {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const cookie = /(?:^|;\s*)cardwright_key=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
    const given = bearer ?? (cookie === undefined ? "" : safelyDecoded(cookie));
    return timingSafeEqual(digest(given), digest(this.#options.key ?? ""));
  }
}

function isOwnHost(header: string): boolean {
  return isLoopback(header.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1"));
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
