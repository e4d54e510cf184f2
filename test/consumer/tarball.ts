// What the packed package holds: no link that leads nowhere, no map without its sources, and sizes within budgets.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Bytes on disk, half of them source maps and sources. Raise a budget only with a reason in the commit. */
const budgets = { unpacked: 16_000_000, declarations: 900_000, code: 8_000_000 };

/** How many files of JavaScript an import may load: our own, and those of packages. */
const loadBudgets: { readonly [entry: string]: readonly [ours: number, packages: number] } = {
  // The bundler parts what several entries share into more files with each entry that shares it.
  cardwright: [32, 260],
  "cardwright/contract": [12, 0],
  "cardwright/messages": [12, 0],
  "cardwright/ledger": [30, 20],
  "cardwright/card-series": [24, 60],
  "cardwright/numbering": [14, 0],
  "cardwright/errors": [10, 0],
  "cardwright/validation": [6, 0],
  "cardwright/xml": [8, 4],
  "cardwright/sandbox": [40, 330],
};

/** Checks the package that is installed in a project, and says its size. */
export function checkTarball(project: string): string {
  const packed = join(project, "node_modules", "cardwright");
  const files = globSync("**/*", { cwd: packed }).filter((file) => statSync(join(packed, file)).isFile());
  const faults = [...deadLinks(packed, files), ...emptyMaps(packed, files), ...overBudget(packed, files)];
  const loaded = Object.keys(loadBudgets).map((entry) => [entry, ...filesLoaded(project, entry)] as const);
  for (const [entry, ours, packages] of loaded) {
    const [maxOurs = 0, maxPackages = 0] = loadBudgets[entry] ?? [];
    if (ours > maxOurs || packages > maxPackages) {
      faults.push(
        `${entry} loads ${ours} files of ours and ${packages} of packages; the budget is ${maxOurs} and ${maxPackages}`,
      );
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
  const imports = loaded.map(([entry, ours, packages]) => `${entry} ${ours}+${packages}`).join(", ");
  return `the package has ${files.length} files, ${bytes(packed, files)} bytes; files loaded (ours+packages): ${imports}`;
}

function deadLinks(packed: string, files: readonly string[]): string[] {
  return files
    .filter((file) => file.endsWith(".md") && !file.startsWith("templates"))
    .flatMap((file) => {
      const text = readFileSync(join(packed, file), "utf8").replaceAll(/^```.*?^```$/gms, "");
      const links = [...text.matchAll(/(?:\]\(|src(?:set)?=")(?!https?:|mailto:|#)([^)\s#"]+)/g)].map(
        ([, link = ""]) => link,
      );
      const dead = links.filter((link) => !existsSync(normalize(join(packed, dirname(file), link))));
      return dead.map((link) => `${file}: ${link} leads nowhere in the package`);
    });
}

function emptyMaps(packed: string, files: readonly string[]): string[] {
  return files
    .filter((file) => file.endsWith(".map"))
    .filter((file) => {
      const { sources, sourcesContent = [] } = JSON.parse(readFileSync(join(packed, file), "utf8"));
      return (sources as readonly string[]).some(
        (source, index) =>
          typeof sourcesContent[index] !== "string" && !existsSync(join(packed, dirname(file), source)),
      );
    })
    .map((file) => `${file} names a source that is neither in it nor in the package`);
}

function overBudget(packed: string, files: readonly string[]): string[] {
  const sizes = {
    unpacked: bytes(packed, files),
    declarations: bytes(
      packed,
      files.filter((file) => /\.d\.c?ts$/.test(file)),
    ),
    code: bytes(
      packed,
      files.filter((file) => /^dist.*\.c?js$/.test(file)),
    ),
  };
  return Object.entries(budgets)
    .filter(([part, budget]) => sizes[part as keyof typeof budgets] > budget)
    .map(([part, budget]) => `${part}: ${sizes[part as keyof typeof budgets]} bytes; the budget is ${budget}`);
}

function bytes(packed: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(packed, file)).size, 0);
}

const counter = `
  import Module, { registerHooks } from "node:module";
  const seen = new Set();
  registerHooks({ load(url, context, next) { if (url.startsWith("file:")) seen.add(url); return next(url, context); } });
  await import(process.argv[1]);
  for (const file of Object.keys(Module._cache ?? {})) seen.add("file://" + file);
  const ours = [...seen].filter((url) => /cardwright\\/dist\\//.test(url)).length;
  console.log(JSON.stringify([ours, seen.size - ours]));`;

/** Imports an entry in a process of its own, and counts the files that it loads. */
function filesLoaded(project: string, entry: string): readonly [number, number] {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", counter, entry], {
    cwd: project,
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(`${entry} cannot be loaded: ${stderr}`);
  return JSON.parse(stdout) as [number, number];
}
