// npm run bench -- validators: the generated validators beside those of other libraries, on the request message; bundle sizes; cold imports.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { Bench } from "tinybench";
import { build } from "tsup";
import { messageTable } from "../../generated/index.gen.ts";
import { isRequest as ajv } from "./validators/ajv.ts";
import { isRequest as typebox, isRequestOnly as typeboxOnly } from "./validators/typebox.ts";
import { isRequest as valibot } from "./validators/valibot.ts";
import { request as zod } from "./validators/zod.ts";

const { strict, tolerant } = messageTable.EXTERNAL_PRODUCTION_REQUEST_SENT;
const contenders: { readonly [name: string]: (value: unknown) => boolean } = {
  "generated, received": (value) => tolerant(value).valid,
  "generated, sent": (value) => strict(value).valid,
  "generated, first issue": (value) => tolerant(value, { firstIssueOnly: true }).valid,
  "ajv at run time": ajv,
  "typebox, all issues": typebox,
  "typebox, yes or no": typeboxOnly,
  valibot,
  "zod 4": (value) => zod.safeParse(value).success,
};

const folder = new URL("../../spec/examples/production-partner/external-production-request-sent/", import.meta.url);
const valid = readFileSync(new URL("good-recipient-and-company.json", folder), "utf8");
const broken = JSON.parse(valid);
delete broken.address.recipient;
delete broken.address.companyName;
broken.accessories[0].quantity = 0;
const invalid = JSON.stringify(broken);

const libraries = ["generated-one", "generated-all", "ajv", "typebox", "valibot", "zod"];
const bundles = mkdtempSync(join(tmpdir(), "cardwright-bundles-"));

await compareSpeed();
await compareSizes();
compareColdImports();
rmSync(bundles, { recursive: true });

async function compareSpeed(): Promise<void> {
  const rows: { [name: string]: { [column: string]: string } } = {};
  for (const [kind, text, expected] of [
    ["valid", valid, true],
    ["invalid", invalid, false],
  ] as const) {
    // Many values, each its own text and object, so that nothing can be computed once for all turns.
    const texts = Array.from({ length: 128 }, (_, turn) => text.replaceAll("2511211100", String(2511211100 + turn)));
    const values: unknown[] = texts.map((each) => JSON.parse(each));
    for (const [how, inputs] of [
      ["", values],
      [" + JSON.parse", texts],
    ] as const) {
      const bench = new Bench({ time: 600, warmupTime: 200 });
      for (const [name, check] of Object.entries(contenders)) {
        const run = () =>
          inputs.filter((input) => check(typeof input === "string" ? JSON.parse(input) : input) !== expected);
        if (run().length > 0) throw new Error(`${name} does not find the ${kind} message ${kind}`);
        bench.add(name, () => {
          if (run().length > 0) throw new Error("unreachable");
        });
      }
      await bench.run();
      const rate = (name: string) => {
        const { result } = bench.getTask(name) ?? {};
        return result && "latency" in result ? 1 / result.latency.p50 : Number.NaN;
      };
      const own = rate("generated, received");
      for (const name of Object.keys(contenders))
        rows[name] = { ...rows[name], [kind + how]: (rate(name) / own).toFixed(2) };
    }
  }
  console.log(
    `Speed on a request of ${valid.length} bytes, generated validator of a received message = 1.00 (more is faster)`,
  );
  console.table(rows);
}

async function compareSizes(): Promise<void> {
  const entry = Object.fromEntries(
    libraries.map((name) => [name, join(import.meta.dirname, "validators", `${name}.ts`)]),
  );
  for (const [name, path] of Object.entries(entry)) {
    await build({
      entry: { [name]: path },
      outDir: bundles,
      format: "esm",
      outExtension: () => ({ js: ".mjs" }),
      minify: true,
      treeshake: true,
      noExternal: [/./],
      platform: "neutral",
      dts: false,
      config: false,
      silent: true,
    });
  }
  const rows = libraries.map((name) => {
    const code = readFileSync(join(bundles, `${name}.mjs`));
    return [name, { minified: code.length, gzipped: gzipSync(code, { level: 9 }).length }] as const;
  });
  console.log("Bundle of the request's validator (generated-all: of all six messages), in bytes");
  console.table(Object.fromEntries(rows));
}

function compareColdImports(): void {
  const rows = libraries.map((name) => {
    const url = JSON.stringify(pathToFileURL(join(bundles, `${name}.mjs`)).href);
    const script = `const start = performance.now(); await import(${url}); console.log(performance.now() - start)`;
    const run = () =>
      Number(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }));
    const times = Array.from({ length: 15 }, run).sort((a, b) => a - b);
    return [name, { "median ms": (times[7] ?? 0).toFixed(1) }] as const;
  });
  console.log("Cold import of the bundle in a new process, until the validator is ready");
  console.table(Object.fromEntries(rows));
}
