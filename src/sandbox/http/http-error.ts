/** Why a call of the interface is refused; the message quotes nothing of the call but names. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly help: string;

  constructor(status: number, code: string, message: string, help = "") {
    super(message);
    this.status = status;
    this.code = code;
    this.help = help;
  }
}

/** Nothing has this name. */
export function notFound(what: string): HttpError {
  return new HttpError(404, "NOT_FOUND", `Unknown ${what}`, "List what there is first.");
}
