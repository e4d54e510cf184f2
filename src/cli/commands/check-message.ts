import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { type Command, InvalidArgumentError } from "commander";
import { type MessageType, messageTable, type ValidationIssue } from "../../production-partner/messages/index.ts";
import { readJson } from "../../production-partner/messages/read-json.ts";
import { type CliContext, exitCodes } from "../context.ts";

const types = Object.keys(messageTable) as MessageType[]; // Object.keys forgets the names

/** `cardwright check-message FILE` */
export function addCheckMessageCommand(program: Command, context: CliContext): void {
  program
    .command("check-message")
    .description(
      "Check a message payload (JSON) against the Production Partner contract. Prints no value of the message.",
    )
    .argument("<file>", "the payload, or - for standard input")
    .option("--type <type>", "the message type; found by trying all when it is left out", messageType)
    .option("--tolerant", "check as a receiver does, who keeps what is unknown", false)
    .addHelpText(
      "after",
      `\nMessage types:\n${types.map((type) => `  ${type}\n`).join("")}\nExamples:\n  $ cardwright check-message request.json\n  $ cardwright check-message shipped.json --type EXTERNAL_PRODUCTION_SHIPPED`,
    )
    .action((file: string, options: { readonly type?: MessageType; readonly tolerant: boolean }) =>
      checkMessage(file, options, context),
    );
}

async function checkMessage(
  file: string,
  options: { readonly type?: MessageType; readonly tolerant: boolean },
  context: CliContext,
): Promise<void> {
  const reading = readJson(await (file === "-" ? buffer(process.stdin) : readFile(file)));
  const named = options.type;
  const outcomes = reading.ok
    ? (named === undefined ? types : [named]).map((type) => ({
        type,
        issues: issuesOf(type, reading.value, options.tolerant),
      }))
    : [];
  // Without a name, the type that fits, else the one that comes nearest.
  const [best] = outcomes.sort((a, b) => a.issues.length - b.issues.length);
  const issues = best?.issues ?? (reading.ok ? [] : [reading.issue]);
  if (issues.length > 0) context.exitWith(exitCodes.found);
  context.result({ type: best?.type ?? null, valid: issues.length === 0, issues }, () => {
    if (issues.length === 0) return `valid: ${best?.type}`;
    const guessed =
      named === undefined && best !== undefined ? " (the type that comes nearest; name another with --type)" : "";
    return [
      `not valid: ${best?.type ?? "not a message"}${guessed}`,
      ...issues.map(({ message }) => `  ${message}`),
    ].join("\n");
  });
}

function messageType(name: string): MessageType {
  const found = types.find((type) => type === name.toUpperCase());
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`The types are ${types.join(", ")}.`);
}

function issuesOf(type: MessageType, value: unknown, tolerant: boolean): readonly ValidationIssue[] {
  const { strict, tolerant: lenient } = messageTable[type];
  const validation = tolerant ? lenient(value) : strict(value);
  return validation.valid ? [] : validation.issues;
}
