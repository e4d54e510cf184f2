import { readFileSync } from "node:fs";
import type { SchemaCatalog, SchemaSource } from "../../../codegen/xsd/compile/load-documents.ts";
import { compileRecordSchema, type RecordSchema } from "../../../codegen/xsd/compile/record-schema.ts";
import { schemaFiles } from "../../../codegen/xsd/compile/schema-files.ts";

export function foreignSource(path: string): SchemaSource {
  return { path, text: readFileSync(new URL(`schemas/${path}`, import.meta.url), "utf8") };
}

/** The documents that the schemas import. */
export const foreignCatalog: SchemaCatalog = schemaFiles([foreignSource("common.xsd")]);

/**
 * Schemas as others write them: a product feed, a file of payments, an export of orders in two namespaces, a journal with records of
 * several kinds that take turns, master data with several that come one after the other.
 */
export const foreignSchemas = ["feed", "payments", "orders", "journal", "master-data"] as const;

export function compileForeign(name: (typeof foreignSchemas)[number]): RecordSchema {
  return compileRecordSchema(foreignSource(`${name}.xsd`), { catalog: foreignCatalog });
}
