import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { SchemaCatalog, SchemaSource } from "./load-documents.ts";

/**
 * Finds the documents of a schema among given ones, then as files beside the document that refers to them. It never asks the
 * network.
 */
export function schemaFiles(given: readonly SchemaSource[]): SchemaCatalog {
  return ({ path, location, namespace }) => {
    const name = location === undefined ? undefined : basename(location);
    return (
      given.find((one) => one.path === path) ??
      given.find((one) => name !== undefined && basename(one.path) === name) ??
      given.find((one) => namespace !== undefined && targetNamespace(one.text) === namespace) ??
      (path === undefined ? undefined : fileAt(path))
    );
  };
}

function targetNamespace(text: string): string {
  return /<[^<>]*\stargetNamespace\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? "";
}

function fileAt(path: string): SchemaSource | undefined {
  try {
    return { path, text: readFileSync(path, "utf8") };
  } catch {
    return undefined;
  }
}
