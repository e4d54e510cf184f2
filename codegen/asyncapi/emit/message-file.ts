import type { GeneratedFile } from "../../generated-file.ts";
import { type RuntimeOptions, runtimeImport } from "../../runtime-import.ts";
import type { Message } from "../model/contract.ts";
import type { SchemaTree } from "../model/schema.ts";
import { tolerant } from "../model/tolerant.ts";
import { comment } from "./doc-comment.ts";
import { renderDeclarations } from "./modelina.ts";
import { TypeWriter } from "./types.ts";

/** Name of the type that may arrive: that of what may be sent, when no list of values makes a difference. */
export function tolerantName(message: Message): string {
  const names = differing(message.payload, tolerant(message.payload));
  return names.has(message.payload.root) ? `Tolerant${message.typeName}` : message.typeName;
}

/** Returns a message's module: its types, and a validator for sending and one for receiving. */
export async function messageModule(message: Message, options: RuntimeOptions): Promise<GeneratedFile> {
  const { type, payload, typeName, fileName } = message;
  const lenient = tolerant(payload);
  const open = differing(payload, lenient);
  const strictTypes = new TypeWriter(payload);
  const tolerantTypes = new TypeWriter(lenient, (name) => (open.has(name) ? `Tolerant${name}` : name));
  const declarations = await renderDeclarations(
    [...payload.definitions.keys()].flatMap((name) => [
      ...strictTypes.declarations(name),
      ...(open.has(name) ? tolerantTypes.declarations(name) : []),
    ]),
  );
  const usesJsonValue = declarations.some((declaration) => /\bJsonValue\b/.test(declaration));
  const path = `messages/${fileName}.gen.ts`;
  const names = [...(usesJsonValue ? ["type JsonValue"] : []), "type Validator", "validator"];
  const text = [
    `import { ${names.join(", ")} } from "${runtimeImport("validation", path, options)}";`,
    `import { strict, tolerant } from "../validators/${fileName}.gen.ts";`,
    "",
    ...declarations,
    validatorConstant({
      doc: `Checks \`${type}\` before it is sent: what the contract does not name is refused.`,
      name: `validate${typeName}`,
      typeName,
      check: "strict",
    }),
    validatorConstant({
      doc: `Checks \`${type}\` that has arrived: properties and listed values that the contract does not name pass and are kept.`,
      name: `validateTolerant${typeName}`,
      typeName: tolerantName(message),
      check: "tolerant",
    }),
  ].join("\n");
  return { path, text };
}

function validatorConstant(constant: { doc: string; name: string; typeName: string; check: string }): string {
  const { doc, name, typeName, check } = constant;
  return `${comment([doc])}export const ${name}: Validator<${typeName}> =\n  /* @__PURE__ */ validator<${typeName}>(${check});\n`;
}

/** Definitions whose tolerant type is another, by their own words or by what they refer to. */
function differing(strict: SchemaTree, lenient: SchemaTree): ReadonlySet<string> {
  const text = (tree: SchemaTree, changed: ReadonlySet<string>, name: string) => {
    const types = new TypeWriter(tree, (each) => (changed.has(each) && tree === lenient ? `Tolerant${each}` : each));
    return JSON.stringify(types.declarations(name));
  };
  const changed = new Set<string>();
  for (let before = -1; before !== changed.size; ) {
    before = changed.size;
    for (const name of strict.definitions.keys()) {
      if (!changed.has(name) && text(strict, changed, name) !== text(lenient, changed, name)) changed.add(name);
    }
  }
  return changed;
}
