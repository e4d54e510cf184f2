import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cli } from "../cli/run.ts";

const page = readFileSync("docs/vendor-contract.md", "utf8");
const commands = [...page.matchAll(/```sh\nnpx cardwright (.+)\n```/g)].map(([, command = ""]) => command);

// Within the repository, so that the adopted contract finds the package.
mkdirSync(".tmp", { recursive: true });
const project = mkdtempSync(join(".tmp", "vendor-contract-"));
afterAll(() => rmSync(project, { recursive: true }));
copyFileSync("test/support/contracts/vendor-b/asyncapi.yaml", join(project, "vendor.asyncapi.yaml"));

/** Runs a command of the page in the project. */
const run = (command: string) =>
  cli(...command.split(" ").map((word) => (/^(vendor|contract\/|contract$)/.test(word) ? inProject(word) : word)));
const inProject = (word: string) => (word === "contract" ? word : join(project, word));

test("the commands of the page do what it says, one after the other", async () => {
  const ofContract = commands.filter((command) => command.startsWith("contract"));
  expect(ofContract.map((command) => command.split(" ").slice(0, 2).join(" "))).toEqual([
    "contract check",
    "contract adopt",
    "contract check",
  ]);
  const [check = "", adopt = "", checkOwn = ""] = ofContract;
  expect((await run(check)).code).toBe(1);

  expect((await run(adopt.replace("--out contract", `--out ${join(project, "contract")}`))).code).toBe(0);
  const listed = [...page.matchAll(/^\| (?:the folder )?`([\w.]+)` \|/gm)].map(([, name]) => name);
  expect(readdirSync(join(project, "contract")).sort()).toEqual(listed.sort());

  expect(await run(checkOwn)).toEqual({
    code: 0,
    stdout: "The client receives and sends what the document says.\n",
    stderr: "",
  });
});

test("the commands about batch files do what the page says, one after the other", async () => {
  const [generate = "", create = "", check = "", ...others] = commands.filter(
    (command) => !command.startsWith("contract"),
  );
  expect(others).toEqual([]);
  copyFileSync("test/fixtures/batch-schemas/gift-order.xsd", join(project, "gift-order.xsd"));
  copyFileSync("test/docs/snippets/batch-schema.ts", join(project, "batch-schema.ts"));
  writeFileSync(join(project, "customers.csv"), "customer_no\nC1\nC2\n");
  const home = process.cwd();
  process.chdir(project);
  try {
    expect(await cli(...generate.split(" "))).toMatchObject({ code: 0 });
    expect(await cli(...create.split(" "))).toMatchObject({ code: 0, stderr: "" });
    expect(await cli(...check.split(" "))).toMatchObject({ code: 0, stderr: "" });
  } finally {
    process.chdir(home);
  }
});

// That it works too, with another vendor's document in the place of ours, `npm run check:drill` tries.
test("what the page tells maintainers to run is there", async () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { [name: string]: string } };
  for (const [, script = ""] of page.matchAll(/`npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(script);
  for (const [, path = ""] of page.matchAll(/\]\(\.\.\/([^)]+)\)/g)) readFileSync(path);
  expect((await cli("contract", "assumptions")).stdout).toContain("ORCE");
});
