// The bill of materials in the package lists what is bundled and what is depended on, each with a version, a licence and a hash.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageJson } from "./packed-package.ts";

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly "bom-ref": string;
  readonly hashes: readonly { readonly content: string }[];
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
  readonly properties?: readonly { readonly value: string }[];
}

/** Checks the bill of materials of the package that is installed in a project, and says what it lists. */
export function checkSbom(project: string): string {
  const packed = join(project, "node_modules", "cardwright");
  const bom = JSON.parse(readFileSync(join(packed, "dist", "sbom.cdx.json"), "utf8"));
  const components = bom.components as readonly Component[];
  const faults: string[] = [];
  for (const { name, version, purl, hashes, licenses } of components) {
    const licence = licenses[0]?.expression ?? licenses[0]?.license?.id;
    if (!purl.endsWith(`@${version}`) || !/^[\da-f]{128}$/.test(hashes[0]?.content ?? "") || !licence) {
      faults.push(`${name} lacks a version, a hash or a licence`);
    }
  }
  for (const [name, range] of Object.entries(packageJson.dependencies)) {
    const wanted = range.startsWith("npm:") ? range.slice("npm:".length) : `${name}@${range}`;
    if (!components.some((one) => one["bom-ref"] === wanted)) faults.push(`${wanted} is a dependency and not listed`);
  }
  let bundled = 0;
  for (const file of globSync("dist/**/LICENSES.txt", { cwd: packed })) {
    const folder = file.replaceAll("\\", "/").replace(/\/LICENSES\.txt$/, "");
    const heads = [...readFileSync(join(packed, file), "utf8").matchAll(/^(\S+) (\d\S*) \((.+)\)$/gm)];
    if (heads.length === 0) faults.push(`${file} names no package`);
    for (const [, name, version, licence] of heads) {
      bundled++;
      const listed = components.find((one) => one["bom-ref"] === `${name}@${version}`);
      const isSame = listed?.licenses[0]?.license?.id === licence;
      const isMarked = listed?.properties?.some(({ value }) => value === folder);
      if (!isSame || !isMarked) faults.push(`${name} ${version} is bundled in ${folder} and not listed so`);
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return `the bill of materials lists ${components.length} packages, ${bundled} of them bundled`;
}
