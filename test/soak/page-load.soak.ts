// npm run soak -- page-load [--cards N] [--rate MESSAGES] [--seconds N] [--orders N] [--part input|throughput]
// input: while 10,000 cards move at 500 messages a second, the page paints what an input does within 100 ms.
// throughput: 2,000 orders through `cardwright sandbox` with the page open, beside the sandbox in the client's process; in
// turn, both warm, and the processor time of each side.
import { parseArgs } from "node:util";
import { chromiumPath, noChromium } from "../support/browser.ts";
import { loadPage } from "../support/proofs/page/page-load.ts";
import { compareThroughput } from "../support/proofs/page/page-throughput.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    cards: { type: "string", default: "10000" },
    rate: { type: "string", default: "500" },
    seconds: { type: "string", default: "30" },
    orders: { type: "string", default: "2000" },
    part: { type: "string" },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const isAsked = (part: string): boolean => values.part === undefined || values.part === part;
const maxInputMs = 100;
const minRatio = 0.8;

if (chromiumPath === undefined) print(noChromium);
else {
  if (isAsked("input")) {
    const load = {
      cards: Number(values.cards),
      messagesPerSecond: Number(values.rate),
      seconds: Number(values.seconds),
    };
    const result = await loadPage({ ...load, chromium: chromiumPath });
    print(`input: ${JSON.stringify(result)}`);
    const isFine = Math.max(result.maxMs, result.browserMaxMs) <= maxInputMs && result.inputs > 0;
    print(`input: ${isFine ? "every input was answered" : "WRONG: an input was not answered"} within ${maxInputMs} ms`);
    if (!isFine) process.exitCode = 1;
  }
  if (isAsked("throughput")) {
    const size = { orders: Number(values.orders), rounds: 7, warmUps: 2 };
    print(`throughput without the page: ${JSON.stringify(await compareThroughput(size))}`);
    const result = await compareThroughput({ ...size, chromium: chromiumPath });
    print(`throughput with the page: ${JSON.stringify(result)}`);
    const isFine = result.ratio >= minRatio;
    print(`throughput: ${isFine ? "at least" : "WRONG: less than"} ${minRatio} of the sandbox in the process`);
    if (!isFine) process.exitCode = 1;
  }
}
