import { groups, type Scenario } from "../scenario.ts";
import { mannersScenarios } from "./manners.ts";
import { ordinaryScenarios } from "./ordinary.ts";
import { troubleScenarios } from "./trouble.ts";

/** All scenarios, in the order in which they run. */
export const scenarios: readonly Scenario[] = groups.flatMap((group) =>
  [...ordinaryScenarios, ...mannersScenarios, ...troubleScenarios].filter((scenario) => scenario.group === group),
);
