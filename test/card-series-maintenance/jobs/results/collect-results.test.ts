import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { collectResults } from "../../../../src/card-series-maintenance/jobs/results/collect-results.ts";
import { fileServicesResults } from "../../../../src/card-series-maintenance/jobs/results/file-services-results.ts";
import { rejectionCode } from "../../../support/code-of.ts";

let folder: string;
let server: Server;
/** The objects of the bucket, and how often each was read. */
let objects: Map<string, string>;
let reads: string[];
/** How many answers break off in the middle. */
let broken: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-collect-"));
  [objects, reads, broken] = [new Map(), [], 0];
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://here");
    if (request.method === "POST") {
      const asked = JSON.parse(await text(request)) as { accessType: string; objectName: string };
      response.end(JSON.stringify({ accessUri: `/p/${asked.accessType}/${encodeURIComponent(asked.objectName)}` }));
    } else if (url.pathname.startsWith("/p/ObjectRead/")) {
      const name = decodeURIComponent(url.pathname.slice("/p/ObjectRead/".length));
      reads.push(name);
      const content = objects.get(name) ?? "";
      response.writeHead(200, { "content-length": content.length });
      if (broken-- > 0) response.write(content.slice(0, 1), () => response.destroy());
      else response.end(content);
    } else {
      const list = [...objects].map(([name, content]) => ({ name, size: content.length }));
      response.end(JSON.stringify({ objects: list }));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const collect = () =>
  collectResults({
    initialWaitMs: 1,
    folder,
    source: fileServicesResults({
      services: {
        baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        authorization: { bearer: "token" },
      },
    }),
  });

describe("collectResults", () => {
  test("fetches each file once, the failures before the archive, and later ones later", async () => {
    objects.set("complete/s1/archived/a.xml", "<all/>");
    objects.set("complete/s1/failed/a_failures.xml", "<failed/>");
    objects.set("incoming/b.xml", "x");
    expect(await collect()).toEqual({ collected: 2, already: 0 });
    expect(reads).toEqual(["complete/s1/failed/a_failures.xml", "complete/s1/archived/a.xml"]);
    expect(await readFile(join(folder, "s1", "failed", "a_failures.xml"), "utf8")).toBe("<failed/>");
    objects.set("complete/s2/archived/b.xml", "<b/>");
    expect(await collect()).toEqual({ collected: 1, already: 2 });
    expect(reads).toHaveLength(3);
  });

  test("reads again what broke off, and leaves nothing half", async () => {
    objects.set("complete/s1/archived/a.xml", "<all/>");
    broken = 2;
    expect(await collect()).toEqual({ collected: 1, already: 0 });
    expect(reads).toHaveLength(3);
    objects.set("complete/s1/archived/b.xml", "<all/>");
    broken = 100;
    expect(await rejectionCode(collect())).toBe("COLLECT_FAILED");
    expect(await readdir(join(folder, "s1", "archived"))).toEqual([expect.stringMatching(/^\./), "a.xml"]);
  });

  test.each(["../evil", "s1/../../evil", "s1/.hidden", "s1", "s1//a", "s1/a\\..\\b"])(
    "refuses the name %j",
    async (name) => {
      objects.set(`complete/${name}`, "x");
      expect(await rejectionCode(collect())).toBe("COLLECT_NAME");
      expect(reads).toEqual([]);
    },
  );
});
