import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countAccepted, fastDifference, mutate } from "../support/xsd/fast-law.ts";
import { GeneratedFormats, type LoadedFormat } from "../support/xsd/generated-format.ts";
import { RandomDocument, randomNumbers } from "../support/xsd/random-document.ts";
import { readAll, writeAll } from "../support/xsd/round-trip.ts";
import { compileForeign, foreignSchemas } from "../support/xsd/schemas.ts";

/** The part of the records of documents made at random that a recogniser accepts, at least. */
const leastAccepted = { orders: 0.15, journal: 0.4, "master-data": 0.6, feed: 0.6, payments: 0.6 };

describe.each(foreignSchemas)("records of %s", (name) => {
  let formats: GeneratedFormats;
  let loaded: LoadedFormat;

  beforeAll(async () => {
    formats = new GeneratedFormats();
    loaded = await formats.load(compileForeign(name));
  });
  afterAll(() => formats[Symbol.dispose]());

  /** A valid document in the usual form, with what it says; `undefined` where the random one was not valid. */
  const usualDocument = (seed: number, indent: number): { text: string; values: readonly unknown[] } | undefined => {
    const { format } = loaded;
    const root = format.schema.roots.get(format.root);
    if (root === undefined) throw new Error("no root");
    const documents = new RandomDocument(format.schema, randomNumbers(seed), loaded.compiled.schema.patterns);
    const values = readAll(format, documents.document(root, 40 + (seed % 5) * 60));
    if (typeof values === "string") return undefined;
    const written = writeAll(format, values, indent);
    expect(written.issue).toBeUndefined();
    return { text: written.text, values };
  };

  test("have a recogniser, which accepts what the writer writes", () => {
    expect(loaded.summary.slow).toBeUndefined();
    const { format, accepted } = countAccepted(loaded.format);
    let records = 0;
    let valid = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const document = usualDocument(seed, seed % 2 === 0 ? 2 : 0);
      if (document === undefined) continue;
      valid++;
      records += document.values.length - 1;
      expect(readAll(format, document.text)).toEqual(document.values);
    }
    expect(valid).toBeGreaterThan(20);
    // What has text between elements, wildcards or nil elements is left to the strict parser.
    expect(accepted() / records).toBeGreaterThan(leastAccepted[name]);
  });

  test("are read fast as strictly, whatever the pieces and whatever is wrong", () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (seed, changes, piece, isSound) => {
          const document = usualDocument(seed, seed % 3);
          if (document === undefined) return;
          const text = isSound ? document.text : mutate(document.text, randomNumbers(changes));
          expect(fastDifference(loaded.format, Buffer.from(text), [1 << 16, piece])).toBeUndefined();
        },
      ),
      { numRuns: 100 },
    );
  });

  test("are written fast as strictly", () => {
    const strict = Object.fromEntries(Object.entries(loaded.format).filter(([key]) => key !== "createSerialiser"));
    for (let seed = 1; seed <= 30; seed++) {
      const document = usualDocument(seed, 2);
      if (document === undefined) continue;
      // The same format without its serialiser.
      expect(writeAll(strict as unknown as LoadedFormat["format"], document.values).text).toBe(document.text);
    }
  });
});
