import { describe, expect, onTestFinished, test } from "vitest";
import { isInstalled, runOtherClients, startForOthers } from "../../support/proofs/broker/other-clients.ts";

// Both at once, because both want the one broker on the port that Microsoft's client insists on.
const installed = (["azure", "proton"] as const).filter(isInstalled);
const packages = "needs them: apt-get install python3-azure python3-qpid-proton";

describe.skipIf(installed.length === 0)(`clients in Python (${packages})`, () => {
  test(`${installed.join(" and ")}: send, receive, settle, dead-letter, sessions`, async ({ skip }) => {
    const broker = await startForOthers();
    if (broker === undefined) return skip("port 5671 is in use");
    onTestFinished(() => broker.close());
    const { output, code, left } = await runOtherClients(broker, installed);
    expect(output).toMatch(new RegExp(`^(.+: ok\\n){${installed.length}}$`));
    expect(code).toBe(0);
    expect(left).toEqual([]);
  });
});
