import type { Schema } from "../asyncapi/model/schema.ts";
import type { Difference } from "./difference.ts";

// A greater lower bound allows less, a greater upper bound more.
const lower: ReadonlySet<string> = new Set(["minLength", "minItems", "minProperties"]);
const upper: ReadonlySet<string> = new Set(["maxLength", "maxItems", "maxProperties"]);
// Two keywords bound numbers at each end, and the narrower of them counts.
const ends = [
  { inclusive: "minimum", exclusive: "exclusiveMinimum", sign: 1 },
  { inclusive: "maximum", exclusive: "exclusiveMaximum", sign: -1 },
] as const;
const endKeywords: ReadonlySet<string> = new Set(ends.flatMap(({ inclusive, exclusive }) => [inclusive, exclusive]));

/** Compares the limits on values and the formats of two schemas. */
export function compareLimits(old: Schema, now: Schema): readonly Difference[] {
  const found: Difference[] = [];
  for (const end of ends) {
    const [from, to] = [bound(old, end), bound(now, end)];
    if (from.rank === to.rank && from.isExclusive === to.isExclusive) continue;
    const isTighter = to.rank === from.rank ? to.isExclusive : to.rank > from.rank;
    const rule = isTighter ? "limit-tightened" : "limit-loosened";
    found.push({ rule, at: now.at, detail: `${from.text} → ${to.text}` });
  }
  for (const keyword of new Set([...Object.keys(old.limits), ...Object.keys(now.limits)])) {
    if (endKeywords.has(keyword)) continue;
    const [from, to] = [old.limits[keyword], now.limits[keyword]];
    if (from === to || (from === undefined && to === false) || (from === false && to === undefined)) continue;
    const detail = `${keyword} ${from ?? "none"} → ${to ?? "none"}`;
    found.push({ rule: ruleFor(keyword, from, to), at: now.at, detail });
  }
  if (old.format !== now.format) {
    const rule =
      old.format === undefined ? "format-added" : now.format === undefined ? "format-removed" : "format-changed";
    found.push({ rule, at: now.at, detail: `${old.format ?? "none"} → ${now.format ?? "none"}` });
  }
  return found;
}

interface Bound {
  /** The greater, the less is allowed. */
  readonly rank: number;
  readonly isExclusive: boolean;
  readonly text: string;
}

function bound({ limits }: Schema, { inclusive, exclusive, sign }: (typeof ends)[number]): Bound {
  const [at, beyond] = [limits[inclusive], limits[exclusive]];
  const found: Bound[] = [{ rank: -Infinity, isExclusive: false, text: `${inclusive} none` }];
  if (typeof at === "number") found.push({ rank: sign * at, isExclusive: false, text: `${inclusive} ${at}` });
  if (typeof beyond === "number")
    found.push({ rank: sign * beyond, isExclusive: true, text: `${exclusive} ${beyond}` });
  return found.reduce((one, other) => (other.rank >= one.rank ? other : one));
}

type Limit = Schema["limits"][string] | undefined;

function ruleFor(keyword: string, from: Limit, to: Limit): "limit-tightened" | "limit-loosened" | "limit-changed" {
  if (from === undefined || to === true) return "limit-tightened";
  if (to === undefined || to === false) return "limit-loosened";
  if (lower.has(keyword)) return to > from ? "limit-tightened" : "limit-loosened";
  if (upper.has(keyword)) return to < from ? "limit-tightened" : "limit-loosened";
  return "limit-changed";
}
