// The child of mutation-run.ts, in a copy of the sources with another contract: reads samples, writes the outcome.
import { text } from "node:stream/consumers";
import { sampleFlow } from "./sample-flow.ts";

const samples = JSON.parse(await text(process.stdin)) as { readonly [type: string]: unknown };
process.stdout.write(JSON.stringify(await sampleFlow(samples)));
