// `npm run bench -- NAME` runs test/bench/NAME.bench.ts; without a name it lists what there is.
import { runNamed } from "../support/run-named.ts";

await runNamed(new URL("./", import.meta.url), ".bench.ts");
