import type { GeneratedFile } from "../../generated-file.ts";
import { type RuntimeOptions, runtimeImport } from "../../runtime-import.ts";
import type { Message } from "../model/contract.ts";
import { received } from "../model/received.ts";
import type { SchemaTree } from "../model/schema.ts";
import { comment, messageLines } from "./doc-comment.ts";
import { renderDeclarations } from "./modelina.ts";
import { TypeWriter } from "./types.ts";

/** Name of the type that may arrive: that of what may be sent, when neither a list of values nor a guess makes a difference. */
export function receivedName(message: Message): string {
  const names = differing(message.payload, received(message.payload));
  return names.has(message.payload.root) ? `Received${message.typeName}` : message.typeName;
}

/** Returns a message's module: its types, and a validator for sending and one for receiving. */
export async function messageModule(message: Message, options: RuntimeOptions): Promise<GeneratedFile> {
  const { type, payload, typeName, fileName } = message;
  const lenient = received(payload);
  const open = differing(payload, lenient);
  const strictTypes = new TypeWriter(payload);
  const receivedTypes = new TypeWriter(lenient, (name) => (open.has(name) ? `Received${name}` : name));
  const about = (name: string) => (name === payload.root ? messageLines(message) : []);
  const declarations = await renderDeclarations(
    [...payload.definitions.keys()].flatMap((name) => [
      ...strictTypes.declarations(name, about(name)),
      ...(open.has(name) ? receivedTypes.declarations(name, about(name)) : []),
    ]),
  );
  const usesJsonValue = declarations.some((declaration) => /\bJsonValue\b/.test(declaration));
  const path = `messages/${fileName}.gen.ts`;
  const names = [...(usesJsonValue ? ["type JsonValue"] : []), "receivedValidator", "type Validator", "validator"];
  const text = [
    `import { ${names.join(", ")} } from "${runtimeImport("validation", path, options)}";`,
    `import { strict, tolerant } from "../validators/${fileName}.gen.ts";`,
    "",
    ...declarations,
    validatorConstant({
      doc: `Checks \`${type}\` before it is sent: what the contract does not name is refused.`,
      name: `validate${typeName}`,
      typeName,
      maker: "validator",
      check: "strict",
    }),
    validatorConstant({
      doc: `Checks \`${type}\` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out.`,
      name: `validateReceived${typeName}`,
      typeName: receivedName(message),
      maker: "receivedValidator",
      check: "tolerant",
    }),
  ].join("\n");
  return { path, text };
}

interface ValidatorConstant {
  readonly doc: string;
  readonly name: string;
  readonly typeName: string;
  /** The function of the runtime that makes a validator of a compiled check. */
  readonly maker: string;
  readonly check: string;
}

function validatorConstant({ doc, name, typeName, maker, check }: ValidatorConstant): string {
  return `${comment([doc])}export const ${name}: Validator<${typeName}> =\n  /* @__PURE__ */ ${maker}<${typeName}>(${check});\n`;
}

/** Definitions whose received type is another, by their own words or by what they refer to. Comments make no difference. */
function differing(strict: SchemaTree, lenient: SchemaTree): ReadonlySet<string> {
  const text = (tree: SchemaTree, changed: ReadonlySet<string>, name: string) => {
    const types = new TypeWriter(tree, (each) => (changed.has(each) && tree === lenient ? `Received${each}` : each));
    return JSON.stringify(types.declarations(name), (key, value) => (key === "doc" ? undefined : value));
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
