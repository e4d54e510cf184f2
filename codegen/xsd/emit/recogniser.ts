import { emitBranches } from "./branch-tree.ts";
import { emitBuilder } from "./builder.ts";
import type { NameMatching } from "./name-matching.ts";
import { RecogniserEmitter } from "./recogniser-emitter.ts";
import { helperFunctions } from "./recogniser-helpers.ts";
import type { RecordPlan } from "./record-plan.ts";

/** Writes the body of a recogniser: functions that read one record from bytes as the schema says it is usually written. */
export function emitRecogniser(plan: RecordPlan, names: NameMatching, typeName: string): string {
  plan.layOut();
  const emitter = new RecogniserEmitter(plan, names);
  const readers = plan.records.map(({ type, name }) => emitter.complexType(type, name, { owner: type, path: "" }));
  const builder = emitBuilder(plan, emitter.constants);
  const sizes = plan.records.map(({ type }) => plan.frameSize(type));
  const hasFrames = emitter.usesFrames || plan.records.some(({ type }) => plan.isShared(type));
  const starts = names.starts(plan.records.map(({ name }) => name));
  const code = [...emitter.functions, ...builder.functions];
  const hasKinds = plan.records.some(({ kind }) => kind !== undefined);
  const records = plan.records.map(({ type, name, kind }, i) => {
    const { name: read = "", rest = "" } = readers[i] ?? {};
    const base = plan.isShared(type) ? ", 0" : "";
    const opening = names.open(name, rest);
    const { at, text } = names.start(name);
    return {
      place: kind?.place ?? 0,
      build: `${builder.names[i]}(bytes, bytes.toString("latin1", at, end), at${base}) as unknown as ${typeName}`,
      reset: [
        `for (let i = 0; i < ${sizes[i]}; i++) slots[i] = -1;`,
        ...(hasFrames ? [`position[2] = ${sizes[i]};`] : []),
      ],
      read: `${read}(bytes, view, ${opening.length}${base})`,
      opening: { at, text: text + rest, test: opening.test },
    };
  });
  const [only] = records;
  const accept =
    only !== undefined && !hasKinds
      ? [...only.reset, ...starts, `return ${only.opening.test} ? ${only.read} : -1;`]
      : [
          ...starts,
          ...emitBranches(
            records.map(({ place, reset, read, opening }) => ({
              ...opening,
              lines: [`kind = ${place};`, ...reset, `return ${read};`],
            })),
          ),
          "return -1;",
        ];
  const build = hasKinds
    ? `build(bytes, at, end) {
      switch (kind) {
${records
  .slice(1)
  .map(({ place, build: made }) => `        case ${place}:\n          return ${made};\n`)
  .join("")}        default:
          return ${only?.build};
      }
    },`
    : `build: (bytes, at, end) => ${only?.build},`;
  const body = [
    emitter.constants.toString(),
    names.declarations,
    `const slots = new Int32Array(${hasFrames ? Math.max(maxSlots, Math.max(...sizes) * 4) : Math.max(...sizes)});`,
    "/** The number of line ends in the record, the start of its last line, the first free slot, and how deep it is nested. */\nconst position = new Int32Array(4);",
    ...(hasKinds ? ["/** The kind of the record that was read last. */\nlet kind = 0;"] : []),
    ...(builder.usesOrder ? ["/** The usual order of children. */\nlet order: ChildOrder | undefined;"] : []),
    helperFunctions(code),
    code.join("\n\n"),
    `return (${names.isDynamic ? "prefixes" : ""}) => {
${names.isDynamic ? "  const prefixBytes = prefixBytesOf(namespaces, prefixes);\n" : ""}  return {
    position,
    depth: ${plan.depth.levels},
    attributes: ${plan.attributes},
${hasKinds ? "    kind: () => kind,\n" : ""}    accept(bytes, view, at) {
${names.setUp.map((line) => `      ${line}\n`).join("")}      position[0] = 0;${hasFrames ? "\n      position[3] = 0;" : ""}
${accept.map((line) => `      ${line}\n`).join("")}    },
    // Every field was checked against its type, so the object has the type of a record.
    ${build}
  };
};`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
  // Bundlers turn constants of a module into variables, which compiled code must read every time. Constants of a
  // function stay constants.
  return `/** Makes a recogniser for usual records; see \`Recogniser\`. */
export const createRecogniser: (prefixes?: Prefixes) => Recogniser<${typeName}> = /* @__PURE__ */ (() => {
${body.replace(/^(?=.)/gm, "  ")}
})();`;
}

/** Room for the frames of a record: enough for thousands of elements. */
const maxSlots = 1 << 16;
