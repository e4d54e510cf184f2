import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import packageJson from "../../package.json" with { type: "json" };
import releaseTools from "./registry/package.json" with { type: "json" };

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [input: string]: unknown };
}

interface Workflow {
  readonly name: string;
  readonly on: { readonly push?: { readonly tags?: readonly string[] } };
  readonly permissions: { readonly [scope: string]: string };
  readonly jobs: {
    readonly [job: string]: {
      readonly "runs-on": string;
      readonly "timeout-minutes": number;
      readonly environment?: string;
      readonly permissions?: { readonly [scope: string]: string };
      readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
      readonly steps: readonly Step[];
    };
  };
}

const root = new URL("../../", import.meta.url);
const files = globSync(".github/workflows/*.yml", { cwd: root });
const read = (file: string) => parse(readFileSync(new URL(file, root), "utf8"), { strict: true }) as Workflow;
const scripts = Object.keys(packageJson.scripts);

describe.each(files)("%s", (file) => {
  const workflow = read(file);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("has a name, an end to each job, and no right that it does not name", () => {
    expect(workflow.name).toMatch(/^[A-Z]/);
    expect(jobs.filter((job) => !(job["timeout-minutes"] <= 60) || !job["runs-on"].startsWith("ubuntu-"))).toEqual([]);
    expect(Object.values(workflow.permissions).filter((right) => right !== "read")).toEqual([]);
  });

  test("uses actions by version, and keeps no credentials in the clone", () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((uses) => !/^actions\/[\w-]+@v\d+$/.test(uses))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBe(jobs.length);
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("runs only scripts that exist, and takes no text from outside into a command", () => {
    const commands = steps.flatMap(({ run }) => run ?? []);
    const named = commands.flatMap((run) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name));
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
    const paths = commands.flatMap((run) => run.match(/(?<=(?:node|bash) )\.ci\/\S+/g) ?? []);
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
    expect(commands.filter((run) => run.includes("${{"))).toEqual([]);
  });
});

test("the publication is tried on the Nodes that CI tries the package on", () => {
  const wanted = read(".github/workflows/ci.yml").jobs["package"]?.strategy?.matrix.node ?? [];
  const tried = Object.values(releaseTools.optionalDependencies).map((alias) => alias.split("@")[1] ?? "");
  expect(tried.length).toBe(wanted.length);
  expect(wanted.filter((version) => !tried.some((each) => `${each}.`.startsWith(`${version}.`)))).toEqual([]);
});

test("CI tries the package on the oldest Node that it asks for", () => {
  const nodes = read(".github/workflows/ci.yml").jobs["package"]?.strategy?.matrix.node ?? [];
  expect(`>=${nodes[0]?.replace(/\.0$/, "")}`).toBe(packageJson.engines.node);
});

describe("a release", () => {
  const { on, jobs } = read(".github/workflows/release.yml");
  const job = jobs["release"];
  const commands = job?.steps.flatMap(({ run }) => run ?? []) ?? [];
  const position = (part: string) => commands.findIndex((run) => run.includes(part));

  test("begins with a tag, in an environment of its own, as itself and with no token", () => {
    expect(on.push?.tags).toEqual(["v*"]);
    expect(job?.environment).toBe("release");
    expect(job?.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(JSON.stringify(job)).not.toMatch(/secrets\.|TOKEN/);
  });

  test("uses no cache", () => {
    const setUp = job?.steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@")) ?? [];
    expect(setUp.map((step) => [step.with?.["package-manager-cache"], step.with?.["cache"]])).toEqual([
      [false, undefined],
    ]);
    expect(JSON.stringify(job)).not.toContain("actions/cache");
  });

  test("checks tag, branch and everything else before it stages with provenance", () => {
    const order = [
      "merge-base --is-ancestor",
      "release-check.mjs --tag",
      ".ci/run",
      "npm run soak -- publish",
      "npm stage publish --provenance",
    ];
    const positions = order.map(position);
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(position("npm stage publish")).toBe(commands.length - 1);
  });
});
