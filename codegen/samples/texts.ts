import type { Schema } from "../asyncapi/model/schema.ts";
import { textOfPattern } from "./pattern-text.ts";

const texts: { readonly [format: string]: string } = {
  "date-time": "2026-01-31T09:30:00+01:00",
  date: "2026-01-31",
  time: "09:30:00Z",
  duration: "P1D",
  email: "someone@example.com",
  "idn-email": "someone@example.com",
  hostname: "example.com",
  "idn-hostname": "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/1",
  "uri-reference": "/1",
  "uri-template": "/{id}",
  iri: "https://example.com/1",
  "iri-reference": "/1",
  uuid: "0b54e0c8-4d1c-4b6f-9f0e-2f4d0f6a7b11",
  "json-pointer": "/a",
  "relative-json-pointer": "0",
  regex: "a",
  byte: "AAAA",
};

/** The shortest text that is tried where nothing limits it from above. */
const longTextLength = 300;

/** A text that a schema allows, as far as its words are understood. */
export function usualText({ format, limits, notes }: Schema): string {
  const pattern = limits["pattern"];
  const examples = notes.examples?.filter((each) => typeof each === "string") ?? [];
  // An example that stands beside a reference may be of another form than the pattern asks for.
  const example = examples.find((each) => typeof pattern !== "string" || new RegExp(pattern, "u").test(each));
  const text =
    typeof pattern === "string"
      ? (example ?? textOfPattern(pattern) ?? "A")
      : (texts[format ?? ""] ?? example ?? "text");
  return fitted(text, limits);
}

/** Texts at the limits of a schema, each with what is special about it. */
export function unusualTexts(schema: Schema): readonly (readonly [text: string, variation: string])[] {
  const { format, limits } = schema;
  if (format === "date-time") {
    return [
      ["2026-01-31T08:30:00Z", "in UTC"],
      ["2026-01-31T09:30:00.123456789+01:00", "with nine digits of a second"],
    ];
  }
  if (texts[format ?? ""] !== undefined || limits["pattern"] !== undefined) return [];
  const least = Number(limits["minLength"] ?? 0);
  const most = Number(limits["maxLength"] ?? Math.max(longTextLength, least));
  return [
    ["x".repeat(least), least === 0 ? "empty" : `of ${characters(least)}`],
    ["x".repeat(most), `of ${characters(most)}`],
  ];
}

function characters(count: number): string {
  return count === 1 ? "1 character" : `${count} characters`;
}

function fitted(text: string, limits: Schema["limits"]): string {
  const padded = text.padEnd(Number(limits["minLength"] ?? 0), "x");
  return [...padded].slice(0, Number(limits["maxLength"] ?? Infinity)).join("");
}
