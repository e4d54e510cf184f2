import { type GeneratedFile, header, type SpecFile } from "../../../generated-file.ts";
import type { Contract } from "../../model/contract.ts";
import { collectTypes } from "./collect-types.ts";
import { csharp } from "./csharp.ts";
import { java } from "./java.ts";
import { Lowering } from "./lower.ts";
import { metaModels } from "./meta-models.ts";
import type { ModelLanguage } from "./model-language.ts";
import { MemberNames, Names } from "./naming.ts";
import { type ModelNote, Notes } from "./notes.ts";
import { python } from "./python.ts";
import { readme } from "./readme.ts";

/** A language that models can be generated for. */
export type ModelLanguageName = "java" | "csharp" | "python";

const languages: { readonly [name in ModelLanguageName]: ModelLanguage } = { java, csharp, python };

/** The languages that models can be generated for. */
export const modelLanguages: readonly ModelLanguageName[] = ["java", "csharp", "python"];

export interface ModelOptions {
  readonly language: ModelLanguageName;
  /** The package (Java, Python) or namespace (C#). Default: `contract`, in C# `Contract`. */
  readonly packageName?: string;
  /** The document that the contract was read from, named in every file. */
  readonly source?: SpecFile;
}

/** The files of a language, and what the models in them do not say. */
export interface GeneratedModels {
  readonly files: readonly GeneratedFile[];
  /** The same as in `README.md`, which is one of the files. */
  readonly notes: readonly ModelNote[];
}

/** Returns whether a language allows this name for a package or namespace. */
export function isPackageName(language: ModelLanguageName, name: string): boolean {
  return languages[language].isPackage(name);
}

/**
 * Generates the payloads of a contract as classes of another language, for partners who do not write TypeScript.
 *
 * The models are made for both ways: what may be received is as open as the contract's received form. What the language cannot
 * express is in the notes and in `README.md` beside the files.
 */
export async function generateModels(contract: Contract, options: ModelOptions): Promise<GeneratedModels> {
  const language: ModelLanguage = languages[options.language];
  const { packageName = language.defaultPackage, source } = options;
  if (!language.isPackage(packageName)) throw new Error(`Invalid package name ${packageName}`);
  const notes = new Notes();
  const names = new Names(language.rules.reservedTypes);
  const { declarations, payloadOf } = collectTypes(contract, names);
  const lowering = new Lowering(declarations, names, notes);
  const payloads = new Map([...payloadOf].map(([message, name]) => [message.type, lowering.declared(name)]));
  const lowered = lowering.declarations;
  const members = new MemberNames(lowered, language.rules, notes);
  const opening = source ? openingOf(source) : ["Generated. Do not edit: change the source and generate again."];
  const rendered = await language.render({ models: metaModels(lowered), names: members, packageName, opening });
  const page = readme({ contract, language, payloads, notes: notes.all, opening });
  return { files: [...rendered, { path: "README.md", text: page }], notes: notes.all };
}

function openingOf(source: SpecFile): readonly string[] {
  return header(source)
    .trim()
    .split("\n")
    .map((line) => line.replace(/^\/\/ /, ""));
}
