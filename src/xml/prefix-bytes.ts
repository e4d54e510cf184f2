/** The prefixes of a document by namespace; empty for the default one. */
export type Prefixes = ReadonlyMap<string, string>;

/** How tags and attributes of a namespace begin. */
export interface PrefixBytes {
  /** `<` and the prefix. */
  readonly open: Uint8Array;
  /** `</` and the prefix. */
  readonly close: Uint8Array;
  /** A space and the prefix. */
  readonly attribute: Uint8Array;
}

/** For variables that are set before they are used. */
export const noBytes: Uint8Array = new Uint8Array(0);

/** Bytes that no text has, for a namespace without a prefix. */
const never = Uint8Array.of(0xff);

/** Returns how tags and attributes of namespaces begin. */
export function prefixBytesOf(namespaces: readonly string[], prefixes: Prefixes | undefined): readonly PrefixBytes[] {
  return namespaces.map((namespace) => {
    const prefix = prefixes?.get(namespace);
    if (prefix === undefined) return { open: never, close: never, attribute: never };
    const text = prefix === "" ? "" : `${prefix}:`;
    const isAttribute = prefix !== "" || namespace === "";
    return {
      open: Buffer.from(`<${text}`),
      close: Buffer.from(`</${text}`),
      // The default namespace is not that of attributes.
      attribute: isAttribute ? Buffer.from(` ${text}`) : never,
    };
  });
}

/** Returns the offset after bytes, or -1 where other bytes are. */
export function afterPrefix(bytes: Uint8Array, from: number, prefix: Uint8Array): number {
  for (let i = 0; i < prefix.length; i++) if (bytes[from + i] !== prefix[i]) return -1;
  return from + prefix.length;
}
