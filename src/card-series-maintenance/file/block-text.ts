import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { BytePiece } from "../../xml/byte-piece.ts";
import { RecordWriter } from "../../xml/record-writer.ts";
import type { BatchContract } from "../contract/batch-contract.ts";
import { BlockRules } from "./block-rules.ts";

/** Writes the parts of the batch files of a contract. */
export class BlockText {
  readonly #contract: BatchContract;
  readonly #writer: RecordWriter<object>;
  readonly #piece = new BytePiece();
  #issues: readonly ValidationIssue[] = [];

  constructor(contract: BatchContract) {
    this.#contract = contract;
    const { schema, envelope } = contract;
    this.#writer = new RecordWriter(schema, { indent: 2, fast: true, envelope });
  }

  /** The text of a batch file before its first block. */
  get start(): string {
    return this.#writer.head;
  }

  /** The text of a batch file after its last block. */
  get end(): string {
    return this.#writer.tail;
  }

  /** Returns the text of a block that the schema accepts. */
  format(block: object): string {
    return this.#writer.record(block);
  }

  /** What is wrong with the block that was encoded last. */
  get issues(): readonly ValidationIssue[] {
    return this.#issues;
  }

  /** Returns the bytes of a valid block, until the next is encoded; `undefined` for one with issues. */
  encode(block: object): Uint8Array | undefined {
    const piece = this.#piece;
    piece.extend(0);
    this.#issues = this.#writer.write(block, piece);
    // The rules that concern a single block.
    if (this.#issues.length === 0) this.#issues = new BlockRules(this.#contract).check(this.#contract.requestOf(block));
    return this.#issues.length === 0 ? piece.bytes.subarray(0, piece.length) : undefined;
  }
}
