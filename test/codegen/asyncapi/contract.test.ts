import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { generateFromAsyncApi } from "../../../codegen/asyncapi/index.ts";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import { type MessageType, messageTable } from "../../../generated/index.gen.ts";

const path = "spec/production-partner.asyncapi.yaml";
const text = readFileSync(path, "utf8");

/** The generated files without their first lines, which name the specification's hash. */
async function publicApi(specification: string): Promise<ReadonlyMap<string, string>> {
  const files = await generateFromAsyncApi({ path, text: specification });
  return new Map(files.map((file) => [file.path, file.text.split("\n").slice(2).join("\n")]));
}

describe("the contract", () => {
  test("gives the committed files", async () => {
    for (const file of await generateFromAsyncApi({ path, text }, { runtime: "../src" }))
      expect(readFileSync(`generated/${file.path}`, "utf8") === file.text, file.path).toBe(true);
  });

  test("says of every field how sure it is", () => {
    const { components } = parseDocument(text).toJS() as { components: { schemas: Record<string, FieldSchema> } };
    const unmarked: string[] = [];
    const visit = (schema: FieldSchema, where: string) => {
      if (schema.$ref === undefined && !["seen", "inferred", "assumed"].includes(schema["x-provenance"] ?? ""))
        unmarked.push(where);
      for (const [name, property] of Object.entries(schema.properties ?? {})) visit(property, `${where}.${name}`);
    };
    for (const [name, schema] of Object.entries(components.schemas)) visit(schema, name);
    expect(unmarked).toEqual([]);
  });

  test("shows examples that its own validators accept", async () => {
    const { messages } = await readAsyncApi({ path, text });
    for (const { type, examples } of messages) {
      expect(examples.length).toBeGreaterThan(0);
      for (const { payload } of examples)
        expect(messageTable[type as MessageType].strict(payload)).toEqual({ valid: true, value: payload });
    }
  });

  test("directions are the partner's", () => {
    expect(Object.values(messageTable).map(({ type, direction }) => `${type} ${direction}`)).toEqual([
      "EXTERNAL_PRODUCTION_REQUEST_SENT receive",
      "EXTERNAL_PRODUCTION_CARD_PRODUCED send",
      "EXTERNAL_PRODUCTION_REPORT_OK receive",
      "EXTERNAL_PRODUCTION_SHIPPED send",
      "EXTERNAL_PRODUCTION_SHIPPED_OK receive",
      "EXTERNAL_PRODUCTION_ERROR both",
    ]);
  });

  test("gives the same public API when only the channel address tells the message type", async () => {
    const document = parseDocument(text);
    // Every message key is idempotency-uuid, no message has a name, and messages stand inline in their channels.
    for (const [channel, message] of Object.entries((document.toJS() as Contract).components.messages)) {
      document.setIn(["channels", channel === "productionRequestSent" ? channel : channel, "messages"], {
        "idempotency-uuid": { ...message, name: undefined },
      });
    }
    document.deleteIn(["components", "messages"]);
    expect(await publicApi(document.toString())).toEqual(await publicApi(text));
  });

  test("keeps the names that hand-written code uses when schemas are renamed, inlined and titled otherwise", async () => {
    const renamed = text
      .replaceAll("schemas/ExternalProductionData", "schemas/Order")
      .replace(
        "    ExternalProductionData:\n      title: ExternalProductionData",
        "    Order:\n      title: order data",
      )
      .replaceAll('schemas/Card"', 'schemas/card_v2"')
      .replace("\n    Card:\n", "\n    card_v2:\n");
    const index = (api: ReadonlyMap<string, string>) => api.get("index.gen.ts");
    expect(index(await publicApi(renamed))).toBe(index(await publicApi(text)));
  });

  test("loads neither ajv nor the Azure client with its messages", () => {
    const script = `import { registerHooks } from "node:module";
      registerHooks({ resolve(name, context, next) { if (/ajv|azure/.test(name)) throw new Error("loads " + name); return next(name, context); } });
      const { messageTable } = await import("./generated/index.gen.ts");
      console.log(messageTable.EXTERNAL_PRODUCTION_ERROR.strict({}).valid);`;
    expect(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" })).toBe("false\n");
  });
});

interface FieldSchema {
  readonly $ref?: string;
  readonly "x-provenance"?: string;
  readonly properties?: Record<string, FieldSchema>;
}

interface Contract {
  readonly components: { readonly messages: Record<string, object> };
}
