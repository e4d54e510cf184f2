// node test/support/contracts/compile.ts writes the compiled form of the contracts that the tests use beside the built-in one.
import { fileURLToPath } from "node:url";
import { annotatedSchemasModule } from "../../../codegen/asyncapi/emit/annotated-schemas.ts";
import { generateFromAsyncApi } from "../../../codegen/asyncapi/index.ts";
import { type ReadOptions, readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import type { GeneratedFile } from "../../../codegen/generated-file.ts";
import { writeFiles } from "../../../codegen/output.ts";
import { readSpecFile } from "../../../codegen/spec-file.ts";

/** The invented vendors, by the folder of their contract. */
export type Vendor = "vendor-a" | "vendor-b" | "vendor-c";

/** The invented vendors, by the folder of their contract. */
export const vendors: readonly Vendor[] = ["vendor-a", "vendor-b", "vendor-c"];

/** The folder of a vendor's contract, relative to the repository. */
export function folderOf(vendor: Vendor): string {
  return `test/support/contracts/${vendor}`;
}

/** What the compiler must be told of a vendor's document. */
function vendorOptions(vendor: Vendor): ReadOptions {
  return vendor === "vendor-c" ? { perspective: "partner" } : {};
}

/** Compiles the contract of a vendor. */
export async function compileVendor(vendor: Vendor): Promise<readonly GeneratedFile[]> {
  const source = await readSpecFile(`${folderOf(vendor)}/asyncapi.yaml`);
  const options = { ...vendorOptions(vendor), runtime: "../../../../../src" };
  const contract = await readAsyncApi(source, options);
  return [...(await generateFromAsyncApi(source, options)), annotatedSchemasModule(source, contract)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const vendor of vendors) await writeFiles(`${folderOf(vendor)}/generated`, await compileVendor(vendor));
}
