import { build } from "tsup";
import { pageBuild } from "../../tsup.page.ts";

/** Builds the page where `cardwright sandbox` looks for it. */
export async function buildPage(): Promise<void> {
  await build({ ...pageBuild, config: false, silent: true });
}
