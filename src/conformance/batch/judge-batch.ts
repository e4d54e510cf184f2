import { builtInBatchContract } from "../../card-series-maintenance/contract/built-in.ts";
import { type CardRequest, eachBlock } from "../../card-series-maintenance/file/index.ts";
import { checkBatch } from "../../card-series-maintenance/jobs/check/check-batch.ts";
import type { CheckResult } from "../result.ts";
import { type BatchRule, batchCheck } from "./batch-rules.ts";
import type { WantedCard } from "./batch-scenarios.ts";

/** A block of a file that the generator wrote. */
export interface WrittenBlock {
  readonly file: string;
  readonly number: number;
  readonly value: CardRequest;
}

/** Reads the blocks of files; of a file that is not well-formed, those before the fault. */
export async function readBlocks(files: readonly string[]): Promise<readonly WrittenBlock[]> {
  const blocks: WrittenBlock[] = [];
  for (const file of files) {
    try {
      for await (const block of eachBlock(file)) {
        blocks.push({
          file,
          number: block.number,
          value: block.valid ? builtInBatchContract.requestOf(block.value) : {},
        });
      }
    } catch {
      // `valid-file` says what is wrong with it.
    }
  }
  return blocks;
}

/** What is wrong with the files by the schema, and by the guide's rules beside it. */
export async function checkFiles(files: readonly string[]): Promise<readonly CheckResult[]> {
  const found: { [rule in BatchRule]?: string } = {};
  const ruleOf = (keyword: string): BatchRule => {
    if (keyword.startsWith("same")) return "one-series-a-file";
    if (keyword === "emptyCustomer") return "no-empty-customer";
    if (keyword === "customerIdentity") return "identity";
    return keyword === "alternateIdTypeCode" ? "type-code" : "valid-file";
  };
  if (files.length > 0) {
    await checkBatch({
      files,
      onIssue: ({ line, message, keyword }) => {
        // A card that is asked for twice is no matter of one file.
        if (keyword.startsWith("duplicate")) return;
        found[ruleOf(keyword)] ??= `Line ${line}: ${message}`;
      },
    });
  }
  const rules = ["valid-file", "one-series-a-file", "no-empty-customer", "identity", "type-code"] as const;
  return rules.map((rule) => batchCheck(rule, found[rule]));
}

/** What is wrong with blocks that are to order these cards, no more and no fewer. */
export function checkCards(blocks: readonly WrittenBlock[], wanted: readonly WantedCard[]): readonly CheckResult[] {
  const found: { [rule in BatchRule]?: string } = {};
  const left = [...blocks];
  for (const card of wanted) {
    const at = left.findIndex(({ value }) => names(value, card));
    const [block] = at < 0 ? [] : left.splice(at, 1);
    if (block === undefined) {
      found[missingRule(blocks, card)] ??= `No block for ${describe(card)}`;
      continue;
    }
    const { value } = block;
    if (value.CardPrefix !== card.cardPrefix || value.CardSeriesSequence !== card.cardSeriesSequence) {
      found["series-kept"] ??=
        `${describe(card)} is ordered of series ${value.CardPrefix} ${value.CardSeriesSequence}, not ${card.cardPrefix} ${card.cardSeriesSequence}`;
    }
    const amount = value.RTPTransaction?.RTPAmount?.Amount;
    if (!isSameAmount(amount, card.amount)) {
      found["amounts-kept"] ??=
        `${describe(card)} has the amount ${amount ?? "(none)"}, not ${card.amount ?? "(none)"}`;
    }
    const typeCode = value.Customer?.AlternateKey?.TypeCode;
    if (card.customerId === undefined && card.typeCode !== undefined && typeCode !== card.typeCode) {
      found["type-code"] ??= `${describe(card)} has the TypeCode ${typeCode ?? "(none)"}, not ${card.typeCode}`;
    }
  }
  const [extra] = left;
  if (extra !== undefined) {
    found["each-card-once"] ??= `${left.length} blocks more than cards were asked for, such as block ${extra.number}`;
  }
  const rules = ["each-card-once", "precedence", "series-kept", "amounts-kept"] as const;
  return [
    ...rules.map((rule) => batchCheck(rule, found[rule])),
    ...(found["type-code"] === undefined ? [] : [batchCheck("type-code", found["type-code"])]),
  ];
}

/** What is wrong with blocks that are to send again what failed, and nothing else. */
export function checkResubmission(
  blocks: readonly WrittenBlock[],
  failed: readonly WrittenBlock[],
): readonly CheckResult[] {
  const left = blocks.map(({ value }) => JSON.stringify(value));
  const missing = failed.filter(({ value }) => {
    const at = left.indexOf(JSON.stringify(value));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    batchCheck(
      "resubmits-failed",
      missing.length === 0 ? undefined : `${missing.length} of ${failed.length} failed blocks are missing or changed`,
    ),
    batchCheck(
      "resubmits-only-failed",
      left.length === 0 ? undefined : `${left.length} blocks were sent again that had not failed, or twice`,
    ),
  ];
}

/** Whom a block is for: the CustomerID takes precedence, as ORCE reads it. */
function identityOf({
  customerId,
  alternateId,
}: {
  customerId?: string | undefined;
  alternateId?: string | undefined;
}) {
  if (customerId !== undefined && customerId !== "") return `id ${customerId}`;
  return alternateId !== undefined && alternateId !== "" ? `alternate ${alternateId}` : "nobody";
}

function names({ Customer: customer }: CardRequest, card: WantedCard): boolean {
  const { CustomerID: customerId, AlternateKey } = customer ?? {};
  return identityOf({ customerId, alternateId: AlternateKey?.AlternateID }) === identityOf(card);
}

/** A block by the AlternateID where both are known is ordered for the wrong customer, not missing. */
function missingRule(blocks: readonly WrittenBlock[], { customerId, alternateId }: WantedCard): BatchRule {
  const isByAlternate = blocks.some(({ value }) =>
    names(value, { cardPrefix: "", cardSeriesSequence: "", ...(alternateId !== undefined && { alternateId }) }),
  );
  return customerId !== undefined && alternateId !== undefined && isByAlternate ? "precedence" : "each-card-once";
}

/** Compares decimal texts by value, without floating point. */
function isSameAmount(left: string | undefined, right: string | undefined): boolean {
  const plain = (text = ""): string => {
    const [whole = "", fraction = ""] = text.trim().split(".");
    return `${whole.replace(/^0+(?=\d)/, "")}.${fraction.replace(/0+$/, "")}`;
  };
  return plain(left) === plain(right);
}

function describe(card: WantedCard): string {
  return `the card of ${identityOf(card)}`;
}
