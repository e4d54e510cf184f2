import { provenances } from "../asyncapi/model/provenance.ts";
import type { ReadOptions } from "../asyncapi/read-async-api.ts";
import { readSpecFile } from "../spec-file.ts";
import { OptionError } from "./option-error.ts";

/** What a command line says about how an AsyncAPI document is to be read. */
export interface DocumentOptions {
  /** Who wrote the document: `owner` or `partner`. */
  readonly perspective?: string | undefined;
  /** JSON pointers of what may be left out. */
  readonly accept?: readonly string[] | undefined;
  /** `URL=FILE`: what to read instead of the network. */
  readonly ref?: readonly string[] | undefined;
  /** `MESSAGE=send` or `MESSAGE=receive`, for messages without an operation. */
  readonly direction?: readonly string[] | undefined;
  readonly unverifiedFormat?: readonly string[] | undefined;
  /** The provenance of what the document says nothing about: `seen`, `inferred` or `assumed`. */
  readonly assume?: string | undefined;
  /** A file with annotations for a document that may not be edited. */
  readonly overlay?: string | undefined;
}

/** Turns the options of a command line into those of the reader. */
export async function readOptionsOf(options: DocumentOptions): Promise<ReadOptions> {
  const { perspective, accept = [], ref = [], direction = [], unverifiedFormat = [], overlay } = options;
  if (perspective !== undefined && perspective !== "owner" && perspective !== "partner") {
    throw new OptionError(`Invalid perspective ${perspective}`, "Say owner or partner: who wrote the document.");
  }
  const assume = provenances.find((word) => word === options.assume);
  if (assume === undefined && options.assume !== undefined)
    throw new OptionError(`Invalid provenance ${options.assume}`, `Say one of ${provenances.join(", ")}.`);
  const directions = direction.map((text) => {
    const [message, way] = pair(text, "--direction", "MESSAGE=send or MESSAGE=receive");
    if (way === "send" || way === "receive" || way === "both") return [message, way] as const;
    throw new OptionError(`Invalid direction ${way}`, "Say send, receive or both, as the partner sees it.");
  });
  return {
    unverifiedFormats: unverifiedFormat,
    accept,
    ...(perspective !== undefined && { perspective }),
    ...(assume !== undefined && { assume }),
    ...(overlay !== undefined && { overlay: await readSpecFile(overlay) }),
    ...(ref.length > 0 && { refs: Object.fromEntries(ref.map((text) => pair(text, "--ref", "URL=FILE"))) }),
    ...(directions.length > 0 && { directions: Object.fromEntries(directions) }),
  };
}

// A URL may have an equals sign, a file hardly: the last one counts.
function pair(text: string, option: string, form: string): readonly [string, string] {
  const at = text.lastIndexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new OptionError(`Invalid value of ${option}: ${text}`, `Write it as ${form}.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
