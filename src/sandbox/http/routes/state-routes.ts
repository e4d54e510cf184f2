import type { SandboxParts } from "../../process/sandbox-parts.ts";
import { integer, object } from "../json-schema.ts";
import type { Route } from "../route.ts";

/** The sandbox as a whole: health, contract, clock, reset and snapshot. */
export function stateRoutes(parts: SandboxParts): readonly Route[] {
  const { sandbox, clock, contract, schemas, feed } = parts;
  return [
    {
      method: "GET",
      path: "/health",
      operationId: "health",
      tag: "State",
      summary: "Say that the sandbox is ready.",
      handle: () => ({ value: { status: "ok", version: parts.version } }),
    },
    {
      method: "GET",
      path: "/api/v1/state",
      operationId: "getState",
      tag: "State",
      summary: "Show the connection strings, the clock, and how many cards and messages there are.",
      handle: () => ({
        value: {
          version: parts.version,
          startedAtMs: parts.startedAtMs,
          nowMs: clock.now(),
          aheadMs: clock.aheadMs,
          lastEventId: feed.lastId,
          connections: parts.connections,
          queues: { toPartner: sandbox.toPartner.name, fromPartner: sandbox.fromPartner.name },
          cards: sandbox.ngoc.book.countCards(),
          openAccessories: sandbox.ngoc.book.countOpenAccessories(),
        },
      }),
    },
    {
      method: "GET",
      path: "/api/v1/contract",
      operationId: "getContract",
      tag: "State",
      summary:
        "Show the message types with the schemas of their payloads (x-provenance says how sure a field is), and the error codes.",
      handle: () => ({
        value: {
          requestType: contract.requestType,
          errorType: contract.errorType,
          errorCodes: contract.errorCodes,
          messages: Object.keys(contract.messages).map((type) => {
            const { direction, title = type, properties = [] } = contract.definitionOf(type) ?? {};
            return { type, direction, title, properties, schema: schemas[type] };
          }),
        },
      }),
    },
    {
      method: "POST",
      path: "/api/v1/clock/advance",
      operationId: "advanceClock",
      tag: "State",
      summary: "Advance the clock: locks expire, late answers leave.",
      body: object({ ms: integer("How far, in milliseconds", 1, 400 * 24 * 3600 * 1000) }, ["ms"]),
      handle: ({ body }) => {
        clock.advance((body as { ms: number }).ms);
        feed.emit("clock", { nowMs: clock.now(), aheadMs: clock.aheadMs });
        return { value: { nowMs: clock.now(), aheadMs: clock.aheadMs } };
      },
    },
    {
      method: "POST",
      path: "/api/v1/reset",
      operationId: "reset",
      tag: "State",
      summary: "Remove all messages, orders, rules, faults and files.",
      body: object({}),
      handle: async () => {
        await parts.reset();
        feed.emit("reset", {});
        return {};
      },
    },
    {
      method: "POST",
      path: "/api/v1/snapshot",
      operationId: "saveSnapshot",
      tag: "State",
      summary: "Write the state to the file of --data now.",
      body: object({}),
      handle: () => ({ value: { saved: parts.save() } }),
    },
  ];
}
