import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { orceErrors } from "../../../generated/error-codes.gen.ts";
import type { CardRequest } from "../../../src/card-series-maintenance/contract/read-request.ts";
import { matchFailures } from "../../../src/card-series-maintenance/jobs/failures/match-failures.ts";
import { explainError } from "../../../src/errors/explain-error.ts";
import type { OrceCard } from "../../../src/sandbox/orce/orce-card.ts";
import { type OrceFailure, OrceSandbox, type OrceSandboxOptions } from "../../../src/sandbox/orce/orce-sandbox.ts";
import { now, orceConditions, request, setup } from "./conditions.ts";
import { requestFile as file } from "./request-file.ts";

let folder: string;
let sandbox: OrceSandbox | undefined;
const cards: OrceCard[] = [];
const failures: OrceFailure[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-orce-"));
  cards.length = 0;
  failures.length = 0;
});
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
  await rm(folder, { recursive: true });
});

const orce = async (options: Partial<OrceSandboxOptions> = {}) => {
  sandbox = await OrceSandbox.start({ folder, setup: setup(), now: () => now, ...options });
  sandbox.events.on((event) => {
    if (event.type === "card") cards.push(event.card);
    if (event.type === "failure") failures.push(event.failure);
  });
  return sandbox;
};

const isOtherFileSystem = (path: string) => existsSync(path) && statSync(path).dev !== statSync(tmpdir()).dev;

const put = async (name: string, text: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const without = (field: keyof CardRequest) =>
  Object.fromEntries(Object.entries(request()).filter(([name]) => name !== field)) as CardRequest;

describe("OrceSandbox", () => {
  test("generates cards with serial numbers in order, and archives the file", async () => {
    const text = file(request(), without("CardNumber"), without("CardNumber"));
    const sandbox = await orce();
    expect(await sandbox.process(await put("a.xml", text))).toEqual({
      file: "a.xml",
      fileset: "a",
      generated: 3,
      failed: 0,
      unreadable: false,
    });
    expect(cards.map(({ serialNumber }) => serialNumber?.format())).toEqual([
      "1234501001000001",
      "1234501001000002",
      "1234501001000003",
    ]);
    expect(cards.map(({ cardNumber }) => cardNumber.reveal().length)).toEqual([16, 16, 16]);
    expect(await readFile(join(sandbox.complete("a.xml"), "archived", "a.xml"), "utf8")).toBe(text);
    expect(await readdir(join(sandbox.complete("a.xml"), "failed"))).toEqual([]);
  });

  test.each(orceConditions.map((condition) => [condition.code, condition.name, condition] as const))(
    "reports %s from a file when %s, and the table explains it",
    async (code, _, condition) => {
      const sandbox = await orce({ setup: condition.setup });
      const before =
        condition.soFar === undefined
          ? []
          : code === "ALL_CARDS_GENERATED"
            ? Array.from({ length: 1_000 }, () => without("CardNumber"))
            : [request()];
      const outcome = await sandbox.process(await put("a.xml", file(...before, condition.request)));
      expect(outcome).toMatchObject({ generated: before.length, failed: 1 });
      expect(failures).toEqual([{ code, file: "a.xml", block: before.length + 1 }]);
      expect(explainError(code)).toMatchObject({ system: "orce", code });
      expect(await readdir(join(sandbox.complete("a.xml"), "failed"))).toEqual(["a_failures.xml"]);
    },
  );

  test.runIf(isOtherFileSystem("/dev/shm"))("takes a file from another file system", async () => {
    const elsewhere = await mkdtemp("/dev/shm/cardwright-orce-");
    try {
      const path = join(elsewhere, "a.xml");
      await writeFile(path, file(request()));
      const sandbox = await orce();
      expect(await sandbox.process(path)).toMatchObject({ generated: 1 });
      expect(await readdir(elsewhere)).toEqual([]);
      expect(await readdir(join(sandbox.complete("a.xml"), "archived"))).toEqual(["a.xml"]);
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  test.each(Object.keys(orceErrors) as (keyof typeof orceErrors)[])("reports %s when told to", async (code) => {
    const sandbox = await orce({ fault: (_, block) => (block === 2 ? code : undefined) });
    expect(await sandbox.process(await put("a.xml", file(without("CardNumber"), without("CardNumber"))))).toMatchObject(
      { generated: 1, failed: 1 },
    );
    expect(failures).toEqual([{ code, file: "a.xml", block: 2 }]);
  });

  test.each([
    ["before-extension", "a_failures.xml"],
    ["after-extension", "a.xml_failures"],
  ] as const)("appends _failures %s", async (failuresName, expected) => {
    const sandbox = await orce({ failuresName, fault: () => "GENERAL_ERROR" });
    const text = file(request());
    await sandbox.process(await put("a.xml", text));
    const failed = await readFile(join(sandbox.complete("a.xml"), "failed", expected), "utf8");
    expect(failed.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
  });

  describe.each([
    ["ISO-8859-1", (text: string) => Buffer.from(text, "latin1")],
    ["UTF-16", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ] as const)("with a file in %s", (encoding, encode) => {
    const valid = { ...without("CardNumber"), Customer: { CustomerID: "Zoë" } };
    const invalid = { ...without("CardNumber"), CardPrefix: "é" };
    const text = file(valid, invalid, valid, invalid).replace("UTF-8", encoding);

    test.each(["copied", "rewritten"] as const)(
      "has the failures %s so that they can be matched and read",
      async (failedBlocks) => {
        const requests: CardRequest[] = [];
        const sandbox = await orce({
          failedBlocks,
          setup: { ...setup(), customers: [{ customerId: "Zoë", alternateIds: [] }] },
          fault: (one, block) => {
            requests.push(one);
            return block > 1 ? "GENERAL_ERROR" : undefined;
          },
        });
        expect(await sandbox.process(await put("a.xml", encode(text)))).toMatchObject({ generated: 1, failed: 3 });
        expect(requests.map(({ CardPrefix }) => CardPrefix)).toEqual(
          [valid, invalid, valid, invalid].map((one) => one.CardPrefix),
        );
        const archived = join(sandbox.complete("a.xml"), "archived", "a.xml");
        const failed = join(sandbox.complete("a.xml"), "failed", "a_failures.xml");
        if (failedBlocks === "copied")
          expect(await readFile(failed)).toEqual(encode(file(invalid, valid, invalid).replace("UTF-8", encoding)));
        const report = await matchFailures({ sent: archived, failures: failed });
        expect([...report.failed.ranges()]).toEqual([{ first: 2, last: 4 }]);
        expect(report).toMatchObject({ inOrder: true, unmatched: [] });
      },
    );
  });

  test("generates nothing of a file that is not well-formed", async () => {
    const sandbox = await orce();
    const text = file(request()).replace("</CardSeriesMaintenance>", "");
    expect(await sandbox.process(await put("a.xml", text))).toMatchObject({ generated: 0, unreadable: true });
    expect(cards).toEqual([]);
    expect(await readFile(join(sandbox.complete("a.xml"), "failed", "a_failures.xml"), "utf8")).toBe(text);
  });

  test("watches its folder, and takes what lay there before", async () => {
    const incoming = join(folder, "incoming");
    await mkdir(incoming, { recursive: true });
    await rename(await put("early.xml", file(without("CardNumber"))), join(incoming, "early.xml"));
    await using sandbox = await orce();
    expect(sandbox.incoming).toBe(incoming);
    const early = sandbox.processed("early.xml");
    expect(await early).toMatchObject({ generated: 1 });
    const late = sandbox.processed("late.xml");
    await rename(await put("late.xml", file(without("CardNumber"))), join(sandbox.incoming, "late.xml"));
    expect(await late).toMatchObject({ generated: 1 });
    expect(sandbox.generated).toBe(2);
    await sandbox.close();
    await sandbox.close();
  });

  test("tells what kept it from processing a file", async () => {
    const sandbox = await orce();
    sandbox.events.on(() => {
      throw new Error("full");
    });
    const processed = sandbox.processed("a.xml");
    await rename(await put("a.xml", file(request())), join(sandbox.incoming, "a.xml"));
    await expect(processed).rejects.toThrow("full");
    await expect(sandbox.close()).rejects.toThrow("full");
    await sandbox.close();
  });
});
