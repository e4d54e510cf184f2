import { describe, expect, test } from "vitest";
import { TurnBudget } from "../../../src/sandbox/broker/front/turn-budget.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("TurnBudget", () => {
  test("lets those who wait go on in turn, as far as each turn of the event loop has room", async () => {
    const budget = new TurnBudget(100);
    const served: string[] = [];
    const ask = (name: string, bytes: number) => () => {
      served.push(name);
      budget.spend(bytes);
    };
    budget.spend(100);
    expect(budget.isSpent).toBe(true);
    budget.wait(ask("large", 400));
    budget.wait(ask("small", 60));
    budget.wait(ask("smaller", 50));
    budget.wait(ask("last", 1));
    await turn();
    expect(served).toEqual(["large"]);
    await turn();
    expect(served).toEqual(["large", "small", "smaller"]);
    await turn();
    expect(served).toEqual(["large", "small", "smaller", "last"]);
    await turn();
    expect(budget.isSpent).toBe(false);
  });
});
