/**
 * The layers of the house, from the bottom up. Each folder may import itself and what is listed, nothing else of ours.
 * Keep in step with "Layout" in docs/architecture.md.
 */
const layers = {
  // What knows no card.
  "src/errors": ["generated/error-codes"],
  "src/timing": ["src/errors"],
  "src/validation": ["src/errors"],
  "src/xml": ["src/errors", "src/timing"],
  "src/database": ["src/errors", "src/timing"],
  "src/telemetry": ["src/errors"],
  "src/service-bus": ["src/errors", "src/timing", "src/telemetry/[^/]+[.]ts"],
  // What the compilers emit stands on its runtimes.
  generated: ["src/validation", "src/xml"],
  // Two integrations, which never import each other.
  "src/production-partner/contract": ["generated", "src/(errors|validation)"],
  "src/production-partner/messages": ["generated", "src/errors", "src/production-partner/contract", "src/validation"],
  "src/production-partner/orders": ["src/production-partner/contract", "src/errors"],
  "src/production-partner/ledger": [
    "src/production-partner/(contract|messages|orders)",
    "src/(database|errors|timing)",
    "src/telemetry/[^/]+[.]ts",
  ],
  "src/production-partner/client": [
    "src/production-partner/(contract|messages|orders|ledger)",
    "src/(service-bus|database|errors|timing)",
    "src/telemetry/[^/]+[.]ts",
  ],
  "src/card-series-maintenance/contract": ["generated", "src/(xml|errors)"],
  "src/card-series-maintenance/file": ["generated", "src/card-series-maintenance/contract", "src/(xml|errors|timing)"],
  "src/card-series-maintenance/numbering": ["src/(database|errors|timing)"],
  "src/card-series-maintenance/jobs": [
    "src/card-series-maintenance/(contract|file|numbering)",
    "generated",
    "src/(xml|errors|timing)",
    "src/telemetry/[^/]+[.]ts",
  ],
  // On top.
  "src/sandbox/broker": ["src/(errors|timing)", "src/sandbox/event-stream"],
  "src/sandbox": ["src/(?!cli|conformance|console)", "generated", "spec"],
  // The page of a ledger stands on the sandbox's HTTP server.
  "src/console": ["src/production-partner/(ledger|client|orders)", "src/(errors|service-bus)", "src/sandbox/http"],
  "src/conformance": ["src/(?!cli)", "spec"],
  // The compilers are a bundle of their own, which the command line loads when it is asked to compile.
  "src/cli": ["src", "generated", "codegen/index"],
  // The compilers: document → plain model → files.
  "codegen/asyncapi/model": ["src/validation", "codegen/[^/]+[.]ts"],
  "codegen/asyncapi/read": ["codegen/asyncapi/model", "codegen/[^/]+[.]ts"],
  "codegen/asyncapi/emit": ["codegen/asyncapi/model", "codegen/[^/]+[.]ts"],
  "codegen/xsd/read": ["src/xml", "codegen/[^/]+[.]ts"],
  "codegen/xsd/compile": ["codegen/xsd/read", "src/xml", "codegen/[^/]+[.]ts"],
  "codegen/xsd/emit": ["codegen/xsd/(read|compile)", "src/xml", "codegen/[^/]+[.]ts"],
  codegen: ["src/(validation|xml)"],
  // The broker: a front that speaks AMQP, on an engine that knows no network.
  "src/sandbox/broker/engine": ["src/(errors|timing)", "src/sandbox/broker/[^/]+[.]ts"],
  "src/sandbox/broker/amqp": ["src/sandbox/broker/engine", "src/sandbox/broker/[^/]+[.]ts"],
  "src/sandbox/broker/security": ["src/sandbox/broker/[^/]+[.]ts"],
};

const ours = "^(src|codegen|generated|test|spec)/";
const layerRules = Object.entries(layers).map(([folder, allowed]) => ({
  name: `layer-${folder.replaceAll("/", "-")}`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: { path: ours, pathNot: `^(${[`${folder}/`, ...allowed].join("|")})` },
}));

/** Folders that decide and do no input or output. */
const pure = [
  "src/errors/",
  "src/validation/",
  "src/production-partner/(messages|orders)/",
  "src/card-series-maintenance/numbering/(?!allocation/)",
];

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    ...layerRules,
    {
      name: "pure-layers-do-no-io",
      severity: "error",
      from: { path: `^(${pure.join("|")})` },
      to: { dependencyTypes: ["core", "npm", "npm-peer", "npm-optional"], pathNot: "^(node:)?crypto$" },
    },
    {
      name: "no-development-dependencies-in-src",
      severity: "error",
      from: { path: "^(src|generated)/" },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["npm", "npm-peer", "npm-optional"],
        // Part of the bundle: see tsup.config.ts.
        pathNot: "node_modules/kysely/",
      },
    },
    {
      // It is an optional peer: everything else works without it.
      name: "opentelemetry-only-in-its-adapter",
      severity: "error",
      from: { path: "^(src|generated|codegen)/", pathNot: "^src/telemetry/opentelemetry/" },
      to: { path: "(^|/)@opentelemetry/|^src/telemetry/opentelemetry/" },
    },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    // Some packages have entries that only their exports name.
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
    exclude: { path: "^(dist|node_modules)/" },
  },
};
