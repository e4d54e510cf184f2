import { readFileSync } from "node:fs";

/** The root of this repository. */
export const root: URL = new URL("../../", import.meta.url);

interface Entry {
  /** What is imported, such as `cardwright/ledger`. */
  readonly name: string;
  /** The short name, such as `ledger`. */
  readonly id: string;
  /** Its declarations in the build. */
  readonly types: string;
}

const { exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
  readonly exports: { readonly [entry: string]: string | { readonly import: { readonly types: string } } };
};

/** Every entry of the package, as `exports` of package.json lists them. */
export const entries: readonly Entry[] = Object.entries(exports).flatMap(([path, target]) => {
  if (typeof target === "string") return [];
  const name = path.replace(/^\./, "cardwright");
  return [{ name, id: path.replace(/^\.\/?/, "") || "cardwright", types: target.import.types.replace("./", "") }];
});
