import type { Issue } from "./model.ts";

// What the page asks of the sandbox.

/** Keeps the key that other machines need: in a cookie, as a stream of events can send no header. */
export function keepKey(key: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the newer way is not in all browsers
  document.cookie = `cardwright_key=${encodeURIComponent(key)}; SameSite=Strict; Path=/`;
}

let bearer: string | undefined;

/** Sends a token with each call: cookies would be seen by every program on a port of this machine. */
export function useToken(token: string): void {
  bearer = token;
}

/** An answer that tells what is wrong. */
export class ApiError extends Error {
  readonly status: number;
  /** Which fields are wrong, where the contract said so. */
  readonly issues: readonly Issue[];

  constructor(status: number, message: string, issues: readonly Issue[] = []) {
    super(message);
    this.status = status;
    this.issues = issues;
  }
}

interface Problem {
  readonly message?: string;
  readonly help?: string;
  readonly details?: { readonly issues?: readonly Issue[] };
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === "" ? {} : JSON.parse(text)) as Problem;
  if (!response.ok) {
    const { message = `HTTP ${response.status}`, help = "", details } = answer;
    throw new ApiError(response.status, `${message}. ${help}`.trim(), details?.issues);
  }
  return answer as T;
}

export const get = <T>(path: string): Promise<T> => call<T>("GET", path);
export const post = <T>(path: string, body: unknown = {}): Promise<T> => call<T>("POST", path, body);
export const remove = <T>(path: string): Promise<T> => call<T>("DELETE", path);

/** A query string of what is given. */
export function query(parameters: { readonly [name: string]: string | number | boolean | undefined }): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
