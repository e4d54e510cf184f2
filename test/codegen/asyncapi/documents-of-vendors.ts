import { stringify } from "yaml";
import type { ReadOptions } from "../../../codegen/asyncapi/read-async-api.ts";

/** A document as a vendor would write it, with what its reader has to say to go on. */
export interface VendorDocument {
  readonly name: string;
  readonly text: string;
  readonly options?: ReadOptions;
  /**
   * What the validators have in common with Ajv on the document's own schemas: `both` ways; `sent`, when received messages are checked
   * for more (the names that a discriminator tells); `received`, when something was left out of the check.
   */
  readonly agrees: "both" | "sent" | "received";
  /** JSON Schema dialect of the keywords that it uses. */
  readonly dialect?: "2020-12";
  /** Pointers of what Ajv cannot compile either. */
  readonly without?: readonly string[];
}

interface Manner {
  /** Messages by key: what the described application sends, and what it takes. */
  readonly sends: { readonly [key: string]: object };
  readonly takes?: { readonly [key: string]: object };
  readonly schemas?: { readonly [name: string]: unknown };
  readonly options?: (at: (key: string) => string) => ReadOptions;
  readonly agrees?: VendorDocument["agrees"];
  readonly dialect?: VendorDocument["dialect"];
  readonly without?: (at: (key: string) => string) => readonly string[];
  readonly versions: readonly string[];
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  ...(required.length > 0 && { required }),
  properties,
});
const text = { type: "string" };

// How vendors write schemas, each in some of the versions that they use.
const manners: { readonly [name: string]: Manner } = {
  "flat fields in camelCase": {
    sends: {
      orderPlaced: {
        summary: "An order was placed",
        payload: object(
          {
            orderId: { type: "string", format: "uuid" },
            placedAt: { type: "string", format: "date-time", description: "When it was placed */ with an end" },
            quantity: { type: "integer", format: "int32", minimum: 1, maximum: 999 },
            amount: { type: "number", multipleOf: 0.01 },
          },
          ["orderId", "quantity"],
        ),
      },
    },
    versions: ["2.0.0", "2.3.0", "3.0.0"],
  },
  "snake_case with lists and null": {
    sends: {
      card_status_changed: {
        payload: object(
          {
            card_id: { type: "string", minLength: 1, maxLength: 32 },
            new_status: { type: "string", enum: ["ACTIVE", "BLOCKED", "it's over", 'quoted "twice"'] },
            reason: { type: ["string", "null"], maxLength: 100 },
            level: { enum: [1, 2, 3] },
          },
          ["card_id", "new_status"],
        ),
      },
    },
    takes: { ack: { payload: object({ card_id: text, ok: { type: "boolean" } }, ["card_id"]) } },
    versions: ["2.1.0", "2.6.0", "3.1.0"],
  },
  "schemas that inherit, told by name": {
    sends: { pet: { payload: { oneOf: [ref("Cat"), ref("Dog")] } } },
    schemas: {
      Pet: { ...object({ petType: text, name: text }, ["petType"]), discriminator: "petType" },
      Cat: { allOf: [ref("Pet"), object({ huntingSkill: { type: "string", enum: ["lazy", "clueless"] } })] },
      Dog: { allOf: [ref("Pet"), object({ packSize: { type: "integer", minimum: 0 } }, ["packSize"])] },
    },
    agrees: "sent",
    versions: ["2.2.0", "3.0.0"],
  },
  "a discriminator in a payload written inline": {
    sends: { updated: { payload: { allOf: [ref("Base"), object({ q: text })] } } },
    schemas: {
      Base: { ...object({ type: { type: "string", enum: ["updated", "removed"] } }, ["type"]), discriminator: "type" },
    },
    versions: ["2.5.0", "3.0.0"],
  },
  "events told apart by a constant": {
    sends: {
      event: {
        payload: {
          oneOf: [
            object({ kind: { const: "opened" }, by: text }, ["kind", "by"]),
            object({ kind: { const: "closed" }, at: { type: "string", format: "date" } }, ["kind"]),
            { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true },
          ],
        },
      },
    },
    versions: ["2.4.0", "3.1.0"],
  },
  "maps of every kind": {
    sends: {
      settings: {
        payload: object({
          labels: { type: "object", additionalProperties: { type: "string" } },
          scores: { type: "object", patternProperties: { "^score-": { type: "number" } } },
          anything: { type: "object" },
          open: { ...object({ a: text }), additionalProperties: true },
          closed: { ...object({ a: text }), additionalProperties: false },
          few: { type: "object", additionalProperties: { type: "integer" }, minProperties: 1, maxProperties: 2 },
        }),
      },
    },
    versions: ["2.0.0", "3.0.0"],
  },
  "schemas that refer to themselves": {
    sends: { tree: { payload: ref("Node") } },
    schemas: {
      Node: object({ name: text, parent: ref("Link"), children: { type: "array", items: ref("Node"), maxItems: 3 } }, [
        "name",
      ]),
      Link: { anyOf: [ref("Node"), { type: "null" }] },
    },
    versions: ["2.6.0", "3.1.0"],
  },
  "schemas that many share": {
    sends: { first: { payload: ref("Part0") }, second: { payload: { type: "array", items: ref("Part1") } } },
    schemas: Object.fromEntries(
      Array.from({ length: 18 }, (_, at) => [
        `Part${at}`,
        at === 17 ? object({ end: { type: "integer" } }) : object({ l: ref(`Part${at + 1}`), r: ref(`Part${at + 1}`) }),
      ]),
    ),
    versions: ["2.2.0", "3.0.0"],
  },
  "habits from OpenAPI": {
    sends: {
      customer: {
        payload: object(
          {
            name: { type: "string", nullable: true, example: "A", xml: { attribute: true } },
            address: { ...ref("Address"), description: "Where" },
            tags: { type: "array", items: text, nullable: true, externalDocs: { url: "https://a.example" } },
          },
          ["name"],
        ),
      },
    },
    schemas: { Address: { ...object({ city: text }), xml: { name: "adr" } } },
    options: (at) => ({ accept: ["name", "tags"].map((name) => `${at("customer")}/properties/${name}/nullable`) }),
    agrees: "received",
    versions: ["2.6.0", "3.0.0", "3.1.0"],
  },
  "habits from older drafts": {
    sends: {
      reading: {
        payload: object({
          value: { type: "number", minimum: 0, exclusiveMinimum: true },
          unit: { type: "string", required: true },
        }),
      },
    },
    options: (at) => ({
      accept: [`${at("reading")}/properties/value/exclusiveMinimum`, `${at("reading")}/properties/unit/required`],
    }),
    agrees: "received",
    without: (at) => [
      `${at("reading")}/properties/value/exclusiveMinimum`,
      `${at("reading")}/properties/unit/required`,
    ],
    versions: ["2.1.0", "3.0.0"],
  },
  conditions: {
    sends: {
      payment: {
        payload: {
          ...object({ method: text, iban: text, card: text }, ["method"]),
          if: object({ method: { const: "bank" } }),
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { required: ["iban"] },
          else: { required: ["card"] },
        },
      },
    },
    options: (at) => ({ accept: [`${at("payment")}/if`] }),
    agrees: "received",
    versions: ["2.3.0", "3.1.0"],
  },
  "names that code stumbles over": {
    sends: {
      Error: {
        payload: object(
          {
            constructor: text,
            "it's": text,
            æøå: text,
            class: text,
            "a-b": { type: "integer" },
            "1st": text,
            "": text,
          },
          ["constructor", "class"],
        ),
      },
      "order.v2/created": { payload: object({ Map: text, default: { type: "boolean" }, $id: text }) },
    },
    versions: ["2.4.0", "3.0.0"],
  },
  "rules over fields": {
    sends: {
      contact: {
        payload: {
          ...object({
            mail: { type: "string", format: "email" },
            phone: text,
            post: object({ city: text }),
            fax: text,
          }),
          anyOf: [{ required: ["mail"] }, { required: ["phone"] }],
          dependencies: { fax: ["phone"] },
        },
      },
      either: { payload: { ...object({ a: text, b: text }), oneOf: [{ required: ["a"] }, { required: ["b"] }] } },
    },
    versions: ["2.0.0", "3.1.0"],
  },
  "tuples and other lists": {
    sends: {
      tick: {
        payload: { type: "array", items: [{ type: "number" }, text], additionalItems: false, minItems: 2 },
      },
      sorted: { payload: { type: "array", items: { type: "integer" }, contains: { const: 1 }, maxItems: 4 } },
    },
    versions: ["2.5.0", "3.0.0"],
  },
  "keywords of newer drafts": {
    sends: {
      pair: {
        payload: object({
          at: { type: "array", prefixItems: [{ type: "number" }, { type: "number" }], items: false, minItems: 2 },
          both: { ...object({ a: text, b: text }), dependentRequired: { a: ["b"] } },
          sealed: { allOf: [object({ a: text }), object({ b: text })], unevaluatedProperties: false },
        }),
      },
    },
    dialect: "2020-12",
    versions: ["3.0.0", "3.1.0"],
  },
  "formats that nobody else knows": {
    sends: {
      shift: { payload: object({ from: { type: "string", format: "local-date-time" }, to: { format: "hh:mm" } }) },
    },
    options: (at) => ({
      unverifiedFormats: ["local-date-time"],
      accept: [`${at("shift")}/properties/to/format`],
    }),
    agrees: "received",
    versions: ["2.2.0", "3.1.0"],
  },
  "exclusions and misspelt words": {
    sends: {
      code: {
        payload: object({
          a: { type: "string", not: { enum: ["NONE", "ALL"] } },
          b: { type: "string", not: { patern: "^x" } },
          c: { not: { type: "null" } },
        }),
      },
    },
    options: (at) => ({ accept: [`${at("code")}/properties/b/not`] }),
    agrees: "received",
    without: (at) => [`${at("code")}/properties/b/not`],
    versions: ["2.6.0", "3.0.0"],
  },
  "one of several, of which one is not expressible": {
    sends: {
      shape: {
        payload: {
          oneOf: [
            { ...object({ r: { type: "number" } }, ["r"]), patternProperties: { x$: { type: "integer" } } },
            object({ w: { type: "number" }, h: { type: "number" } }, ["w"]),
          ],
        },
      },
    },
    options: (at) => ({ accept: [`${at("shape")}/oneOf/0/patternProperties`] }),
    agrees: "received",
    versions: ["2.0.0", "3.0.0"],
  },
  "payloads of every kind": {
    sends: {
      words: { payload: { type: "string", minLength: 2, pattern: "^[a-zÆ]" } },
      flag: { payload: { type: "boolean" } },
      something: { payload: {} },
      list: { payload: { type: "array", items: { type: ["integer", "null"] } } },
      number: { payload: { type: "number", exclusiveMinimum: 0, maximum: 10 } },
    },
    versions: ["2.3.0", "3.1.0"],
  },
  "much that is wrong and does not matter": {
    sends: {
      note: {
        description: null,
        tags: [{}],
        examples: [{ payload: { text: 1 } }, { what: 1 }],
        payload: { ...object({ text: { ...text, description: null, default: 5 } }), title: null, examples: 7 },
      },
    },
    schemas: { Unused: { type: "nothing", $ref: "#/nowhere" } },
    versions: ["2.4.0", "2.6.0", "3.0.0", "3.1.0"],
  },
  "a reference that leads nowhere": {
    sends: { half: { payload: object({ whole: ref("Missing"), part: text }) } },
    options: (at) => ({ accept: [`${at("half")}/properties/whole`] }),
    agrees: "received",
    without: (at) => [`${at("half")}/properties/whole`],
    versions: ["2.5.0", "3.0.0"],
  },
  "a document of the partner's": {
    sends: { done: { payload: object({ id: text }, ["id"]) } },
    takes: { todo: { payload: object({ id: { type: "integer" } }, ["id"]) } },
    options: () => ({ perspective: "partner" }),
    versions: ["2.2.0", "3.1.0"],
  },
};

/** Where a message's payload stands in a document of a version. */
const payloadAt = (version: string, way: "publish" | "subscribe") => (key: string) => {
  const channel = key.replaceAll("~", "~0").replaceAll("/", "~1");
  return version.startsWith("2.")
    ? `/channels/${channel}/${way}/message/payload`
    : `/channels/${channel}/messages/${channel}/payload`;
};

function inVersion(version: string, { sends, takes = {}, schemas }: Manner): object {
  const messages = [
    ...Object.entries(sends).map(([key, message]) => ({ key, message, way: "subscribe", action: "send" })),
    ...Object.entries(takes).map(([key, message]) => ({ key, message, way: "publish", action: "receive" })),
  ];
  const head = { asyncapi: version, info: { title: "A vendor's", version: "1.0.0" } };
  const components = schemas === undefined ? {} : { components: { schemas } };
  if (version.startsWith("2.")) {
    const channels = messages.map(({ key, message, way }) => [key, { [way]: { message: { name: key, ...message } } }]);
    return { ...head, channels: Object.fromEntries(channels), ...components };
  }
  const pointer = (key: string) => `#/channels/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const channels = messages.map(({ key, message }) => [key, { address: key, messages: { [key]: message } }]);
  const operations = messages.map(({ key, action }, at) => [`o${at}`, { action, channel: { $ref: pointer(key) } }]);
  return { ...head, channels: Object.fromEntries(channels), operations: Object.fromEntries(operations), ...components };
}

const written = Object.entries(manners).flatMap(([name, manner]) =>
  manner.versions.map((version): VendorDocument => {
    const at = payloadAt(version, "subscribe");
    return {
      name: `${version}: ${name}`,
      text: stringify(inVersion(version, manner), { aliasDuplicateObjects: false }),
      agrees: manner.agrees ?? "both",
      ...(manner.options && { options: manner.options(at) }),
      ...(manner.dialect && { dialect: manner.dialect }),
      ...(manner.without && { without: manner.without(at) }),
    };
  }),
);

// What only one version can say.
const special: readonly VendorDocument[] = [
  {
    name: "2.6.0: several messages on one channel, with traits and anchors",
    agrees: "both",
    text: `
asyncapi: 2.6.0
info: { title: A vendor's, version: 1.0.0 }
x-id: &id { type: string, minLength: 3 }
channels:
  "orders/{region}":
    parameters: { region: { schema: { type: string } } }
    publish:
      operationId: tell
      message:
        oneOf:
          - $ref: "#/components/messages/opened"
          - name: closed
            traits: [{ $ref: "#/components/messageTraits/common" }]
            payload: { type: object, required: [id], properties: { id: *id, reason: { <<: *id, minLength: 0 } } }
          - payload: { $ref: "#/components/schemas/plain" }
components:
  messageTraits: { common: { headers: { type: object, properties: { trace: { type: string } } } } }
  messages: { opened: { payload: { type: object, properties: { id: *id } } } }
  schemas: { plain: { type: string } }
`,
  },
  {
    name: "3.0.0: no operations at all, and one key on two channels",
    agrees: "both",
    options: { directions: { "orders.subscribe": "receive", "*": "send" } },
    text: `
asyncapi: 3.0.0
info: { title: A vendor's, version: 1.0.0 }
channels:
  orders: { address: orders, messages: { subscribe: { payload: { type: object, properties: { id: { type: string } } } } } }
  bills: { address: bills, messages: { subscribe: { payload: { type: object, properties: { no: { type: integer } } } } } }
`,
  },
  {
    name: "3.1.0: requests and replies, messages shared by reference",
    agrees: "both",
    text: `
asyncapi: 3.1.0
info: { title: A vendor's, version: 1.0.0 }
servers: { one: { $ref: "https://gone.invalid/server.yaml#/one" } }
channels:
  ask: { address: ASK, messages: { question: { $ref: "#/components/messages/question" } } }
  tell: { address: TELL, messages: { answer: { $ref: "#/components/messages/answer" }, refusal: { payload: { enum: [no, null] } } } }
operations:
  asking: { action: send, channel: { $ref: "#/channels/ask" }, reply: { channel: { $ref: "#/channels/tell" } }, security: [{ type: nothing }] }
components:
  messages:
    question: { contentType: application/json, correlationId: { location: "$message.payload#/id" }, payload: { type: object, required: [id], properties: { id: { type: string } } } }
    answer: { payload: { allOf: [{ $ref: "#/components/messages/question/payload" }, { type: object, properties: { text: { type: string } } }] } }
`,
  },
  {
    name: "2.6.0: a payload in another schema language, of which nothing is known",
    agrees: "received",
    options: { accept: ["/channels/c/subscribe/message/payload"] },
    without: ["/channels/c/subscribe/message/payload"],
    text: `
asyncapi: 2.6.0
info: { title: A vendor's, version: 1.0.0 }
channels: { c: { subscribe: { message: { name: c, schemaFormat: application/vnd.apache.avro;version=1.9.0, payload: { type: record, name: C, fields: [] } } } } }
`,
  },
];

export const vendorDocuments: readonly VendorDocument[] = [...written, ...special];
