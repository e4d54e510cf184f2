// A bill of materials in CycloneDX: what the package depends on, and what is bundled in it. `npm sbom` knows nothing of the
// bundles, and with `--omit dev` it leaves out every dependency that a development dependency uses, too.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

interface Locked {
  readonly name?: string;
  readonly version: string;
  readonly integrity: string;
  readonly license: string;
  readonly dev?: true;
  readonly devOptional?: true;
  readonly optional?: true;
  readonly peer?: true;
  readonly dependencies?: { readonly [name: string]: string };
}

/** By the path that it is installed at. */
type Lock = { readonly [path: string]: Locked };

/** Writes `dist/sbom.cdx.json`, the same for the same lock file and bundles, and says how many components it has. */
export function writeSbom(root: URL): number {
  const read = (file: string) => JSON.parse(readFileSync(new URL(file, root), "utf8"));
  const { packages } = read("package-lock.json") as { packages: Lock };
  const bundles = new Map<string, string[]>();
  for (const file of globSync("dist/**/bundled.json", { cwd: fileURLToPath(root) }).sort()) {
    for (const path of read(file) as string[]) bundles.set(path, [...(bundles.get(path) ?? []), dirname(file)]);
  }
  const installed = Object.keys(packages).filter((path) => path !== "" && isInstalled(packages[path]));
  const paths = [...new Set([...installed, ...bundles.keys()])].sort();
  // What is bundled goes first: a version that is installed twice, or bundled and installed, is one component.
  const inOrder = paths.toSorted((a, b) => Number(bundles.has(b)) - Number(bundles.has(a)));
  const byVersion = [...Map.groupBy(inOrder, (path) => ref(path, packages)).values()] as [string, ...string[]][];
  const { name, version, license, dependencies } = read("package.json");
  const self = { type: "library", "bom-ref": `${name}@${version}`, name, version, purl: purl(name, version) };
  const needed = Object.keys(dependencies).map((dependency) => `node_modules/${dependency}`);
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { lifecycles: [{ phase: "build" }], component: { ...self, licenses: [{ license: { id: license } }] } },
    components: byVersion.map(([path]) => component(path, packages, bundles.get(path) ?? [])),
    dependencies: [
      { ref: self["bom-ref"], dependsOn: refs([...needed, ...bundles.keys()], packages) },
      ...byVersion.map((same) => ({
        ref: ref(same[0], packages),
        dependsOn: refs(
          same.flatMap((path) => dependenciesOf(path, packages, paths)),
          packages,
        ),
      })),
    ],
  };
  writeFileSync(new URL("dist/sbom.cdx.json", root), `${JSON.stringify(bom, undefined, 1)}\n`);
  return byVersion.length;
}

function isInstalled(locked: Locked | undefined): boolean {
  return !(locked?.dev || locked?.devOptional || locked?.optional || locked?.peer);
}

function component(path: string, packages: Lock, bundles: readonly string[]): object {
  const { version, integrity, license } = lockedAt(path, packages);
  const name = nameOf(path, packages);
  const [algorithm, digest] = /^(sha512)-(.+)$/.exec(integrity)?.slice(1) ?? [];
  if (algorithm === undefined || digest === undefined) throw new Error(`${path} has no SHA-512 in package-lock.json`);
  return {
    type: "library",
    "bom-ref": ref(path, packages),
    name,
    version,
    scope: "required",
    purl: purl(name, version),
    hashes: [{ alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") }],
    // An expression such as "(MIT OR Apache-2.0)" is no identifier.
    licenses: [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }],
    ...(bundles.length > 0 && { properties: bundles.map((value) => ({ name: "cardwright:bundled-in", value })) }),
  };
}

/** Where Node finds what a package needs: beside it, or beside a package that holds it. */
function dependenciesOf(path: string, packages: Lock, paths: readonly string[]): readonly string[] {
  return Object.keys(lockedAt(path, packages).dependencies ?? {}).flatMap((name) => {
    for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/")))) {
      const found = `${from}${from === "" ? "" : "/"}node_modules/${name}`;
      if (paths.includes(found)) return [found];
      if (from === "") return [];
    }
  });
}

function lockedAt(path: string, packages: Lock): Locked {
  const locked = packages[path];
  if (locked === undefined) throw new Error(`${path} is not in package-lock.json: run npm ci`);
  return locked;
}

function nameOf(path: string, packages: Lock): string {
  return lockedAt(path, packages).name ?? path.replace(/^.*node_modules\//, "");
}

function ref(path: string, packages: Lock): string {
  return `${nameOf(path, packages)}@${lockedAt(path, packages).version}`;
}

function refs(paths: readonly string[], packages: Lock): readonly string[] {
  return [...new Set(paths.map((path) => ref(path, packages)))].sort();
}

function purl(name: string, version: string): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}
