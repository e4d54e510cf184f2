// The programs of those who install the package: one in each form, all of them the README's first one.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageJson, root } from "../../consumer/packed-package.ts";

/** How a TypeScript project resolves modules, and what it is compiled to. */
export const typeScriptForms: readonly { readonly name: string; readonly source: string; readonly options: object }[] =
  [
    { name: "nodenext", source: "program.mts", options: { module: "nodenext" } },
    { name: "node16", source: "program.cts", options: { module: "node16" } },
    { name: "bundler", source: "program.mts", options: { module: "esnext", moduleResolution: "bundler" } },
  ];

/** What each program prints. */
export const printed: RegExp = /state: 'shipped'/;

/** Writes the programs `program.mjs` and `program.cjs`, and a folder for each form of TypeScript, into a project. */
export function writePrograms(project: string): void {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, program = ""] = /^```ts snippet=first-program\n(.*?)^```$/ms.exec(readme) ?? [];
  const lines = program.split("\n");
  const imports = lines.filter((line) => line.startsWith("import ")).join("\n");
  const statements = lines.filter((line) => !line.startsWith("import ")).join("\n");
  const requires = imports.replaceAll(/import (\{[^}]*\}) from ("[^"]+");/g, "const $1 = require($2);");
  writeFileSync(join(project, "program.mjs"), program);
  writeFileSync(join(project, "program.cjs"), `${requires}\n(async () => {\n${statements}})();\n`);

  const entries = Object.keys(packageJson.exports).filter((entry) => entry !== "./package.json");
  const every = entries.map(
    (entry, index) => `import * as entry${index} from "${entry.replace(/^\./, "cardwright")}";`,
  );
  const used = `export const all: readonly unknown[] = [${entries.map((_, index) => `entry${index}`)}];`;
  for (const { name, source, options } of typeScriptForms) {
    const folder = join(project, name);
    mkdirSync(folder);
    const asynchronous = source.endsWith(".cts") ? `void (async () => {\n${statements}})();` : statements;
    writeFileSync(join(folder, source), [...every, imports, used, asynchronous].join("\n"));
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...compilerOptions, ...options } }),
    );
  }
}

const compilerOptions = {
  target: "es2023",
  lib: ["es2024", "esnext.disposable"],
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  // Our own declarations are checked, too.
  skipLibCheck: false,
};

/** With the version before: one card is shipped, one is requested, and the process ends. */
export const programBefore = `
import { ProductionPartnerClient } from "cardwright";
import { openSqliteLedger } from "cardwright/ledger";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";

const sandbox = await ProductionPartnerSandbox.start();
const ledger = await openSqliteLedger({ path: "orders.db" });
const client = new ProductionPartnerClient({ ...sandbox.partner, ledger });
let requested = 0;
const { promise: done, resolve } = Promise.withResolvers();
client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
  requested += 1;
  if (card.cardId === "CARD-SHIPPED") await client.reportCardProduced({ cardId: card.cardId, reportData: { MIFARE_UID: "04A2B6C1" } });
});
client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload: { cardId } }) => {
  await client.reportShipped({ cardIds: [cardId], carrier: { trackingId: "EP123456789" } });
});
client.on("EXTERNAL_PRODUCTION_SHIPPED_OK", () => resolve());
await client.start();
for (const [cardId, shipmentId] of [["CARD-OPEN", "SHIP-1"], ["CARD-SHIPPED", "SHIP-2"]]) {
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId, shipmentId, expected: ["MIFARE_UID"] }));
}
await done;
await client.close();
await ledger.close();
await sandbox.close();
console.log("requested", requested);
`;

/** With the version that is being made, on the same file: what was shipped is, and what was requested can be reported. */
export const programAfter = `
import { ProductionPartnerClient } from "cardwright";
import { openSqliteLedger } from "cardwright/ledger";
import { ProductionPartnerSandbox } from "cardwright/sandbox";

const sandbox = await ProductionPartnerSandbox.start();
const ledger = await openSqliteLedger({ path: "orders.db" });
const client = new ProductionPartnerClient({ ...sandbox.partner, ledger });
client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
await client.start();
const before = await ledger.countCards();
const { sent } = await client.reportCardProduced({ cardId: "CARD-OPEN", reportData: { MIFARE_UID: "04A2B6C2" } });
await client.close();
await ledger.close();
await sandbox.close();
console.log(JSON.stringify({ before, sent }));
`;
