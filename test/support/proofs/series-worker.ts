// One process of the series soak: defines a series, writes its number down, and generates the series that all share.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { generateRegisteredSeries } from "../../../src/card-series-maintenance/jobs/series/export-series.ts";
import { SeriesSecret } from "../../../src/card-series-maintenance/numbering/series-secret.ts";
import { isCardwrightError } from "../../../src/errors/cardwright-error.ts";
import { openRegister, seriesKey } from "./series-kill.ts";

const [where = "", folder = ""] = process.argv.slice(2);
await using register = await openRegister(where);
const { series } = await register.define({ prefix: seriesKey.prefix, name: `Of ${process.pid}`, numberOfCards: 1 });
appendFileSync(join(folder, "defined.log"), `${series}\n`);
const secret = SeriesSecret.parse("5".repeat(64));
for (let done = false; !done; ) {
  try {
    await generateRegisteredSeries({ register, key: seriesKey, secret, folder: join(folder, "encoder") });
    done = true;
  } catch (error) {
    if (!isCardwrightError(error)) throw error;
    done = error.code === "SERIES_ALREADY_GENERATED";
    if (!done && error.code !== "SERIES_RUNNING") throw error;
    // The other process has it in hand: this one takes over when that one is killed.
    if (!done) await wait(20);
  }
}
