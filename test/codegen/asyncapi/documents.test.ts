import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { generateFromAsyncApi } from "../../../codegen/asyncapi/index.ts";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import type { GeneratedFile } from "../../../codegen/generated-file.ts";
import { writeFiles } from "../../../codegen/output.ts";
import { typeErrors } from "./support/type-check.ts";

const folder = "test/codegen/asyncapi/documents";
const refused: { readonly [name: string]: RegExp } = {
  "avro.yaml":
    /^test\/.*avro\.yaml:4:95 .*schemaFormat\n {2}Schemas of format application\/vnd\.apache\.avro.*\n {2}Remedy: /,
  "network.yaml":
    /^test\/.*network\.yaml:4:72 .*\$ref\n {2}The reference https:.* leads to the network\n {2}Remedy: Save the file/,
};
const names = readdirSync(folder).filter((name) => /\.(?:yaml|json)$/.test(name));
const read = (name: string) => ({ path: `${folder}/${name}`, text: readFileSync(join(folder, name), "utf8") });
const scratch = mkdtempSync(join(tmpdir(), "cardwright-codegen-"));
const generated = new Map<string, readonly GeneratedFile[]>();
afterAll(() => rmSync(scratch, { recursive: true }));

describe("documents of the kinds that the AsyncAPI specification shows", () => {
  test.each(names.filter((name) => refused[name]))("refuses %s with place, reason and remedy", async (name) => {
    await expect(generateFromAsyncApi(read(name))).rejects.toThrow(refused[name]);
  });

  test.each(names.filter((name) => !refused[name]))("generates %s", async (name) => {
    const files = await generateFromAsyncApi(read(name));
    generated.set(name, files);
    if (name === "hostile.yaml") expect(await generateFromAsyncApi(read(name))).toEqual(files);
    expect(
      files.filter(({ text }) =>
        /\brequire\(|\bany\b(?=[;,)\]>])/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"|\/\*[\s\S]*?\*\//g, '""')),
      ),
    ).toEqual([]);
  });

  test("what is generated type-checks under every strict flag", () => {
    const files = [...generated].flatMap(([name, all]) =>
      all.map(({ path, text }) => [`/${name}/${path}`, text] as const),
    );
    const errors = typeErrors(Object.fromEntries([["/package.json", '{ "type": "module" }'], ...files]));
    expect(Object.entries(errors).flatMap(([file, found]) => [...found].map((error) => [file, ...error]))).toEqual([]);
  });

  test("what is generated runs without ajv or anything else installed", async () => {
    const results: unknown[] = [];
    for (const [name, files] of generated) {
      await writeFiles(join(scratch, name), files);
      const { messageTable } = await import(pathToFileURL(join(scratch, name, "index.gen.ts")).href);
      for (const { type, strict, tolerant } of Object.values<Entry>(messageTable)) {
        results.push([name, type, strict(undefined).valid, tolerant(undefined).valid]);
      }
    }
    expect(results.length).toBeGreaterThan(30);
  });
});

interface Entry {
  readonly type: string;
  readonly strict: (value: unknown) => { readonly valid: boolean };
  readonly tolerant: (value: unknown) => { readonly valid: boolean };
}

describe("what is read from them", () => {
  const summary = async (name: string) =>
    (await readAsyncApi(read(name))).messages.map(({ type, direction, operations }) => [
      type,
      direction,
      operations.map(({ id }) => id).join(" "),
    ]);

  test("a message on several channels is one message, and directions are seen from the other side", async () => {
    expect(await summary("streetlights.yaml")).toEqual([
      ["lightMeasured", "send", "receiveMeasured"],
      ["turnOnOff", "receive", "turnOn turnOff"],
    ]);
  });

  test("a reply travels the other way than its request", async () => {
    expect(await summary("request-reply.yaml")).toEqual([
      ["ping", "send", "receivePing"],
      ["pong", "receive", "receivePing.reply"],
      ["heartbeat", "receive", "sendHeartbeat"],
      ["subscribe", "send", "receiveSubscribe"],
      ["subscriptionStatus", "receive", "receiveSubscribe.reply"],
      ["currencyInfo", "receive", "receiveSubscribe.reply"],
      ["add", "receive", "ask"],
      ["sum", "send", "ask.reply"],
    ]);
  });

  test("AsyncAPI 2: publish is received by the described application, subscribe is sent", async () => {
    expect(await summary("social.yaml")).toEqual([
      ["commentLiked", "receive", "comment/liked.subscribe"],
      ["likeComment", "send", "onLike"],
      ["commentChanged", "send", "comment/{commentId}/changed.publish"],
      ["failureMessage", "both", "errors.publish errors.subscribe"],
      ["REFUSAL", "send", "errors.publish"],
      ["tellInline", "receive", "tellInline"],
    ]);
  });

  test("headers, also from traits, and correlation ids stay in the model", async () => {
    const [measured] = (await readAsyncApi(read("streetlights.yaml"))).messages;
    expect([
      ...(measured?.headers?.definitions.get("LightMeasuredHeaders")?.properties?.["my-app-header"]?.type ?? []),
    ]).toEqual(["integer"]);
    const [ping] = (await readAsyncApi(read("request-reply.yaml"))).messages;
    expect(ping?.correlationId).toEqual({ location: "$message.payload#/reqid" });
  });

  const contractOf = (text: string) => readAsyncApi({ path: "contract.yaml", text });

  test("a message's own headers are merged with those of its traits; who wins depends on the version", async () => {
    const message = `{ payload: { type: string }, headers: { type: object, properties: { a: { type: string } } },
      traits: [{ headers: { required: [b], properties: { a: { type: integer }, b: { type: string } } } }] }`;
    const documents = [
      `{ asyncapi: 2.6.0, info: { title: T, version: "1" }, channels: { c: { publish: { operationId: m, message: ${message} } } } }`,
      `{ asyncapi: 3.0.0, info: { title: T, version: "1" }, channels: { c: { address: c, messages: { m: ${message} } } },
        operations: { o: { action: send, channel: { $ref: "#/channels/c" } } } }`,
    ];
    const types: unknown[] = [];
    for (const document of documents) {
      const headers = (await contractOf(document)).messages[0]?.headers?.definitions.get("MHeaders");
      expect(headers?.required).toEqual(["b"]);
      types.push(Object.values(headers?.properties ?? {}).map(({ type }) => type?.[0]));
    }
    expect(types).toEqual([
      ["integer", "string"],
      ["string", "string"],
    ]);
  });

  test("AsyncAPI 2: nameless messages of one operation are known by their payloads' schemas, else by their position", async () => {
    const { messages } = await contractOf(`{ asyncapi: 2.6.0, info: { title: T, version: "1" },
      channels: { c: { subscribe: { operationId: tell, message: { oneOf: [{ payload: { $ref: "#/components/schemas/left" } }, { payload: { type: string } }] } } } },
      components: { schemas: { left: { type: string } } } }`);
    expect(messages.map(({ type }) => type)).toEqual(["left", "tell.2"]);
  });

  test("what excludes everything accepts nothing", async () => {
    const { messages } =
      await contractOf(`{ asyncapi: 2.6.0, info: { title: T, version: "1" }, channels: { c: { publish: { operationId: m,
      message: { payload: { type: object, properties: { a: { not: {} }, b: { not: false } } } } } } } }`);
    const { a, b } = messages[0]?.payload.definitions.get("M")?.properties ?? {};
    expect([a?.never, b?.never]).toEqual([true, undefined]);
  });
});
