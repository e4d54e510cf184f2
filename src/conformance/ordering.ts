import { createMessageId } from "../production-partner/messages/index.ts";
import { damaged, odd, replaced } from "./damage.ts";
import type { CaseScope } from "./run-setup.ts";
import type { Step } from "./scenario.ts";

type Request = Extract<Step, { readonly do: "request" }>;

/** Orders one card, as the step says: valid, damaged or odd. */
export async function orderCard(step: Request, scope: CaseScope): Promise<void> {
  const { contract, side, counterpart, log, key, profile } = scope;
  const cardId = `${key}-${step.card}`;
  const shipmentId = `${key}-${step.shipment}`;
  const organisationId = `ORG-${key}${step.organisation ?? ""}`;
  const fields = step.fields ?? profile.reportDataFields;
  const accessories = (step.accessories ?? []).map(({ id, quantity }) => ({
    accessoryId: `${key}-${id}`,
    articleId: "ACC-1",
    quantity,
  }));
  const written = side.writeRequest({
    cardId,
    shipmentId,
    organisationId,
    expectedReportDataFields: fields,
    accessories,
  });
  const canary = `Canary ${key} Person`;
  const payload = replaced(written.payload, "Example Recipient", () => canary);
  if (JSON.stringify(payload).includes(canary)) log.canaries.push(canary);
  const original = { payload, subject: written.type, cardId, shipmentId, ownType: ownTypeOf(contract) };
  const plain = { subject: written.type, body: Buffer.from(JSON.stringify(payload)) };
  const message = step.damage ? damaged(step.damage, original) : step.odd ? odd(step.odd, original) : plain;
  const { subject, body, applicationProperties } = { applicationProperties: undefined, ...message };
  const contentType = "contentType" in message ? message.contentType : "application/json";
  const firstId = step.odd === "upper-case-id" ? createMessageId().toUpperCase() : createMessageId();
  for (let at = 0; at < (step.times ?? 1); at++) {
    const messageId = at > 0 && step.newIds ? createMessageId() : firstId;
    if (step.damage !== undefined || at > 0) log.refusable.add(messageId);
    if (step.damage !== undefined) log.putBack.set(messageId, 0);
    if (step.damage === undefined && at === 0) {
      log.ordered.set(cardId, {
        cardId,
        shipmentId,
        organisationId,
        fields,
        accessories,
        messageId,
        acknowledged: undefined,
      });
    }
    await counterpart.send({
      body,
      messageId,
      ...(subject !== undefined && { subject }),
      ...(contentType !== undefined && { contentType }),
      ...(applicationProperties !== undefined && { applicationProperties }),
    });
  }
}

/** Orders many cards, spread over shipments. */
export async function orderMany(
  { count, shipments }: Extract<Step, { readonly do: "requests" }>,
  scope: CaseScope,
): Promise<void> {
  const orders = count === 0 ? scope.profile.loadOrders : count;
  const one = (at: number) => orderCard({ do: "request", card: `L${at}`, shipment: `LS${at % shipments}` }, scope);
  for (let at = 0; at < orders; at += 50) {
    await Promise.all(Array.from({ length: Math.min(50, orders - at) }, (_, offset) => one(at + offset)));
  }
}

/** Sends what NGOC sends unasked. */
export async function sendFromNgoc(step: Extract<Step, { readonly do: "send" }>, scope: CaseScope): Promise<void> {
  const { side, contract, counterpart, log, key } = scope;
  const about = {
    cardId: `${key}-${step.card}`,
    shipmentId: `${key}-${step.shipment}`,
    organisationId: `ORG-${key}`,
  };
  for (let at = 0; at < (step.times ?? 1); at++) {
    const messageId = createMessageId();
    // An acknowledgement of what was never ordered contradicts the orders: an application may say so.
    (step.what.startsWith("error") ? log.unanswerable : log.refusable).add(messageId);
    const error = side.writeError({
      ...about,
      errorCode: contract.errorCodes.default,
      details: "Sent by the conformance kit",
      messageId: createMessageId(),
    });
    if (step.what === "error") await counterpart.sendWritten(error, { messageId });
    else if (step.what === "report-ok") await counterpart.sendWritten(side.writeReportOk(about), { messageId });
    else if (step.what === "shipped-ok") {
      await counterpart.sendWritten(side.writeShippedOk({ ...about, cardIds: [about.cardId] }), { messageId });
    } else {
      const unknown = replaced(error.payload, contract.errorCodes.default, () => "CODE_OF_TOMORROW");
      const body = step.what === "error-garbage" ? "neither JSON nor sense" : JSON.stringify(unknown);
      await counterpart.send({
        subject: error.type,
        messageId,
        contentType: "application/json",
        body: Buffer.from(body),
      });
    }
  }
}

function ownTypeOf(contract: CaseScope["contract"]): string {
  return (
    Object.keys(contract.messages).find((type) => contract.definitionOf(type)?.direction === "send") ??
    contract.errorType
  );
}
