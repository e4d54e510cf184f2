import { join } from "node:path";
import { expect, test } from "vitest";
import { partPath } from "../../../src/card-series-maintenance/file/batch-file.ts";

test.each([
  ["spring.xml", ".spring.xml.part"],
  [join(".", "a"), ".a.part"],
  [join("out", "spring.xml"), join("out", ".spring.xml.part")],
  [join("/", "spring.xml"), join("/", ".spring.xml.part")],
  [join("..", "out", ".spring"), join("..", "out", "..spring.part")],
])("writes %s under the hidden name %s", (path, hidden) => {
  expect(partPath(path)).toBe(hidden);
});
