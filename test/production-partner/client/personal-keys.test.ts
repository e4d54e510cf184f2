import { expect, test } from "vitest";
import { describeProblem } from "../../../src/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

const secret = "Anna Andersson";

test("names that the contract does not declare, and keys of maps, reach no problem, answer, error or quarantine", async () => {
  await using partner = await startPartner();
  const { client, sandbox, problems, errorsToNgoc, until } = partner;
  const deviating: string[] = [];
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", ({ deviations }) => {
    deviating.push(...deviations.map(({ path }) => path));
  });
  await client.start();
  const send = (messageId: string, request: object) =>
    sandbox.ngoc.sendRaw({
      subject: "EXTERNAL_PRODUCTION_REQUEST_SENT",
      messageId,
      body: Buffer.from(JSON.stringify(request)),
    });
  const request = exampleRequest();
  const odd = {
    ...request,
    [secret]: 1,
    address: { ...request.address, [secret]: { [secret]: 2 } },
    card: { ...request.card, cardElements: { [secret]: 5 } },
  };
  await send("8e6f2f4e-3d6b-4f0e-9a44-0d8e7b6f0001", odd);
  await send("8e6f2f4e-3d6b-4f0e-9a44-0d8e7b6f0002", { ...odd, card: { ...odd.card, cardId: undefined } });
  await until("both requests to be consumed", () => sandbox.toPartner.isEmpty() && errorsToNgoc().length === 1);
  const error = await client
    .reportCardProduced({ cardId: "CARD-1", reportData: { [secret]: 5 as never } })
    .catch((caught: unknown) => caught);

  // The application itself is told where.
  expect(deviating).toContain(`/${secret}`);
  expect(problems.filter(({ kind }) => kind === "deviation")).toMatchObject([
    { path: "/*" },
    { path: "/address/*" },
    { path: "/card/cardElements/*" },
  ]);
  expect(error).toMatchObject({ code: "INVALID_MESSAGE", issues: [{ path: "/reportData/*" }] });
  const entries = (await client.quarantine.list()).items;
  expect(entries).toHaveLength(1);
  const told = [problems, problems.map(describeProblem), errorsToNgoc(), error, entries].map((each) =>
    JSON.stringify(each),
  );
  expect(told.filter((text) => text.includes(secret))).toEqual([]);
});
