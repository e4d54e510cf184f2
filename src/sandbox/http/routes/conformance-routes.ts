import type { ConformanceHost, ConformanceOrder } from "../../process/conformance-host.ts";
import { HttpError, notFound } from "../http-error.ts";
import { integer, object, text } from "../json-schema.ts";
import type { Route } from "../route.ts";

const tag = "Conformance";

/** Runs the conformance kit, shows how it goes, and hands out its report. */
export function conformanceRoutes(host: ConformanceHost): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/conformance",
      operationId: "getConformance",
      tag,
      summary:
        "Show the run of the conformance kit: its connection strings, what it waits for, and its verdicts so far.",
      handle: () => ({ value: host.run }),
    },
    {
      method: "GET",
      path: "/api/v1/conformance/scenarios",
      operationId: "listScenarios",
      tag,
      summary: "List the scenarios of the conformance kit.",
      handle: async () => ({ value: { scenarios: await host.runner.scenarios() } }),
    },
    {
      method: "POST",
      path: "/api/v1/conformance",
      operationId: "startConformance",
      tag,
      summary: "Run the conformance kit against an application that you start with its connection strings.",
      body: object(
        {
          only: text("Ids of scenarios or names of groups, separated by blanks. Default: all"),
          secondsPerOrder: integer("The longest time from an order to its report. Default 30", 1, 3600),
          quietSeconds: integer("How long nothing has to come before that is said. Default 2", 1, 600),
          attendSeconds: integer("How long the kit waits for a person. Default 120", 1, 3600),
        },
        [],
      ),
      handle: async ({ body }) => {
        const { only: names = "", ...times } = body as Omit<ConformanceOrder, "only"> & { readonly only?: string };
        const only = names.split(/[\s,]+/).filter((name) => name !== "");
        const wanted = only.map((name) => name.toLowerCase());
        const scenarios = await host.runner.scenarios();
        const isKnown = (name: string): boolean => scenarios.some((one) => isNamed(one, name));
        const unknown = wanted.find((name) => !isKnown(name));
        if (unknown !== undefined)
          throw new HttpError(400, "INVALID_BODY", `Unknown scenario or group "${unknown}"`, "List the scenarios.");
        const planned = scenarios.filter((one) => wanted.length === 0 || wanted.some((name) => isNamed(one, name)));
        if (!host.start({ only, ...times }, planned.length))
          throw new HttpError(409, "RUNNING", "A run is under way", "Stop it, or wait for its end.");
        return { status: 202, value: host.run };
      },
    },
    {
      method: "POST",
      path: "/api/v1/conformance/stop",
      operationId: "stopConformance",
      tag,
      summary: "Stop the run that is under way.",
      handle: async () => {
        await host.close();
        return {};
      },
    },
    {
      method: "GET",
      path: "/api/v1/conformance/report",
      operationId: "getConformanceReport",
      tag,
      summary: "The last report, as JSON: spec/conformance-report.schema.json.",
      handle: () => ({ value: JSON.parse(last(host).json) }),
    },
    {
      method: "GET",
      path: "/api/v1/conformance/report.html",
      operationId: "getConformanceHtml",
      tag,
      summary: "The last report, as one HTML file to keep or to hand over.",
      handle: () => ({
        file: { name: "conformance.html", type: "text/html; charset=utf-8", bytes: Buffer.from(last(host).html) },
      }),
    },
  ];
}

function last(host: ConformanceHost): { readonly json: string; readonly html: string } {
  if (host.outcome === undefined) throw notFound("report");
  return host.outcome;
}

function isNamed({ id, group }: { readonly id: string; readonly group: string }, name: string): boolean {
  return id.toLowerCase() === name || group === name;
}
