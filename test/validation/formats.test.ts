import { isIPv4, isIPv6 } from "node:net";
import { fullFormats } from "ajv-formats/dist/formats.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatChecks } from "../../codegen/asyncapi/model/formats.ts";
import * as formats from "../../src/validation/formats.ts";

const check = (name: string) => formatChecks.find((format) => format.name === name)?.check ?? (() => undefined);

// [format, accepted, refused], from the RFCs.
const examples: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    "uri",
    ["http://a.b/c?d#e", "urn:x:y", "mailto:a@b", "http://[::1]:80/", "a:"],
    ["/a", "a b:", "http://a b", "", "//x", "http://a/%zz", "http://ø/"],
  ],
  ["uri-reference", ["/a", "", "a/b", "?q", "#f", "http://x", "//h/p", "./a:b"], ["a b", "%zz", "1:2", "\\"]],
  ["uri-template", ["/a/{id}", "{?x,y*}", "{+path:3}"], ["{", "{a", "a b"]],
  ["iri", ["http://ø/å"], ["/å", "http://ø/ å"]],
  ["iri-reference", ["/å", "#ø"], ["å b"]],
  [
    "uuid",
    ["6f0d4f6e-3d43-4a8e-9d0b-0a2f6f1f7a10"],
    ["6f0d4f6e3d434a8e9d0b0a2f6f1f7a10", "urn:uuid:6f0d4f6e-3d43-4a8e-9d0b-0a2f6f1f7a10", "x"],
  ],
  ["email", ["a@b", "a.b+c@d.example"], ["a@", "@b", "a..b@c", "a b@c"]],
  ["idn-email", ["å@ø.example"], ["å ø@b", "å"]],
  ["hostname", ["a", "a-b.example"], ["-a", "a-", "a..b", "", "a_b", "å"]],
  ["idn-hostname", ["ø.example"], ["-ø", ""]],
  ["duration", ["P1Y", "P1D", "PT1H", "P1W", "P1Y2M3DT4H5M6S"], ["P", "PT", "1Y", "P1W1D", "P1H"]],
  ["json-pointer", ["", "/a/~0~1"], ["a", "/~2", "#/a"]],
  ["relative-json-pointer", ["0", "1/a", "2#"], ["/a", "01", "-1"]],
  ["regex", ["^a{2}$"], ["(", "\\-"]],
  ["byte", ["", "QQ==", "QUI=", "QUJD"], ["Q", "QQ", "QQ=", "Q?=="]],
];

describe.each(examples)("%s", (name, accepted, refused) => {
  test("accepts and refuses as its RFC says", () => {
    expect(accepted.filter((text) => !check(name)(text))).toEqual([]);
    expect(refused.filter((text) => check(name)(text))).toEqual([]);
  });
});

test("texts of megabytes are judged like any other, in little time", () => {
  const long = "a".repeat(4_000_000);
  expect(formats.isBase64(long)).toBe(true);
  expect(formats.isBase64(`${long}a`)).toBe(false);
  for (const check of [formats.isUriReference, formats.isIriReference, formats.isUriTemplate])
    expect(check(long)).toBe(false);
  expect(formats.isIpv6("1:".repeat(2_000_000))).toBe(false);
});

describe("beside independent implementations", () => {
  const pieces = fc
    .array(fc.constantFrom("0", "1", "ff", "255", "256", ":", "::", ".", "1.2.3.4", "g"), { maxLength: 12 })
    .map((parts) => parts.join(""));

  test("IP addresses are those of node:net", () => {
    fc.assert(
      fc.property(
        fc.oneof(pieces, fc.ipV6(), fc.ipV4()),
        (text) => [check("ipv4")(text), check("ipv6")(text)].join() === [isIPv4(text), isIPv6(text)].join(),
      ),
      { numRuns: 1000 },
    );
  });

  test("durations and pointers are those of ajv-formats; URIs are too, or refused for a colon or // where none may be", () => {
    const parts = fc.constantFrom(
      "http:",
      "a",
      "/",
      "//",
      "?",
      "#",
      "%20",
      "%2",
      "@",
      ":8",
      " ",
      "P",
      "1Y",
      "T2H",
      "3W",
      "~0",
      "~",
      "ø",
    );
    const texts = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.array(parts, { maxLength: 6 }).map((each) => each.join("")),
    );
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (text) => check("uri")(text) === true),
    );
    for (const name of ["uri-reference", "duration", "json-pointer", "relative-json-pointer"] as const) {
      const peer = fullFormats[name];
      if (!(peer instanceof RegExp)) throw new Error(`no expression for ${name}`);
      fc.assert(
        fc.property(
          texts,
          (text) => check(name)(text) === peer.test(text) || (name === "uri-reference" && peer.test(text)),
        ),
        { numRuns: 500 },
      );
    }
  });
});
