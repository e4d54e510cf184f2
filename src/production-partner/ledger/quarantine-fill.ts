import type { QuarantineFill, QuarantineLimits } from "./quarantine.ts";

/** Makes the account of how full a quarantine is. */
export function fillOf(
  { maxEntries, maxAgeMs }: QuarantineLimits,
  kept: number,
  oldestMs: number | undefined,
  nowMs: number,
): QuarantineFill {
  const ageRatio = oldestMs === undefined ? 0 : (nowMs - oldestMs) / maxAgeMs;
  return {
    kept,
    maxEntries,
    maxAgeMs,
    ...(oldestMs !== undefined && { oldestAt: new Date(oldestMs) }),
    ratio: Math.min(1, Math.max(kept / maxEntries, ageRatio)),
  };
}
