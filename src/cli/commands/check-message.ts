import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { builtInContract } from "../../production-partner/contract/built-in.ts";
import type { Contract } from "../../production-partner/contract/index.ts";
import { payloadIssues } from "../../production-partner/messages/payload-issues.ts";
import { readJson } from "../../production-partner/messages/read-json.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { loadContract } from "../contract-module.ts";

interface CheckOptions {
  readonly type?: string;
  readonly tolerant: boolean;
  readonly contract?: string;
}

/** `cardwright check-message FILE` */
export function addCheckMessageCommand(program: Command, context: CliContext): void {
  program
    .command("check-message")
    .description(
      "Check a message payload (JSON) against the Production Partner contract. Prints no values of the message.",
    )
    .argument("<file>", "the payload, or - for standard input")
    .option("--type <type>", "the message type; if omitted, all types are tried")
    .option("--tolerant", "check as a receiver does, which enforces only what the vendor has said", false)
    .option("--contract <module>", "a module that exports another contract, as `contract adopt` writes it")
    .addHelpText("after", helpText())
    .action(async (file: string, options: CheckOptions, command: Command) => {
      const contract = options.contract === undefined ? builtInContract : await loadContract(options.contract);
      const type = options.type === undefined ? undefined : messageType(options.type, contract, command);
      await checkMessage(file, { contract, type, tolerant: options.tolerant }, context);
    });
}

async function checkMessage(
  file: string,
  options: { readonly contract: Contract; readonly type: string | undefined; readonly tolerant: boolean },
  context: CliContext,
): Promise<void> {
  const { contract, type: named, tolerant } = options;
  const reading = readJson(await (file === "-" ? buffer(process.stdin) : readFile(file)));
  const outcomes = reading.ok
    ? (named === undefined ? typesOf(contract) : [named]).map((type) => ({
        type,
        issues: payloadIssues(reading.value, { contract, type, as: tolerant ? "receiver" : "sender" }),
      }))
    : [];
  // Without --type, the type that is valid, otherwise the one with the fewest issues.
  const [best] = outcomes.sort((a, b) => a.issues.length - b.issues.length);
  const issues = best?.issues ?? (reading.ok ? [] : [reading.issue]);
  if (issues.length > 0) context.exitWith(exitCodes.found);
  context.result({ type: best?.type ?? null, valid: issues.length === 0, issues }, () => {
    if (issues.length === 0) return `valid: ${best?.type}`;
    const guessed = named === undefined && best !== undefined ? " (the closest type; choose another with --type)" : "";
    return [`invalid: ${best?.type ?? "not a message"}${guessed}`, ...issues.map(({ message }) => `  ${message}`)].join(
      "\n",
    );
  });
}

function helpText(): string {
  const types = typesOf(builtInContract).map((type) => `  ${type}\n`);
  return `
Message types of the built-in contract:
${types.join("")}
Examples:
  $ cardwright check-message request.json
  $ cardwright check-message request.json --type ${builtInContract.requestType}
  $ cardwright check-message order.json --contract ./contract/index.ts`;
}

function typesOf({ messages }: Contract): readonly string[] {
  return Object.keys(messages);
}

function messageType(name: string, contract: Contract, command: Command): string {
  const types = typesOf(contract);
  const found = types.find((type) => type.toUpperCase() === name.toUpperCase());
  if (found !== undefined) return found;
  command.error(`error: option '--type <type>' argument '${name}' is invalid. Expected one of ${types.join(", ")}.`);
}
