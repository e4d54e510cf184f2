// The version before is the latest; the one that is being made is published under a tag, tried, and then becomes the latest.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../../consumer/bundlers.ts";
import type { Check } from "./check-list.ts";
import { copyCandidate, packVersionBefore, versionBefore } from "./releases.ts";
import { type Machine, runCommand, tryCommand } from "./run-command.ts";
import { exactly, expectPrinted, expectVersion } from "./try-node.ts";
import { bundleByWebpack } from "./webpack.ts";

/** Publishes both versions; returns which they are. */
export async function publish(
  machine: Machine & { readonly token: string },
  scratch: string,
  check: Check,
): Promise<{ readonly before: string; readonly now: string }> {
  const { token: _, ...consumer } = machine;
  const candidate = copyCandidate(scratch);
  const now = candidate.version;
  await check(`publish ${versionBefore}`, async () => {
    await runCommand(machine, scratch, ["npm", "publish", packVersionBefore(scratch)]);
  });
  await check(`publish ${now}`, async () => {
    // As the release does: from the sources, which prepack builds.
    await runCommand(machine, candidate.folder, ["npm", "publish", "--tag", "next"]);
  });
  await check("no version twice", async () => {
    const again = await tryCommand(machine, candidate.folder, ["npm", "publish", "--tag", "next"]);
    if (again.status === 0 || !/cannot publish over|EPUBLISHCONFLICT|409/i.test(again.stderr)) {
      throw new Error(`The second publication ended with ${again.status}: ${again.stderr}`);
    }
  });
  await check("nobody else publishes", async () => {
    const stranger = await tryCommand(consumer, candidate.folder, ["npm", "publish", "--tag", "next"]);
    if (stranger.status === 0 || !stranger.stderr.includes("ENEEDAUTH")) throw new Error(stranger.stderr);
  });
  const folder = join(scratch, "tags");
  mkdirSync(folder);
  await check("install by tag", async () => {
    await runCommand(consumer, folder, ["npm", "init", "-y"]);
    await runCommand(consumer, folder, ["npm", "install", "cardwright"]);
    expectVersion(folder, versionBefore);
    await runCommand(consumer, folder, ["npm", "install", "cardwright@next"]);
    expectVersion(folder, now);
    const npx = ["npx", "--yes", "cardwright@next", "--version"];
    expectPrinted(await runCommand(consumer, scratch, npx), exactly(now));
    await runCommand(machine, scratch, ["npm", "dist-tag", "add", `cardwright@${now}`, "latest"]);
    expectPrinted(await runCommand(consumer, scratch, ["npm", "view", "cardwright", "dist-tags.latest"]), exactly(now));
  });
  await check("bundlers", async () => void (await bundle(folder)));
  await check("webpack", () => bundleByWebpack(folder));
  return { before: versionBefore, now };
}
