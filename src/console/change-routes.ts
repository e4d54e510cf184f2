import type { Correction } from "../production-partner/ledger/index.ts";
import { notFound } from "../sandbox/http/http-error.ts";
import { object, text } from "../sandbox/http/json-schema.ts";
import type { Route, RouteAnswer } from "../sandbox/http/route.ts";
import type { ConsoleOptions } from "./console-options.ts";
import { sequenceNumber } from "./dead-letter-routes.ts";

const corrections = [
  "report-acknowledged",
  "report-lost",
  "shipment-acknowledged",
  "shipment-lost",
] satisfies readonly Correction["kind"][];

/** What may be changed with `--allow-changes`. Each change is in the history of the orders that it concerns. */
export function changeRoutes({ ledger, deadLetters }: ConsoleOptions): readonly Route[] {
  const unsent = async (messageId: string): Promise<void> => {
    if ((await ledger.listUnsent([messageId])).length === 0) throw notFound("unsent message");
  };
  const note = async (messageId: string, type: string): Promise<RouteAnswer> => ({
    value: { done: type, cards: await ledger.noteOperator({ messageId, type }) },
  });
  return [
    {
      method: "POST",
      path: "/api/v1/corrections",
      operationId: "correct",
      tag: "Change",
      summary: "Let an order continue that NGOC never answered, once it is known by other means what NGOC has.",
      body: object(
        {
          kind: text("What is known", { enum: corrections }),
          id: text("The card id of a report, the message id of a shipment"),
        },
        ["kind", "id"],
      ),
      handle: async ({ body }) => {
        const { kind, id } = body as { kind: Correction["kind"]; id: string };
        await ledger.correct(
          kind === "report-acknowledged" || kind === "report-lost" ? { kind, cardId: id } : { kind, messageId: id },
        );
        return { value: { done: kind } };
      },
    },
    {
      method: "POST",
      path: "/api/v1/outbox/{messageId}/resend",
      operationId: "resend",
      tag: "Change",
      summary: "Send an uncertain message again. Only when NGOC does not have it: the queue takes it as a new one.",
      body: object({}),
      handle: async ({ params: { messageId = "" } }) => {
        await unsent(messageId);
        await ledger.resend(messageId);
        return note(messageId, "resend");
      },
    },
    {
      method: "POST",
      path: "/api/v1/outbox/{messageId}/mark-sent",
      operationId: "markSent",
      tag: "Change",
      summary: "Record that NGOC has an uncertain message.",
      body: object({}),
      handle: async ({ params: { messageId = "" } }) => {
        await unsent(messageId);
        await ledger.markSent([messageId]);
        return note(messageId, "mark-sent");
      },
    },
    {
      method: "POST",
      path: "/api/v1/quarantine/{id}/replay",
      operationId: "replay",
      tag: "Change",
      summary:
        "Ask the running client to handle a quarantined message now. NGOC may have ordered again if it was told.",
      body: object({}),
      handle: async ({ params: { id = "" } }) => {
        const { messageId } = await ledger.quarantine.takeForReplay(id);
        await ledger.quarantine.requestReplay(id);
        return note(messageId, "quarantine-replay");
      },
    },
    {
      method: "POST",
      path: "/api/v1/quarantine/{id}/dismiss",
      operationId: "dismiss",
      tag: "Change",
      summary: "Record that a quarantined message needs no handling.",
      body: object({}),
      handle: async ({ params: { id = "" } }) => {
        const entry = await ledger.quarantine.show(id);
        await ledger.quarantine.dismiss(id);
        return note(entry?.messageId ?? "", "quarantine-dismiss");
      },
    },
    ...(deadLetters === undefined
      ? []
      : [
          {
            method: "POST",
            path: "/api/v1/dead-letters/{number}/remove",
            operationId: "removeDeadLetter",
            tag: "Change",
            summary: "Remove a dead letter for good. What the ledger knows of it stays.",
            body: object({}),
            handle: async ({ params }) => {
              let messageId = "";
              await deadLetters.take(sequenceNumber(params["number"]), async (message) => {
                messageId = String(message.messageId ?? "");
                return true;
              });
              return note(messageId, "dead-letter-remove");
            },
          } satisfies Route,
        ]),
  ];
}
