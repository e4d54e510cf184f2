import { type JsonSchema, object, text } from "./json-schema.ts";
import type { Route } from "./route.ts";

const problem: JsonSchema = object({
  code: text("What went wrong, as a constant"),
  message: text("What went wrong"),
  help: text("What to do next"),
});

/** Describes routes as an OpenAPI 3.1 document. */
export function openApiOf(
  routes: readonly Route[],
  { version, title }: { readonly version: string; readonly title?: string },
): object {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] ?? {}, { [route.method.toLowerCase()]: operationOf(route) });
  }
  return {
    openapi: "3.1.0",
    info: {
      title: title ?? "cardwright sandbox",
      version,
      ...(title === undefined && {
        description: "A simulated Service Bus, NGOC and ORCE, to be driven from tests in any language.",
      }),
    },
    security: [{ key: [] }, {}],
    paths,
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
  };
}

function operationOf({ path, operationId, tag, summary, query = {}, body, takes, answer }: Route): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(query).map(([name, schema]) => ({ name, in: "query", schema }));
  return {
    operationId,
    tags: [tag],
    summary,
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...(body !== undefined && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    ...(takes !== undefined && { requestBody: { required: true, content: { [takes]: {} } } }),
    responses: {
      "2XX": { description: "Done", content: { "application/json": { schema: answer ?? {} } } },
      "4XX": { description: "Refused", content: { "application/json": { schema: problem } } },
    },
  };
}
