import { orceErrors } from "../../../../generated/error-codes.gen.ts";
import type { OrceFaultOptions } from "../../process/orce-faults.ts";
import type { SandboxParts } from "../../process/sandbox-parts.ts";
import { HttpError, notFound } from "../http-error.ts";
import { integer, list, object, text } from "../json-schema.ts";
import type { Route } from "../route.ts";

const faults = object({
  failEvery: integer("Every n-th block fails. Default 0: none", 0, 1_000_000),
  code: text("The code that those blocks fail with. Default GENERAL_ERROR", { enum: Object.keys(orceErrors) }),
  unavailableEvery: integer("Every n-th call of File Services is answered with 503. Default 0: none", 0, 1_000_000),
  unknownCustomers: { ...list(text("A CustomerID that nobody has")), maxItems: 100_000 },
});

/** ORCE: its File Services as they are called by programs, and what became of the files. */
export function orceRoutes({ orce }: SandboxParts): readonly Route[] {
  const answerCall = (): void => {
    if (orce.faults.nextCall())
      throw new HttpError(503, "UNAVAILABLE", "File Services are unavailable", "Try again: a fault was switched on.");
  };
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
        answerCall();
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
        answerCall();
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
        answerCall();
        const bytes = orce.nameOf(token) === name ? await orce.readResult(name) : undefined;
        if (bytes === undefined) throw notFound("address");
        return { file: { name: name.split("/").at(-1) ?? "result", type: "application/xml", bytes } };
      },
    },
    {
      method: "GET",
      path: "/ws/v1/FileServices/objects",
      operationId: "listObjects",
      tag: "ORCE File Services",
      summary: "List the results, as OCI lists objects. That File Services do so is assumed.",
      query: { prefix: text("What the names begin with. Default: any") },
      handle: async ({ query: { prefix = "" } }) => {
        answerCall();
        const names = (await orce.results()).filter((name) => name.startsWith(`${prefix}`));
        const objects = await Promise.all(names.map(async (name) => ({ name, size: await orce.sizeOf(name) })));
        return { value: { objects } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/orce/faults",
      operationId: "getOrceFaults",
      tag: "ORCE",
      summary: "Show what goes wrong in ORCE.",
      answer: faults,
      handle: () => ({ value: orce.faults.options }),
    },
    {
      method: "PUT",
      path: "/api/v1/orce/faults",
      operationId: "setOrceFaults",
      tag: "ORCE",
      summary: "Make blocks fail, File Services unavailable, and customers unknown; all others are switched off.",
      body: faults,
      answer: faults,
      handle: ({ body }) => {
        // What the schema above describes.
        orce.faults.set(body as OrceFaultOptions);
        return { value: orce.faults.options };
      },
    },
    {
      method: "GET",
      path: "/api/v1/orce/files",
      operationId: "listOrceFiles",
      tag: "ORCE",
      summary:
        "List the processed files, the blocks that failed and why, how many files are waiting, and the names of the results.",
      handle: async () => ({
        value: { files: orce.files(), processing: orce.processing, results: await orce.results() },
      }),
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
