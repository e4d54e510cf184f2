import type { ValidationIssue } from "../../errors/validation-issue.ts";

type JsonReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issue: ValidationIssue };

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a message body as JSON. Never quotes the body in an issue: it may hold personal data, which is why
 * the text of `JSON.parse`'s own error is not used.
 */
export function readJson(body: unknown): JsonReading {
  if (body === undefined || body === null) return failure("encoding", "a body", "is empty");
  if (body instanceof Uint8Array) {
    let text: string;
    try {
      text = utf8.decode(body);
    } catch {
      return failure("encoding", "UTF-8 text", "is not UTF-8");
    }
    return parse(text);
  }
  if (typeof body === "string") return parse(body.startsWith("\uFEFF") ? body.slice(1) : body);
  return { ok: true, value: body };
}

function parse(text: string): JsonReading {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (text.trim() === "") return failure("encoding", "a JSON object", "is empty");
    const position = /position (\d+)/.exec(String(error))?.[1];
    return failure(
      "json",
      "JSON",
      position === undefined ? "is not JSON" : `is not JSON from character ${position} on`,
    );
  }
}

function failure(keyword: string, expected: string, message: string): JsonReading {
  return {
    ok: false,
    issue: { path: "", keyword, expected, message: `the body: expected ${expected}, but it ${message}` },
  };
}
