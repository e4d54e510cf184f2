import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../../src/index.ts";
import { DeviationCounter } from "../../../src/production-partner/client/deviation-counter.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

const request = "EXTERNAL_PRODUCTION_REQUEST_SENT";

test("a message that breaks only a guess reaches its handler, which is told what deviates", async () => {
  await using partner = await startPartner();
  const { client, sandbox, problems, settled } = partner;
  const deviations: unknown[] = [];
  client.on(request, (message) => void deviations.push(message.deviations.map(({ path }) => path)));
  await client.start();
  const { address: _, ...body } = exampleRequest();
  await sandbox.ngoc.sendRaw({ subject: request, messageId: randomUUID(), body });
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CARD-2" }));
  await settled("two handler calls", () => deviations.length === 2);
  expect(deviations).toEqual([["/address"], []]);
  expect(problems).toEqual([{ kind: "deviation", type: request, path: "/address", count: 1 }]);
});

describe("deviations are reported", () => {
  const counted = () => {
    const problems: Problem[] = [];
    return { problems, counter: new DeviationCounter((problem) => problems.push(problem)) };
  };
  const at = (...paths: readonly string[]) => paths.map((path) => ({ path }));

  test("once for each type and path, whatever the index in an array", () => {
    const { problems, counter } = counted();
    counter.count("A", at("/list/0/x", "/list/17/x", "/list/3", "/y"));
    counter.count("A", at("/list/2/x"));
    counter.count("B", at("/y"));
    expect(problems).toEqual([
      { kind: "deviation", type: "A", path: "/list/*/x", count: 1 },
      { kind: "deviation", type: "A", path: "/list/*", count: 1 },
      { kind: "deviation", type: "A", path: "/y", count: 1 },
      { kind: "deviation", type: "B", path: "/y", count: 1 },
    ]);
  });

  test("and then as a count, when ten, a hundred, a thousand messages deviate there", () => {
    const { problems, counter } = counted();
    for (let message = 0; message < 1_500; message++) counter.count("A", at("/x"));
    expect(problems.map((problem) => "count" in problem && problem.count)).toEqual([1, 10, 100, 1_000]);
  });

  test("together, when a sender invents ever new paths", () => {
    const { problems, counter } = counted();
    for (let message = 0; message < 5_000; message++) counter.count("A", at(`/x${message}`));
    expect(problems.length).toBeLessThan(1_010);
    expect(problems.at(-1)).toMatchObject({ path: "*", count: 1_000 });
  });
});
