import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { generateFromAsyncApi } from "../../../codegen/asyncapi/index.ts";
import type { Contract } from "../../../codegen/asyncapi/model/contract.ts";
import { type ReadOptions, readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import { documentContract } from "../../../codegen/contract-docs/index.ts";
import { SpecError } from "../../../codegen/problem.ts";
import { contractFrom } from "./support/read-contract.ts";

const head = 'info: { title: T, version: "1" }';

function readWhole(lines: readonly string[], options: ReadOptions = {}) {
  return readAsyncApi({ path: "contract.yaml", text: lines.join("\n") }, options);
}

const read = (lines: readonly string[], options: ReadOptions = {}) => contractFrom(lines.join("\n"), options);

async function refusal(reading: () => unknown) {
  const error = await new Promise((resolve) => resolve(reading())).catch((caught: unknown) => caught);
  if (!(error instanceof SpecError)) throw new Error(`not refused: ${JSON.stringify(error)}`);
  return error;
}

const messagesOf = (lines: readonly string[], options: ReadOptions = {}) =>
  read(lines, options).messages.map(({ type, direction }) => `${type} ${direction}`);
const saidOf = ({ warnings }: Contract) => warnings.map(({ pointer, message }) => `${pointer} ${message}`);
const warningsOf = (lines: readonly string[], options: ReadOptions = {}) => saidOf(read(lines, options));

/** An AsyncAPI 3 document with one message on each channel. */
function document(channels: { readonly [channel: string]: string }, operations: string, ...more: readonly string[]) {
  const listed = Object.entries(channels).map(
    ([name, message]) => `${name}: { address: ${name}, messages: { ${message} } }`,
  );
  return ["asyncapi: 3.0.0", head, `channels: { ${listed.join(", ")} }`, `operations: { ${operations} }`, ...more];
}

const send = (channel: string) => `send-${channel}: { action: send, channel: { $ref: '#/channels/${channel}' } }`;
const receive = (channel: string) => `take-${channel}: { action: receive, channel: { $ref: '#/channels/${channel}' } }`;

describe("whose document it is", () => {
  const lines = document(
    { ORDER: "order: { payload: {} }", DONE: "done: { payload: {} }" },
    `${send("ORDER")}, ${receive("DONE")}`,
  );

  test("one that the partner wrote is read from the other side", async () => {
    expect(messagesOf(lines)).toEqual(["ORDER receive", "DONE send"]);
    expect(messagesOf(lines, { perspective: "partner" })).toEqual(["ORDER send", "DONE receive"]);
    const v2 = [
      "asyncapi: 2.4.0",
      head,
      "channels: { ORDER: { publish: { message: { payload: {} } } }, DONE: { subscribe: { message: { payload: {} } } } }",
    ];
    expect(messagesOf(v2)).toEqual(["ORDER send", "DONE receive"]);
    expect(messagesOf(v2, { perspective: "partner" })).toEqual(["ORDER receive", "DONE send"]);
  });

  test("a hint is given when all directions are the other way than in the contract in use", async () => {
    const knownDirections = { ORDER: "send", DONE: "receive", OTHER: "send" } as const;
    const { warnings } = read(lines, { knownDirections });
    expect(warnings).toEqual([
      expect.objectContaining({
        message: "All 2 messages that the contract in use knows too travel the other way in this document",
        remedy: "If the partner's side wrote it, read it with --perspective partner.",
      }),
    ]);
    expect(warningsOf(lines, { knownDirections, perspective: "partner" })).toEqual([]);
    expect(warningsOf(lines, { knownDirections: { ORDER: "send", DONE: "send" } })).toEqual([]);
    expect(warningsOf(lines, { knownDirections: { ORDER: "both" } })).toEqual([]);
  });
});

describe("faults that no message depends on", () => {
  test("are warnings with place and remedy, in AsyncAPI 3", async () => {
    const { warnings, messages } = await readWhole([
      "asyncapi: 3.1.0",
      'info: { title: T, version: "1", contact: { email: nobody }, license: {} }',
      "servers: { one: { host: h, protocol: amqps, security: [{ none: [] }] }, two: { $ref: 'https://gone.invalid/server.json' } }",
      "channels:",
      "  'orders/{id}':",
      "    address: orders",
      "    description: null",
      "    parameters: { id: {}, more: {} }",
      "    messages: { order: { title: 5, examples: [{ payload: {} }, { nothing: 1 }], tags: [{}], payload: { description: null } } }",
      "operations: { o: { action: send, channel: { $ref: '#/channels/orders~1{id}' }, security: [{}], tags: 1 } }",
      "components:",
      "  schemas: { Unused: { type: nothing } }",
      "  messages: { Unused: { payload: { minLength: -1 } } }",
      "  securitySchemes: { s: { type: none } }",
    ]);
    expect(messages.map(({ title }) => title)).toEqual(["order"]);
    const places = warnings.map(({ pointer }) => pointer);
    for (const pointer of [
      "/info/contact/email",
      "/info/license",
      "/servers/two/$ref",
      // The parser does not find its way to names with a slash.
      "/channels",
      "/channels/orders~1{id}/parameters/more",
      "/channels/orders~1{id}/messages/order/examples/1",
      "/channels/orders~1{id}/messages/order/payload/description",
      "/operations/o/tags",
      "/components/schemas/Unused/type",
      "/components/securitySchemes/s/type",
    ])
      expect(places).toContain(pointer);
    for (const warning of warnings)
      expect(warning).toMatchObject({
        file: "contract.yaml",
        line: expect.any(Number),
        remedy: expect.stringMatching(/\.$/),
      });
  });

  test("are warnings in AsyncAPI 2", async () => {
    const places = (
      await readWhole([
        "asyncapi: 2.6.0",
        "info: { title: T, version: 1 }",
        "tags: none",
        "channels:",
        "  'orders/{id}':",
        "    parameters: { id: { schema: { type: string } }, more: { schema: { type: string } } }",
        "    publish: { operationId: o, security: [{ none: [] }], message: { name: order, description: null, payload: { type: string, example: 1, xml: {} } } }",
        "components: { schemas: { Unused: { $ref: '#/nowhere' } } }",
      ])
    ).warnings.map(({ pointer }) => pointer);
    const message = "/channels/orders~1{id}/publish/message";
    for (const pointer of [
      "/info/version",
      "/tags",
      "/channels/orders~1{id}/parameters/more",
      "/channels/orders~1{id}/publish/security/0/none",
      `${message}/description`,
      `${message}/payload/xml`,
    ])
      expect(places).toContain(pointer);
  });

  test("words of other formats are warned of once each, with the number of places", async () => {
    const schema = "{ type: object, properties: { a: { xml: { name: A } }, b: { xml: { name: B } }, c: { xml: {} } } }";
    const lines = document({ A: `a: { payload: ${schema} }` }, send("A"));
    expect(warningsOf(lines)).toEqual([
      "/channels/A/messages/a/payload/properties/a/xml xml has no meaning for JSON and is left out (and in 2 other places)",
    ]);
  });

  test("what a component that is used says wrong is no warning", async () => {
    const lines = document(
      { A: "a: { payload: { $ref: '#/components/schemas/Used' } }" },
      send("A"),
      "components: { schemas: { Used: { type: object, properties: { x: { type: text } } } } }",
    );
    expect((await refusal(() => readWhole(lines))).problems.map(({ pointer }) => pointer)).toEqual([
      "/components/schemas/Used/properties/x/type",
    ]);
  });
});

describe("messages that are told apart badly", () => {
  test("one key on two channels is two messages", async () => {
    const lines = document(
      { orders: "subscribe: { payload: { type: string } }", bills: "subscribe: { payload: { type: integer } }" },
      `${send("orders")}, ${send("bills")}`,
    );
    expect(messagesOf(lines)).toEqual(["orders.subscribe receive", "bills.subscribe receive"]);
    expect(warningsOf(lines)).toEqual([
      "/channels/orders/messages/subscribe subscribe is the name of several messages: the type of this one is orders.subscribe",
      "/channels/bills/messages/subscribe subscribe is the name of several messages: the type of this one is bills.subscribe",
    ]);
  });

  test("the same key and the same content is one message", async () => {
    const lines = document(
      { orders: "m: { payload: { type: string } }", bills: "m: { payload: { type: string } }" },
      `${send("orders")}, ${receive("bills")}`,
    );
    expect(messagesOf(lines)).toEqual(["m both"]);
    expect(warningsOf(lines)).toEqual([]);
  });

  test("messages of one name have their keys as types", async () => {
    const lines = document(
      { c: "one: { name: event, payload: { type: string } }, two: { name: event, payload: { type: integer } }" },
      send("c"),
    );
    expect(messagesOf(lines)).toEqual(["one receive", "two receive"]);
  });

  test("AsyncAPI 2: two nameless messages of one operation id", async () => {
    const operation = (type: string) => `{ operationId: o, message: { payload: { type: ${type} } } }`;
    const lines = [
      "asyncapi: 2.0.0",
      head,
      `channels: { c: { publish: ${operation("string")}, subscribe: ${operation("integer")} } }`,
    ];
    expect(messagesOf(lines)).toEqual(["c.publish send", "c.subscribe receive"]);
  });

  test("a message's name is a word for machines: its title is its own or its type", async () => {
    const lines = document(
      { ORDER_SENT: "idempotency-uuid: { name: idempotency-uuid, payload: {} }", b: "b: { title: Bill, payload: {} }" },
      `${send("ORDER_SENT")}, ${send("b")}`,
    );
    expect(read(lines).messages.map(({ type, title }) => `${type}: ${title}`)).toEqual([
      "ORDER_SENT: ORDER_SENT",
      "b: Bill",
    ]);
  });
});

describe("messages without an operation", () => {
  const lines = document({ A: "a: { payload: {} }", B: "b: { payload: {} }" }, "");

  test("are refused, all at once, with the option that says their direction", async () => {
    const { problems } = await refusal(() => read(lines));
    expect(problems.map(({ message }) => message)).toEqual([
      "No operation sends or receives the message A, so its direction is unknown",
      "No operation sends or receives the message B, so its direction is unknown",
    ]);
    expect(problems[0]?.remedy).toContain("--direction a=send");
  });

  test("travel as the options say: by key, type, pointer or all", async () => {
    expect(messagesOf(lines, { directions: { a: "send", B: "receive" } })).toEqual(["A send", "B receive"]);
    expect(messagesOf(lines, { directions: { "/channels/A/messages/a": "both", "*": "send" } })).toEqual([
      "A both",
      "B send",
    ]);
  });

  test("travel as in the contract in use, with a warning", async () => {
    expect(messagesOf(lines, { knownDirections: { A: "send", B: "both" } })).toEqual(["A send", "B both"]);
    expect(warningsOf(lines, { knownDirections: { A: "send", B: "both" } })).toEqual([
      "/channels/A/messages/a No operation sends or receives the message A: it is taken to travel as in the contract in use (the partner sends it)",
      "/channels/B/messages/b No operation sends or receives the message B: it is taken to travel as in the contract in use (it goes both ways)",
    ]);
  });

  test("travel as the others of their channel, with a warning", async () => {
    const forgotten = document(
      { c: "m: { payload: {} }, n: { payload: { type: string } }" },
      "o: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/m' }] }",
    );
    expect(messagesOf(forgotten)).toEqual(["m receive", "n receive"]);
    expect(warningsOf(forgotten)).toEqual([
      "/channels/c/messages/n No operation sends or receives the message n: it is taken to travel as the other messages of its channel (the partner receives it)",
    ]);
  });

  test("a direction for a message that is not there is refused", async () => {
    const [problem] = (await refusal(() => read(lines, { directions: { "*": "send", c: "send" } }))).problems;
    expect(problem).toMatchObject({
      message: "A direction is given for c, which is no message of the document",
      remedy: "Name one of a, b.",
    });
  });

  test("a direction for a message that has an operation changes nothing", async () => {
    const told = document({ A: "a: { payload: {} }" }, send("A"));
    expect(messagesOf(told, { directions: { a: "send" } })).toEqual(["A receive"]);
    expect(warningsOf(told, { directions: { a: "send" } })).toEqual([
      "/channels/A/messages/a The direction given for a has no effect: operations of the document tell it",
    ]);
  });
});

describe("references into the network", () => {
  const folder = mkdtempSync(join(tmpdir(), "cardwright-refs-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "cards"));
  writeFileSync(
    join(folder, "cards/card.json"),
    '{ "Card": { "type": "object", "properties": { "id": { "$ref": "../ids.yaml#/Id" } } } }',
  );
  writeFileSync(join(folder, "ids.yaml"), "Id: { type: string, minLength: 3 }");
  const base = "https://schemas.invalid/v1";
  const lines = document(
    { A: `a: { payload: { $ref: '${base}/cards/card.json#/Card' } }` },
    send("A"),
    `servers: { s: { $ref: '${base}/servers.json#/s' } }`,
  );

  test("are read from the files that are given for them, also by what is in those files", async () => {
    const refs = {
      [`${base}/cards/card.json`]: join(folder, "cards/card.json"),
      [`${base}/ids.yaml`]: join(folder, "ids.yaml"),
    };
    const [message] = read(lines, { refs }).messages;
    expect(message?.payload.definitions.get("Id")).toMatchObject({ type: ["string"], limits: { minLength: 3 } });
    const [same] = read(lines, { refs: { [`${base}/`]: folder } }).messages;
    expect(same?.payload).toEqual(message?.payload);
  });

  test("are refused at the reference where no file is given, save that of a server", async () => {
    const { problems } = await refusal(() => read(lines));
    expect(problems).toEqual([
      expect.objectContaining({
        pointer: "/channels/A/messages/a/payload/$ref",
        message: `The reference ${base}/cards/card.json#/Card leads to the network`,
        remedy: expect.stringContaining(`--ref ${base}/cards/card.json=FILE`),
      }),
    ]);
    const { warnings, servers } = await readWhole(lines, { accept: ["/channels/A/messages/a/payload"] });
    expect(servers).toEqual([]);
    expect(warnings.map(({ pointer }) => pointer)).toEqual(["/channels/A/messages/a/payload/$ref", "/servers/s/$ref"]);
  });

  test("in parts that are not read are told of", async () => {
    const elsewhere = document({ A: "a: { payload: {}, bindings: { $ref: 'https://b.invalid/b' } }" }, send("A"));
    expect(saidOf(await readWhole(elsewhere))).toEqual([
      "/channels/A/messages/a/bindings/$ref The reference https://b.invalid/b leads to the network and is not read",
    ]);
  });
});

describe("a discriminator", () => {
  const documentOf = (schemas: string, payload: string) =>
    document({ A: `a: { payload: ${payload} }` }, send("A"), `components: { schemas: { ${schemas} } }`);
  const base = "Base: { type: object, discriminator: kind, required: [kind], properties: { kind: { type: string } } }";
  const tells = async (lines: readonly string[], definition: string) => {
    const [message] = read(lines).messages;
    const parts = message?.payload.definitions.get(definition)?.allOf ?? [];
    return parts.flatMap(({ properties }) => properties?.["kind"]?.const?.value ?? properties?.["kind"]?.enum ?? []);
  };

  test("tells a schema with a name by that name", async () => {
    const schemas = `${base}, Cat: { allOf: [{ $ref: '#/components/schemas/Base' }] }`;
    expect(await tells(documentOf(schemas, "{ $ref: '#/components/schemas/Cat' }"), "A")).toEqual(["Cat"]);
  });

  test("tells nothing of a schema that is written where it is used: the key there is no name", async () => {
    const inherits = "{ allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { q: { type: string } } }] }";
    expect(await tells(documentOf(base, inherits), "A")).toEqual([]);
    const property = `{ type: object, properties: { pet: ${inherits} } }`;
    expect(await tells(documentOf(base, property), "A")).toEqual([]);
    const branches = `{ oneOf: [${inherits}, { type: string }] }`;
    expect(await tells(documentOf(base, branches), "A")).toEqual([]);
  });

  test("tells a schema from which others inherit by their names too", async () => {
    const schemas = `${base}, Cat: { allOf: [{ $ref: '#/components/schemas/Base' }] }, Lion: { allOf: [{ $ref: '#/components/schemas/Cat' }] }`;
    const lines = documentOf(schemas, "{ $ref: '#/components/schemas/Lion' }");
    expect(await tells(lines, "Cat")).toEqual(["Cat", "Lion"]);
    expect(await tells(lines, "A")).toEqual(["Lion"]);
  });

  test("is left to a schema that says its value itself, and to those that inherit from it", async () => {
    const schemas = `${base}, Cat: { allOf: [{ $ref: '#/components/schemas/Base' }], properties: { kind: { const: cat } } }, Lion: { allOf: [{ $ref: '#/components/schemas/Cat' }] }`;
    expect(await tells(documentOf(schemas, "{ $ref: '#/components/schemas/Lion' }"), "A")).toEqual([]);
  });

  test("that lists other values than the names is warned of, and every listed value passes", async () => {
    const schemas = `${base.replace("{ type: string }", "{ enum: [cat, dog] }")}, Cat: { allOf: [{ $ref: '#/components/schemas/Base' }] }`;
    const lines = documentOf(schemas, "{ $ref: '#/components/schemas/Cat' }");
    expect(await tells(lines, "A")).toEqual([]);
    expect(warningsOf(lines)).toEqual([
      "/components/schemas/Cat kind, which tells the schemas that inherit from Base apart, does not list Cat",
    ]);
  });
});

describe("schemas that refer to each other twice, 22 levels deep", () => {
  const bomb = (schemaAt: (next: string) => string) => {
    const schemas = Array.from(
      { length: 22 },
      (_, at) => `S${at}: ${schemaAt(`{ $ref: '#/components/schemas/S${at + 1}' }`)}`,
    );
    const lines = document(
      { A: "a: { payload: { $ref: '#/components/schemas/S0' } }" },
      send("A"),
      `components: { schemas: { ${schemas.join(", ")}, S22: { type: object, properties: { z: { type: integer } } } } }`,
    );
    return { path: "contract.yaml", text: lines.join("\n") };
  };

  test.each([
    ["as properties", bomb((next) => `{ type: object, properties: { l: ${next}, r: ${next} } }`)],
    ["as parts", bomb((next) => `{ allOf: [${next}, ${next}] }`)],
    [
      "as alternatives",
      bomb((next) => `{ anyOf: [{ properties: { a: ${next} } }, { required: [b], properties: { b: ${next} } }] }`),
    ],
  ])(
    "%s give code and pages of a size that one can live with",
    async (_, source) => {
      const files = [...(await generateFromAsyncApi(source)), ...(await documentContract(source))];
      expect(Math.max(...files.map(({ text }) => text.length))).toBeLessThan(250_000);
    },
    20_000,
  );
});
