import { type Command, Option } from "commander";

/** How an AsyncAPI document is to be read. */
export interface DocumentFlags {
  readonly perspective?: string;
  readonly accept?: readonly string[];
  readonly ref?: readonly string[];
  readonly direction?: readonly string[];
  readonly unverifiedFormat?: readonly string[];
  readonly assume?: string;
  readonly overlay?: string;
}

/** Adds the options that say how a vendor's document is to be read. */
export function withDocumentOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--perspective <side>", "who wrote the document: NGOC's side or the partner's")
        .choices(["owner", "partner"])
        .default("owner"),
    )
    .option("--accept <pointer>", "go on without a part that is refused (repeatable)", collected)
    .option("--ref <url=file>", "read a file instead of a network reference (repeatable)", collected)
    .option("--direction <message=way>", "send or receive, for a message without an operation (repeatable)", collected)
    .option("--unverified-format <name>", "let values of an unknown format pass (repeatable)", collected)
    .addOption(
      new Option("--assume <provenance>", "how sure the parts are that the document does not mark").choices([
        "seen",
        "inferred",
        "assumed",
      ]),
    )
    .option("--overlay <file>", "annotations for a document that may not be edited");
}

function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
