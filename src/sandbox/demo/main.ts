// `npm run demo -- [--cards N] [--seed S] [--json]`: plays production orders from start to end on a Service Bus in this
// process.
import { parseArgs } from "node:util";
import { builtInContract } from "../../production-partner/contract/built-in.ts";
import type { LedgerAnswers } from "./ledger-answers.ts";
import { Progress } from "./progress.ts";
import { playStory, type StoryOutcome } from "./story.ts";

const usage = `Usage: npm run demo -- [--cards N] [--seed S] [--json]

  --cards N   number of cards ordered, 1 to 100000 (default 200, about five per shipment)
  --seed S    seed for the orders, refusals and errors (default 1); how shipments are split also depends on timing
  --json      print only the outcome, as JSON
`;

const options = readOptions();
if (options !== undefined) {
  const progress = new Progress(options.cards, process.stderr);
  const outcome = await playStory({
    ...options,
    signal: AbortSignal.timeout(60_000 + options.cards * 100),
    onProgress: (done, note) => {
      if (!options.json) progress.show(done, note);
    },
  });
  if (!options.json) progress.end();
  process.stdout.write(options.json ? `${JSON.stringify(outcome, undefined, 2)}\n` : table(outcome));
  process.exitCode = outcome.faults.length === 0 ? 0 : 1;
}

function readOptions(): { readonly cards: number; readonly seed: number; readonly json: boolean } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        cards: { type: "string", default: "200" },
        seed: { type: "string", default: "1" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const cards = Number(values.cards);
    const seed = values.seed === "" ? Number.NaN : Number(values.seed);
    const isUsable = Number.isInteger(cards) && cards >= 1 && cards <= 100_000 && Number.isInteger(seed);
    if (isUsable && !values.help) return { cards, seed, json: values.json };
    if (values.help) process.stdout.write(usage);
    else
      process.stderr.write(
        `Invalid options: expected --cards to be an integer from 1 to 100000, and --seed an integer\n\n${usage}`,
      );
    process.exitCode = values.help ? 0 : 2;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
  }
  return undefined;
}

function table(outcome: StoryOutcome): string {
  const { cards, errors } = outcome;
  const rows: readonly (readonly [string, string | number])[] = [
    ["Cards ordered", cards.ordered],
    ["Cards shipped and acknowledged", cards.shipped],
    ["Cards rejected by the partner", cards.refused],
    ["Shipments", outcome.shipments],
    ["Further parcels of partial deliveries", outcome.furtherParcels],
    ...outcome.messages.map(({ direction, type, count }) => [`${direction}  ${type}`, count] as const),
    ["Invalid messages, each answered once", errors.invalidAnswered],
    ["Invalid Error Notifications, not answered", errors.invalidNotAnswered],
    ["Notifications refused by NGOC, then corrected", errors.refusedByNgoc],
    ["Messages left in the queues", outcome.leftInQueues],
    ["Messages left in the dead-letter queues", outcome.leftInDeadLetterQueues],
    ["Time", `${(outcome.elapsedMs / 1000).toFixed(1)} s`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${String(value).padStart(8)}`);
  const verdict =
    outcome.faults.length === 0
      ? "All orders ended correctly, and no messages are left."
      : `Errors:\n${outcome.faults.map((fault) => `  ${fault}`).join("\n")}`;
  return `\n${lines.join("\n")}\n\n${ledgerTable(outcome.ledger)}\n\n${verdict}\n`;
}

function ledgerTable({ cards, waiting, stuck, history }: LedgerAnswers): string {
  const states = Object.entries(cards).map(([state, count]) => `${count} ${state}`);
  const events = history.events.map(({ at, direction, type, state = "", reason }) => {
    const title = builtInContract.definitionOf(type)?.title ?? type;
    const time = at.toISOString().slice(11, -1);
    return `  ${time}  ${direction.padEnd(3)}  ${title.padEnd(26)}  ${state.padEnd(14)}  ${reason ?? ""}`.trimEnd();
  });
  return [
    `The bureau's ledger: ${states.join(", ")}; ${waiting} waiting on NGOC, ${stuck} stuck. Card ${history.cardId}:`,
    ...events,
  ].join("\n");
}
