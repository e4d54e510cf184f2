import { bombs } from "./bombs.ts";
import { floods } from "./floods.ts";
import { mistakes } from "./mistakes.ts";
import type { Scenario } from "./scenario.ts";
import { unread } from "./unread.ts";

/** Every kind of hostile peer. */
export const scenarios: readonly Scenario[] = [...mistakes, ...bombs, ...floods, ...unread];
