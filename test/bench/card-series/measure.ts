// One measurement in a process of its own: `node measure.ts read|validate|saxes|write FILE-OR-COUNT`, printing one line of JSON.
import { createReadStream, statSync } from "node:fs";
import { SaxesParser } from "saxes";
import { readCardSeries, validateCardSeries, writeCardSeries } from "../../../src/card-series-maintenance/index.ts";
import { generateBlocks } from "./generate-blocks.ts";

const [, , mode = "", argument = ""] = process.argv;

async function run(): Promise<number> {
  switch (mode) {
    case "read": {
      let blocks = 0;
      for await (const block of readCardSeries({ path: argument })) if (block.valid) blocks++;
      if (blocks === 0) throw new Error("no blocks were read");
      return statSync(argument).size;
    }
    case "validate": {
      const { blocks, invalidBlocks } = await validateCardSeries({ path: argument });
      if (blocks === 0 || invalidBlocks > 0) throw new Error("the file is not valid");
      return statSync(argument).size;
    }
    case "saxes": {
      const parser = new SaxesParser({ xmlns: true });
      for await (const text of createReadStream(argument, { encoding: "utf8", highWaterMark: 1 << 18 }))
        parser.write(text);
      parser.close();
      return statSync(argument).size;
    }
    case "write": {
      let bytes = 0;
      for await (const piece of writeCardSeries(generateBlocks(Number(argument)))) bytes += piece.length;
      return bytes;
    }
    // What making the blocks alone costs, to be taken off.
    case "generate": {
      let blocks = 0;
      for (const block of generateBlocks(Number(argument))) if (block.CardPrefix !== "") blocks++;
      return blocks;
    }
    default:
      throw new Error(`there is no mode "${mode}"`);
  }
}

const started = performance.now();
const before = process.cpuUsage();
const bytes = await run();
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
const cpuSeconds = (user + system) / 1e6;
process.stdout.write(JSON.stringify({ bytes, seconds, cpuSeconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
