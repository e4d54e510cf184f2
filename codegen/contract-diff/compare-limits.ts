import type { Schema } from "../asyncapi/model/schema.ts";
import type { Difference } from "./difference.ts";

// A greater lower bound allows less, a greater upper bound more.
const lower: ReadonlySet<string> = new Set(["minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties"]);
const upper: ReadonlySet<string> = new Set(["maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties"]);

/** Compares the limits on values and the formats of two schemas. */
export function compareLimits(old: Schema, now: Schema): readonly Difference[] {
  const found: Difference[] = [];
  for (const keyword of new Set([...Object.keys(old.limits), ...Object.keys(now.limits)])) {
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

type Limit = Schema["limits"][string] | undefined;

function ruleFor(keyword: string, from: Limit, to: Limit): "limit-tightened" | "limit-loosened" | "limit-changed" {
  if (from === undefined || to === true) return "limit-tightened";
  if (to === undefined || to === false) return "limit-loosened";
  if (lower.has(keyword)) return to > from ? "limit-tightened" : "limit-loosened";
  if (upper.has(keyword)) return to < from ? "limit-tightened" : "limit-loosened";
  return "limit-changed";
}
