/**
 * The layers of the package, from the bottom up. Each may import itself and what stands below it, never what stands above.
 * Keep in step with "Layout" in CONTRIBUTING.md.
 */
const pure = ["errors", "messages", "orders", "numbering"];
const only = (folder, allowed, comment) => ({
  name: `layer-${folder}`,
  severity: "error",
  comment,
  from: { path: `^src/${folder}/` },
  to: { path: "^(src|codegen|test)/", pathNot: `^src/(${[folder, ...allowed].join("|")})/` },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "generated-stands-alone",
      severity: "error",
      comment: "Generated code is machine output: it imports nothing of ours.",
      from: { path: "^generated/" },
      to: { path: "^(src|codegen|test)/" },
    },
    only("errors", [], "errors know only the generated tables"),
    only("messages", ["errors"], "messages know no queue"),
    only("orders", ["errors", "messages"], "order rules are pure functions"),
    only("numbering", ["errors", "database"], "numbering is pure but for the allocation of numbers"),
    only("card-series", pure, "batch files stand on the pure layers"),
    only("database", ["errors"], "databases know nothing of cards"),
    only("ledger", [...pure, "database", "card-series"], "the ledger stores what the pure layers decide"),
    only("telemetry", pure, "telemetry describes the pure layers"),
    only("client", [...pure, "ledger", "telemetry"], "the client never imports the sandbox"),
    {
      name: "pure-layers-do-no-io",
      severity: "error",
      from: { path: `^src/(${pure.join("|")})/`, pathNot: "^src/numbering/allocation/" },
      to: { dependencyTypes: ["core", "npm", "npm-peer", "npm-optional"], pathNot: "^(node:)?crypto$" },
    },
    {
      name: "src-never-imports-development-code",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(codegen|test)/" },
    },
    {
      name: "no-development-dependencies-in-src",
      severity: "error",
      from: { path: "^(src|generated)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm", "npm-peer", "npm-optional"] },
    },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "^(dist|node_modules)/" },
  },
};
