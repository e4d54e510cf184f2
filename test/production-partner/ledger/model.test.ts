import { it } from "vitest";
import { compareWithModel } from "../../support/proofs/ledger/model.ts";
import { sqliteInMemory } from "../../support/proofs/ledger/model-system.ts";

// The bounded form of `npm run soak -- ledger-model`.
it("whatever happens, client and ledger agree with a clerk's notes, and each message arrives once and in order", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  await compareWithModel({ histories: 12, commands: 40, seed, newDatabase: sqliteInMemory });
}, 120_000);
