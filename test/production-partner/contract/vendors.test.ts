import { describe, expect, test } from "vitest";
import { findDrift } from "../../../codegen/output.ts";
import { compileVendor, folderOf, vendors } from "../../support/contracts/compile.ts";

describe.each(vendors)("%s", (vendor) => {
  test("is compiled from the document as it is now (node test/support/contracts/compile.ts)", async () => {
    expect(await findDrift(`${folderOf(vendor)}/generated`, await compileVendor(vendor))).toEqual([]);
  });
});
