import { EncodingError } from "./encoding-check.ts";
import type { Performative } from "./performatives.ts";
import type { Typed } from "./typed.ts";

type FieldType = keyof typeof typecodes;

const typecodes = {
  boolean: [0x41, 0x42, 0x56],
  ubyte: [0x50],
  ushort: [0x60],
  uint: [0x43, 0x52, 0x70],
  ulong: [0x44, 0x53, 0x80],
  string: [0xa1, 0xb1],
  symbol: [0xa3, 0xb3],
  binary: [0xa0, 0xb0],
  map: [0xc1, 0xd1],
  /** Read elsewhere, or not at all. */
  any: undefined,
} as const;
const nullType = 0x40;

/** The fields of a performative in their order. */
interface Shape {
  readonly code: number;
  readonly isSasl?: true;
  readonly fields: readonly (readonly [name: string, type: FieldType, need?: "mandatory"])[];
}

// Part 2, section 2.7 and part 5, section 5.3.3 of the AMQP 1.0 standard.
const shapes: { readonly [kind: string]: Shape } = {
  open: {
    code: 0x10,
    fields: [
      ["container-id", "string", "mandatory"],
      ["hostname", "string"],
      ["max-frame-size", "uint"],
      ["channel-max", "ushort"],
      ["idle-time-out", "uint"],
      ["outgoing-locales", "any"],
      ["incoming-locales", "any"],
      ["offered-capabilities", "any"],
      ["desired-capabilities", "any"],
      ["properties", "any"],
    ],
  },
  begin: {
    code: 0x11,
    fields: [
      ["remote-channel", "ushort"],
      ["next-outgoing-id", "uint", "mandatory"],
      ["incoming-window", "uint", "mandatory"],
      ["outgoing-window", "uint", "mandatory"],
      ["handle-max", "uint"],
      ["offered-capabilities", "any"],
      ["desired-capabilities", "any"],
      ["properties", "any"],
    ],
  },
  attach: {
    code: 0x12,
    fields: [
      ["name", "string", "mandatory"],
      ["handle", "uint", "mandatory"],
      ["role", "boolean", "mandatory"],
      ["snd-settle-mode", "ubyte"],
      ["rcv-settle-mode", "ubyte"],
      ["source", "any"],
      ["target", "any"],
      ["unsettled", "any"],
      ["incomplete-unsettled", "boolean"],
      ["initial-delivery-count", "uint"],
      ["max-message-size", "ulong"],
      ["offered-capabilities", "any"],
      ["desired-capabilities", "any"],
      ["properties", "map"],
    ],
  },
  flow: {
    code: 0x13,
    fields: [
      ["next-incoming-id", "uint"],
      ["incoming-window", "uint", "mandatory"],
      ["next-outgoing-id", "uint", "mandatory"],
      ["outgoing-window", "uint", "mandatory"],
      ["handle", "uint"],
      ["delivery-count", "uint"],
      ["link-credit", "uint"],
      ["available", "uint"],
      ["drain", "boolean"],
      ["echo", "boolean"],
      ["properties", "any"],
    ],
  },
  transfer: {
    code: 0x14,
    fields: [
      ["handle", "uint", "mandatory"],
      ["delivery-id", "uint"],
      ["delivery-tag", "binary"],
      ["message-format", "uint"],
      ["settled", "boolean"],
      ["more", "boolean"],
      ["rcv-settle-mode", "ubyte"],
      ["state", "any"],
      ["resume", "boolean"],
      ["aborted", "boolean"],
      ["batchable", "boolean"],
    ],
  },
  disposition: {
    code: 0x15,
    fields: [
      ["role", "boolean", "mandatory"],
      ["first", "uint", "mandatory"],
      ["last", "uint"],
      ["settled", "boolean"],
      ["state", "any"],
      ["batchable", "boolean"],
    ],
  },
  detach: {
    code: 0x16,
    fields: [
      ["handle", "uint", "mandatory"],
      ["closed", "boolean"],
      ["error", "any"],
    ],
  },
  end: { code: 0x17, fields: [["error", "any"]] },
  close: { code: 0x18, fields: [["error", "any"]] },
  sasl_mechanisms: { code: 0x40, isSasl: true, fields: [["sasl-server-mechanisms", "any", "mandatory"]] },
  sasl_init: {
    code: 0x41,
    isSasl: true,
    fields: [
      ["mechanism", "symbol", "mandatory"],
      ["initial-response", "binary"],
      ["hostname", "string"],
    ],
  },
  sasl_challenge: { code: 0x42, isSasl: true, fields: [["challenge", "binary", "mandatory"]] },
  sasl_response: { code: 0x43, isSasl: true, fields: [["response", "binary", "mandatory"]] },
  sasl_outcome: {
    code: 0x44,
    isSasl: true,
    fields: [
      ["code", "ubyte", "mandatory"],
      ["additional-data", "binary"],
    ],
  },
};

const kindByDescriptor = new Map<unknown, Performative["kind"]>();
for (const [key, { code }] of Object.entries(shapes)) {
  const kind = key as Performative["kind"]; // the keys of the table
  kindByDescriptor.set(code, kind);
  kindByDescriptor.set(`amqp:${kind.replace("_", "-")}:list`, kind);
}

/** Returns how many fields a performative has when all are written. */
export function fieldCount(kind: string): number {
  return shapes[kind]?.fields.length ?? 0;
}

/**
 * Returns the kind of a decoded performative, once its fields have the types of the standard.
 *
 * @throws EncodingError with the first field that has not
 */
export function checkedKind(performative: Typed, isSasl: boolean): Performative["kind"] {
  const kind = kindByDescriptor.get(performative.descriptor?.value);
  const shape = kind === undefined ? undefined : shapes[kind];
  if (kind === undefined || shape === undefined || Boolean(shape.isSasl) !== isSasl) {
    throw new EncodingError("The frame holds no known performative");
  }
  if (!Array.isArray(performative.value)) throw new EncodingError(`${kind}: the fields are not a list`);
  // The items of a decoded list are decoded values.
  const values = performative.value as readonly Typed[];
  if (values.length > shape.fields.length) throw new EncodingError(`${kind}: more fields than the standard has`);
  let index = 0;
  for (const [name, type, need] of shape.fields) {
    const value = values[index++];
    const typecode = value?.type.typecode ?? nullType;
    if (typecode === nullType) {
      if (need === "mandatory") throw new EncodingError(`${kind}: ${name} is missing`);
      continue;
    }
    const allowed: readonly number[] | undefined = typecodes[type];
    if (allowed !== undefined && (value?.descriptor !== undefined || !allowed.includes(typecode))) {
      throw new EncodingError(`${kind}: ${name} is no ${type}`);
    }
  }
  return kind;
}
