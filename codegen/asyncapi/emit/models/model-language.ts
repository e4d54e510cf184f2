import type { InputMetaModel } from "@asyncapi/modelina";
import type { GeneratedFile } from "../../../generated-file.ts";
import { spokenLines } from "../doc-comment.ts";
import type { MemberNames, NamingRules } from "./naming.ts";

/** What the files of a language are made of. */
export interface ModelSource {
  readonly models: InputMetaModel;
  readonly names: MemberNames;
  readonly packageName: string;
  /** Lines that open every file, without the comment's mark. */
  readonly opening: readonly string[];
}

/** A language that models are generated for. */
export interface ModelLanguage {
  /** How people call it. */
  readonly title: string;
  readonly defaultPackage: string;
  readonly rules: NamingRules;
  /** Returns whether a package may have this name. */
  isPackage(name: string): boolean;
  /** Renders the models with Modelina's generator for the language. */
  render(source: ModelSource): Promise<readonly GeneratedFile[]>;
  /** How to read and write JSON with the models, as Markdown. */
  readonly usage: string;
}

/** Returns the lines of a comment: what TypeScript's comments have as tags is a sentence here. */
export function sentences(lines: readonly string[]): readonly string[] {
  return spokenLines(lines).map((line) =>
    line
      .replace(/^@default (.*)$/, "Default: $1.")
      .replace(/^@deprecated$/, "Deprecated.")
      // Some of these end a line in one language, and the zero byte ends a file of Python.
      .replaceAll(/\p{Cc}/gu, " "),
  );
}

/** The words that a language keeps for itself. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ""));
}
