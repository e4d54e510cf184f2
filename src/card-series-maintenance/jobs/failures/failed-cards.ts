import type { OrceErrorCode } from "../../../../generated/error-codes.gen.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import { builtInBatchContract } from "../../contract/built-in.ts";
import { BlockSource } from "../../file/block-source.ts";
import { eachBlock, requestOf } from "../../file/each-block.ts";
import { LineMap } from "../../file/line-map.ts";
import { possibleCodes } from "./failure-groups.ts";
import type { FailureReport } from "./match-failures.ts";

/** A card that failed, and whose it is. Customer numbers are personal data: show them to whom they concern only. */
export interface FailedCard {
  /** The number of its block in the file, from 1. */
  readonly block: number;
  /** The line of input that it was made of; `undefined` when it is not known. */
  readonly line: number | undefined;
  readonly customerId: string | undefined;
  readonly alternateId: string | undefined;
  readonly alternateIdType: string | undefined;
  /** The error codes that can explain it; ORCE itself reports none. */
  readonly possibleCodes: readonly OrceErrorCode[];
}

/** Options of {@link listFailedCards}. */
export interface ListFailedCardsOptions {
  /** The path of the file that was sent, or of the copy that ORCE archived. */
  readonly sent: string;
  /** The schema of the files and its binding, made by `defineBatchContract`. Default: that of ORCE's guide. */
  readonly contract?: BatchContract;
  /** What {@link matchFailures} says of it. */
  readonly report: Pick<FailureReport, "failed" | "sent" | "succeeded">;
  /** The path of the file as it was created, beside which it is kept from which line each block comes. Default `sent`. */
  readonly createdAs?: string;
  readonly signal?: AbortSignal;
}

/** Lists the cards of a file that failed, customer by customer, in the order of the file. */
export async function* listFailedCards(options: ListFailedCardsOptions): AsyncGenerator<FailedCard, void, undefined> {
  const { sent, report, createdAs = sent, contract = builtInBatchContract, signal } = options;
  if (report.failed.size === 0) return;
  const lines = await LineMap.read(createdAs);
  const seen = { someSucceeded: report.succeeded > 0, lastFailed: report.failed.has(report.sent) };
  await using source = await BlockSource.open(sent);
  for await (const block of eachBlock(sent, { contract, signal })) {
    if (!report.failed.has(block.number)) continue;
    const request = await requestOf(block, { contract, source });
    const { CustomerID, AlternateKey } = request.Customer ?? {};
    yield {
      block: block.number,
      line: lines?.lineOf(block.number),
      customerId: CustomerID,
      alternateId: AlternateKey?.AlternateID,
      alternateIdType: AlternateKey?.TypeCode,
      possibleCodes: possibleCodes(request, seen),
    };
  }
}
