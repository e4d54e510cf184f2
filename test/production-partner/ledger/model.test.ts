import { describe, test } from "vitest";
import { compareWithModel } from "../../support/proofs/ledger/model.ts";
import { sqliteInMemory } from "../../support/proofs/ledger/model-system.ts";

// The bounded form of `npm run soak -- ledger-model`, which takes another seed each time.
const seed = 20_260_115;

describe("client and ledger", () => {
  test("whatever happens, they agree with a clerk's notes, and each message arrives once and in order", async () => {
    await compareWithModel({ histories: 12, commands: 40, seed, newDatabase: sqliteInMemory });
  }, 120_000);
});
