import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readReport } from "../../api/report-text.ts";
import { root } from "../pages.ts";
import { examples, filesToRun } from "./read-examples.ts";

const read = (file: string) => readFileSync(new URL(file, root), "utf8");
// What the page about another vendor's contract makes is compiled as a contract of the tests.
const compiled = [
  "test/support/contracts/vendor-a/*.ts",
  "test/docs/snippets/*.ts",
  "templates/**/*.ts",
  "test/docs/examples/{run,compiled}/*.ts",
];
const programs = compiled.flatMap((pattern) => globSync(pattern, { cwd: root })).map(read);
// What generated code imports, generated code shows.
const generated = globSync("generated/**/*.ts", { cwd: root }).map(read);
/** Parts of recognisers that the compiler emits for schemas unlike ours; nobody else calls them. */
const emittedForOthers = [
  ...["ChildOrder", "PrefixBytes", "afterPrefix", "automaton", "fieldValue", "hasLength"],
  ...["isWithin", "noBytes", "prefixBytesOf", "rangeText", "runAutomaton", "scanInteger", "scanLines", "startsText"],
];
const words = (text: string) => new Set(text.match(/[\w$]+/g));

/** The names of an entry that no compiled program shows, and that no name which is shown mentions. */
function withoutExample(entry: string, report: ReadonlyMap<string, string>): readonly string[] {
  const texts = [...programs, ...examples.map(({ names }) => names.join(" "))];
  const isRuntime = entry === "validation" || entry === "xml";
  const shown = words([...texts, ...(isRuntime ? [...generated, ...emittedForOthers] : [])].join("\n"));
  const isShown = (name: string): boolean => shown.has(name);
  const open = new Set([...report.keys()].filter((name) => !isShown(name)));
  const isType = (name: string) => /^(interface|type) /.test(report.get(name) ?? "");
  // A type is explained by what takes or gives it.
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    const explained = [...report].filter(([name]) => !open.has(name)).map(([, declared]) => declared);
    const mentioned = words(explained.join("\n"));
    for (const name of open) if (isType(name) && mentioned.has(name)) open.delete(name);
  }
  return [...open].sort();
}

describe("examples", () => {
  test("are left out only for what the compiler of schemas emits", () => {
    const compiler = words(globSync("codegen/xsd/**/*.ts", { cwd: root }).map(read).join("\n"));
    expect(emittedForOthers.filter((name) => !compiler.has(name))).toEqual([]);
  });

  test.each(globSync("etc/*.api.md", { cwd: root }).sort())("show every name of %s", (file) => {
    const entry = /(\w[\w-]*)\.api\.md$/.exec(file)?.[1] ?? "";
    expect(withoutExample(entry, readReport(read(file)))).toEqual([]);
  });

  test.each(filesToRun)("of %s run", async (file) => {
    await import(new URL(file, root).href);
  });
});
