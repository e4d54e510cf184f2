import type { SandboxParts } from "../../process/sandbox-parts.ts";
import { HttpError, notFound } from "../http-error.ts";
import { object, text } from "../json-schema.ts";
import type { Route } from "../route.ts";

/** ORCE: its File Services as they are called by programs, and what became of the files. */
export function orceRoutes({ orce }: SandboxParts): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/ws/v1/FileServices/par",
      operationId: "createPreAuthenticatedRequest",
      tag: "ORCE File Services",
      summary:
        "Issue the address that one file is uploaded to with PUT, or fetched from with GET. Any credentials will do.",
      body: object({ accessType: text("ObjectWrite or ObjectRead"), objectName: text("The name of the file") }, [
        "objectName",
      ]),
      handle: ({ body, headers }) => {
        if (!/^(Bearer|Basic) \S+/.test(`${headers["authorization"] ?? ""}`))
          throw new HttpError(401, "UNAUTHORIZED", "The credentials are missing", "Send any bearer token or user.");
        const { objectName, accessType = "ObjectWrite" } = body as { objectName: string; accessType?: string };
        return { status: 201, value: { name: objectName, accessType, fullPath: orce.issueAddress(objectName) } };
      },
    },
    {
      method: "PUT",
      path: "/p/{token}/o/{name}",
      operationId: "uploadFile",
      tag: "ORCE File Services",
      summary: "Upload a batch file; it is processed at once.",
      takes: "application/xml",
      handle: async ({ params: { token = "", name = "" }, bytes }) => {
        if (orce.nameOf(token) !== name) throw notFound("address");
        await orce.upload(name, bytes);
        return { status: 200, value: {} };
      },
    },
    {
      method: "GET",
      path: "/p/{token}/o/{name}",
      operationId: "fetchFile",
      tag: "ORCE File Services",
      summary: "Fetch a result.",
      handle: async ({ params: { token = "", name = "" } }) => {
        const bytes = orce.nameOf(token) === name ? await orce.readResult(name) : undefined;
        if (bytes === undefined) throw notFound("address");
        return { file: { name: name.split("/").at(-1) ?? "result", type: "application/xml", bytes } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/orce/files",
      operationId: "listOrceFiles",
      tag: "ORCE",
      summary: "List the processed files, the blocks that failed and why, and the names of the results.",
      handle: async () => ({ value: { files: orce.files(), results: await orce.results() } }),
    },
    {
      method: "GET",
      path: "/api/v1/orce/results/{name}",
      operationId: "getOrceResult",
      tag: "ORCE",
      summary: "Fetch a result by its name (percent-encoded), such as complete/orders/failed/orders_failures.xml.",
      handle: async ({ params: { name = "" } }) => {
        const bytes = await orce.readResult(name);
        if (bytes === undefined) throw notFound("result");
        return { file: { name: name.split("/").at(-1) ?? "result", type: "application/xml", bytes } };
      },
    },
    {
      method: "PUT",
      path: "/api/v1/orce/files/{name}",
      operationId: "putOrceFile",
      tag: "ORCE",
      summary: "Hand a batch file to ORCE without File Services.",
      takes: "application/xml",
      handle: async ({ params: { name = "" }, bytes }) => {
        await orce.upload(name, bytes);
        return { status: 202, value: {} };
      },
    },
  ];
}
