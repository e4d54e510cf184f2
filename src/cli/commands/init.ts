import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { CliContext } from "../context.ts";

const templates = ["partner", "retailer"] as const;

interface InitOptions {
  readonly template: (typeof templates)[number];
}

/** `cardwright init [FOLDER]` */
export function addInitCommand(program: Command, context: CliContext, version: string): void {
  program
    .command("init")
    .description("Write an application to begin with: TypeScript, with tests that run against the sandbox.")
    .argument("[folder]", "where to write it; must be empty", ".")
    .addOption(
      new Option(
        "--template <name>",
        "partner: a card bureau for NGOC, with probes and a Dockerfile; retailer: a batch job for ORCE",
      )
        .choices(templates)
        .default("partner"),
    )
    .addHelpText("after", "\nExamples:\n  $ cardwright init my-bureau\n  $ cardwright init my-job --template retailer")
    .action(async (folder: string, { template }: InitOptions) => {
      const files = await writeTemplate(template, resolve(folder), version);
      context.result({ folder: resolve(folder), template, files }, () =>
        [
          ...files.map((file) => `  ${file}`),
          `${files.length} files written. Go on with:`,
          ...(folder === "." ? [] : [`  cd ${folder}`]),
          "  npm install",
          "  npm test",
        ].join("\n"),
      );
    });
}

async function writeTemplate(template: string, target: string, version: string): Promise<readonly string[]> {
  await mkdir(target, { recursive: true });
  const inTheWay = (await readdir(target)).filter((name) => name !== ".git");
  if (inTheWay.length > 0) {
    throw new CardwrightError("The folder is not empty", {
      code: "FOLDER_NOT_EMPTY",
      help: `Choose an empty folder: ${target} has ${inTheWay.length} entries, and nothing is overwritten.`,
    });
  }
  const source = join(templatesFolder(), template);
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(source.length + 1));
  const written: string[] = [];
  for (const file of files.sort()) {
    // npm leaves a .gitignore out of a package.
    const name = file.replace(/^(gitignore|dockerignore)$/, ".$1");
    await mkdir(join(target, dirname(name)), { recursive: true });
    const text = await readFile(join(source, file), "utf8");
    await writeFile(join(target, name), file === "package.json" ? named(text, target, version) : text, { flag: "wx" });
    written.push(name);
  }
  return written;
}

/** The template's package.json, with the folder's name and this version. */
function named(text: string, target: string, version: string): string {
  const name = basename(target)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const described = JSON.parse(text) as { name: string; dependencies: { cardwright: string } };
  if (name !== "") described.name = name;
  described.dependencies.cardwright = `^${version}`;
  return `${JSON.stringify(described, undefined, 2)}\n`;
}

/** The folder `templates` of the package, above the bundle as above this file. */
function templatesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "templates", "partner")) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, "templates");
}
