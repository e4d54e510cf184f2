import { fileURLToPath } from "node:url";

/** The folder with the built pages: beside the bundle, or where the build puts it. */
export function pageFolder(): string {
  const isSource = import.meta.url.endsWith(".ts");
  return fileURLToPath(new URL(isSource ? "../../dist/page" : "./page", import.meta.url));
}
