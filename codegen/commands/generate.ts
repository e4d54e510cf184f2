import { annotatedSchemasModule } from "../asyncapi/emit/annotated-schemas.ts";
import { generateModels, isPackageName, modelLanguages } from "../asyncapi/emit/models/generate-models.ts";
import { generateFromAsyncApi } from "../asyncapi/index.ts";
import type { Contract } from "../asyncapi/model/contract.ts";
import { readAsyncApi } from "../asyncapi/read-async-api.ts";
import { documentContract } from "../contract-docs/index.ts";
import { documentErrorCodes, generateErrorCodes } from "../error-codes/index.ts";
import type { GeneratedFile, SpecFile } from "../generated-file.ts";
import { type Drift, findDrift, manifest, writeFiles } from "../output.ts";
import type { Problem } from "../problem.ts";
import { readSpecFile } from "../spec-file.ts";
import { schemaFiles } from "../xsd/compile/schema-files.ts";
import { generateFromXsd } from "../xsd/index.ts";
import { type DocumentOptions, readOptionsOf } from "./document-options.ts";
import { OptionError } from "./option-error.ts";

/** What to generate, and where to. */
export interface GenerateOptions extends DocumentOptions {
  readonly asyncapi?: string | undefined;
  /** The schema of batch files; further files are documents that it includes or imports. */
  readonly xsd?: string | readonly string[] | undefined;
  /** The root element of the documents, where the schema declares several. */
  readonly root?: string | undefined;
  /** The records of the documents, as local names from the root's child with slashes; `.` reads documents as a whole. */
  readonly record?: string | undefined;
  /** The folder for what is made from the schema. Default: the name of the root element. */
  readonly xsdFolder?: string | undefined;
  readonly errorCodes?: string | undefined;
  readonly out: string;
  /** The folder for the pages about the contract and its error codes. Default: none are written. */
  readonly pages?: string | undefined;
  /** Where generated code imports its runtime from. Default: `cardwright`. */
  readonly runtime?: string | undefined;
  /** Models in this language instead of TypeScript. */
  readonly language?: string | undefined;
  /** The package or namespace of these models. */
  readonly package?: string | undefined;
  /** Only compares the files with what would be written. */
  readonly check?: boolean | undefined;
  /** The command that generates the files again, named in each. */
  readonly command: string;
}

/** What a run has written, or with `check` has found. */
export interface GenerateResult {
  readonly folders: readonly { readonly folder: string; readonly files: number }[];
  /** Files that differ, `path` with its folder. */
  readonly drift: readonly Drift[];
  readonly warnings: readonly Problem[];
  /** What the models of another language do not say, with the place in the document; what is left to the strict parser. */
  readonly notes: readonly string[];
}

interface Target {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
}

/** Generates code, models and pages from specifications. What `npm run generate` and `cardwright generate` both do. */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const { asyncapi, xsd, errorCodes, language, out, pages } = options;
  if (asyncapi === undefined && xsd === undefined && errorCodes === undefined) {
    throw new OptionError("Nothing to generate from", "Name a document with --asyncapi, a schema with --xsd, or both.");
  }
  const specs = new Specs(options.command);
  const warnings: Problem[] = [];
  const notes: string[] = [];
  const targets: Target[] = [];
  if (language !== undefined) {
    targets.push({ folder: out, files: await models(options, { specs, warnings, notes }) });
  } else {
    const files = await code(options, { specs, warnings, notes });
    targets.push({ folder: out, files: [...files, manifest(specs.read, files)] });
    if (pages !== undefined) targets.push({ folder: pages, files: await documentation(options, specs) });
  }
  const drift: Drift[] = [];
  for (const { folder, files } of targets) {
    if (options.check) {
      const found = await findDrift(folder, files);
      drift.push(...found.map(({ path, reason }) => ({ path: `${folder}/${path}`, reason })));
    } else await writeFiles(folder, files);
  }
  const folders = targets.map(({ folder, files }) => ({ folder, files: files.length }));
  return { folders, drift, warnings, notes };
}

/** Specifications, each read once, in the order of reading. */
class Specs {
  readonly #command: string;
  readonly #files = new Map<string, SpecFile>();

  constructor(command: string) {
    this.#command = command;
  }

  async file(path: string): Promise<SpecFile> {
    const known = this.#files.get(path) ?? { ...(await readSpecFile(path)), command: this.#command };
    this.#files.set(path, known);
    return known;
  }

  get read(): readonly SpecFile[] {
    return [...this.#files.values()];
  }
}

interface Run {
  readonly specs: Specs;
  readonly warnings: Problem[];
  readonly notes: string[];
}

async function code(options: GenerateOptions, { specs, warnings, notes }: Run): Promise<readonly GeneratedFile[]> {
  const { asyncapi, xsd, errorCodes } = options;
  const runtime = options.runtime === undefined ? {} : { runtime: options.runtime };
  const files: GeneratedFile[] = [];
  let contract: Contract | undefined;
  if (asyncapi !== undefined) {
    const source = await specs.file(asyncapi);
    const how = { ...(await readOptionsOf(options)), ...runtime };
    files.push(...(await generateFromAsyncApi(source, how)));
    contract = await readAsyncApi(source, how);
    // For the page of the sandbox. A contract that somebody adopted has it, too; a bare message table is in no sandbox.
    if (errorCodes !== undefined) files.push(annotatedSchemasModule(source, contract));
    warnings.push(...contract.warnings);
  }
  if (xsd !== undefined)
    files.push(...(await schemaCode(typeof xsd === "string" ? [xsd] : xsd, options, { specs, notes })));
  if (errorCodes !== undefined) files.push(...(await generateErrorCodes(await specs.file(errorCodes), contract)));
  return files;
}

/** Generates code from a schema; the first file is the one to start from. */
async function schemaCode(
  paths: readonly string[],
  { runtime, root, record, xsdFolder }: GenerateOptions,
  { specs, notes }: { readonly specs: Specs; readonly notes: string[] },
): Promise<readonly GeneratedFile[]> {
  const sources = await Promise.all(paths.map((path) => specs.file(path)));
  const [first, ...others] = sources;
  if (first === undefined) throw new OptionError("No schema was named", "Name its file after --xsd.");
  return generateFromXsd(first, {
    ...(runtime !== undefined && { runtime }),
    ...(root !== undefined && { root }),
    ...(record !== undefined && { record }),
    ...(xsdFolder !== undefined && { folder: xsdFolder }),
    catalog: schemaFiles(others),
    readme: xsdFolder === undefined,
    onNote: (note) => notes.push(note),
  });
}

async function models(options: GenerateOptions, { specs, warnings, notes }: Run): Promise<readonly GeneratedFile[]> {
  const { asyncapi, package: packageName, xsd } = options;
  const language = modelLanguages.find((name) => name === options.language);
  if (language === undefined) {
    throw new OptionError(`Unknown language ${options.language}`, `Choose one of ${modelLanguages.join(", ")}.`);
  }
  if (asyncapi === undefined || xsd !== undefined) {
    throw new OptionError(
      "Models are generated from an AsyncAPI document only",
      "Name it with --asyncapi, without --xsd.",
    );
  }
  if (packageName !== undefined && !isPackageName(language, packageName)) {
    throw new OptionError(
      `Invalid package name ${packageName}`,
      `Choose a name that ${language} allows for a package.`,
    );
  }
  const source = await specs.file(asyncapi);
  const contract = await readAsyncApi(source, await readOptionsOf(options));
  warnings.push(...contract.warnings);
  const made = await generateModels(contract, { language, source, ...(packageName !== undefined && { packageName }) });
  notes.push(...made.notes.map(({ where, message }) => `${where}: ${message}`));
  return made.files;
}

async function documentation(options: GenerateOptions, specs: Specs): Promise<readonly GeneratedFile[]> {
  const { asyncapi, errorCodes } = options;
  const codes = errorCodes === undefined ? undefined : await specs.file(errorCodes);
  return [
    ...(codes === undefined ? [] : await documentErrorCodes(codes)),
    ...(asyncapi === undefined
      ? []
      : await documentContract(await specs.file(asyncapi), codes, await readOptionsOf(options))),
  ];
}
