import { emitBuilder } from "./builder.ts";
import type { NameMatching } from "./name-matching.ts";
import { RecogniserEmitter } from "./recogniser-emitter.ts";
import { helperFunctions } from "./recogniser-helpers.ts";
import type { RecordPlan } from "./record-plan.ts";

/** Writes the body of a recogniser: functions that read one record from bytes as the schema says it is usually written. */
export function emitRecogniser(plan: RecordPlan, names: NameMatching): string {
  plan.layOut();
  const emitter = new RecogniserEmitter(plan, names);
  const { record } = plan;
  const isShared = plan.isShared(record.type);
  const { name, rest } = emitter.complexType(record.type, record.name, { owner: record.type, path: "" });
  const builder = emitBuilder(plan, emitter.constants);
  const { levels } = plan.depth;
  const size = plan.frameSize(record.type);
  const hasFrames = emitter.usesFrames || isShared;
  const starts = names.starts([record.name]);
  const opening = names.open(record.name, rest);
  const code = [...emitter.functions, ...builder.functions];
  const body = [
    emitter.constants.toString(),
    names.declarations,
    `const slots = new Int32Array(${hasFrames ? Math.max(maxSlots, size * 4) : size});`,
    "/** The number of line ends in the record, the start of its last line, the first free slot, and how deep it is nested. */\nconst position = new Int32Array(4);",
    ...(builder.usesOrder ? ["/** The usual order of children. */\nlet order: ChildOrder | undefined;"] : []),
    helperFunctions(code),
    code.join("\n\n"),
    `return (${names.isDynamic ? "prefixes" : ""}) => {
${names.isDynamic ? "  const prefixBytes = prefixBytesOf(namespaces, prefixes);\n" : ""}  return {
    position,
    depth: ${levels},
    attributes: ${plan.attributes},
    accept(bytes, view, at) {
${names.setUp.map((line) => `      ${line}\n`).join("")}      for (let i = 0; i < ${size}; i++) slots[i] = -1;
      position[0] = 0;${hasFrames ? `\n      position[2] = ${size};\n      position[3] = 0;` : ""}
${starts.map((line) => `      ${line}\n`).join("")}      return ${opening.test} ? ${name}(bytes, view, ${opening.length}${isShared ? ", 0" : ""}) : -1;
    },
    // Every field was checked against its type, so the object has the type of a record.
    build: (bytes, at, end) => ${builder.name}(bytes, bytes.toString("latin1", at, end), at${isShared ? ", 0" : ""}) as unknown as ${record.typeName},
  };
};`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
  // Bundlers turn constants of a module into variables, which compiled code must read every time. Constants of a
  // function stay constants.
  return `/** Makes a recogniser for usual records; see \`Recogniser\`. */
export const createRecogniser: (prefixes?: Prefixes) => Recogniser<${record.typeName}> = /* @__PURE__ */ (() => {
${body.replace(/^(?=.)/gm, "  ")}
})();`;
}

/** Room for the frames of a record: enough for thousands of elements. */
const maxSlots = 1 << 16;
