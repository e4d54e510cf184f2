// `npm run soak -- NAME [--seed S] [--size N]` runs test/soak/NAME.soak.ts; without a name it lists what there is.
import { runNamed } from "../support/run-named.ts";

await runNamed(new URL("./", import.meta.url), ".soak.ts");
