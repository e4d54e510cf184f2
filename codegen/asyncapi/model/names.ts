// Global types that generated or using code is likely to mean when it writes these names.
const globals: ReadonlySet<string> = new Set(
  (
    "Array ArrayBuffer Atomics BigInt Boolean Buffer DataView Date Error EvalError Event EventTarget Exclude Extract Function " +
    "Infinity Intl Iterable Iterator JSON Map Math NaN NonNullable Number Object Omit Parameters Partial Pick Promise Proxy RangeError " +
    "Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Reflect RegExp Request Required Response ReturnType Set String Symbol " +
    "SyntaxError TypeError Uint8Array URIError URL WeakMap WeakRef WeakSet " +
    // What every generated file may import.
    "JsonValue Validation ValidationIssue Validator MessageType MessageEntry MessageDefinition MessageTable ReceivedMessageType ReceivedPayloads SentMessageType StrictPayloads"
  ).split(" "),
);

/** Splits a name into words at case changes and at everything that no identifier can hold. */
export function words(name: string): readonly string[] {
  return name
    .normalize("NFC")
    .replace(/[^\p{ID_Continue}]+|[_$]+/gu, " ")
    .replace(/(\p{Ll}|\p{Nd})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(" ")
    .filter((word) => word !== "");
}

/** Returns the name as a type name: `EXTERNAL_PRODUCTION_ERROR` is `ExternalProductionError`. Never a global's name. */
export function typeName(name: string): string {
  const pascal = words(name)
    .map((word) => {
      const [first = "", ...rest] = word;
      return first.toUpperCase() + rest.join("").toLowerCase();
    })
    .join("");
  const identifier = /^[\p{ID_Start}]/u.test(pascal) ? pascal : `Type${pascal}`;
  return globals.has(identifier) ? `${identifier}Payload` : identifier;
}

/** Returns the name as a file name: `EXTERNAL_PRODUCTION_ERROR` is `external-production-error`. */
export function fileName(name: string): string {
  return words(name).join("-").toLowerCase() || "message";
}
