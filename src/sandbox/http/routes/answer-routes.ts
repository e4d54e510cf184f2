import type { AnswerPlan } from "../../ngoc/answer-plan.ts";
import type { AnswerRule } from "../../process/answer-rules.ts";
import type { SandboxParts } from "../../process/sandbox-parts.ts";
import { HttpError, notFound } from "../http-error.ts";
import { integer, object, text } from "../json-schema.ts";
import type { Route } from "../route.ts";

const plan = object(
  {
    kind: text("How to answer", {
      enum: ["rule", "accept", "refuse", "silent", "late", "twice", "out-of-order", "hold"],
    }),
    errorCode: text("The code of a refusal"),
    details: text("The text of a refusal"),
    ms: integer("How late, in milliseconds of the sandbox's clock", 0, 10 * 24 * 3600 * 1000),
  },
  ["kind"],
);

/** How NGOC answers: by rules, and by hand. */
export function answerRoutes({ sandbox, rules, contract }: SandboxParts): readonly Route[] {
  const { ngoc } = sandbox;
  return [
    {
      method: "GET",
      path: "/api/v1/answer-rules",
      operationId: "listAnswerRules",
      tag: "Answers",
      summary: "List the rules by which NGOC answers, with their hit counts.",
      handle: () => ({ value: { rules: rules.list() } }),
    },
    {
      method: "POST",
      path: "/api/v1/answer-rules",
      operationId: "addAnswerRule",
      tag: "Answers",
      summary:
        "Choose how NGOC answers: accept, refuse, stay silent, late, twice, out of order, or hold for an answer by hand.",
      body: object(
        {
          type: text("Only notifications of this type"),
          cardId: text("Only about this card"),
          shipmentId: text("Only about this shipment"),
          times: integer("For how many notifications. Default: all", 1, 1_000_000),
          plan,
        },
        ["plan"],
      ),
      handle: ({ body }) => {
        const given = body as Omit<AnswerRule, "id" | "hits">;
        return { status: 201, value: rules.add({ ...given, plan: checked(given.plan) }) };
      },
    },
    {
      method: "DELETE",
      path: "/api/v1/answer-rules/{id}",
      operationId: "removeAnswerRule",
      tag: "Answers",
      summary: "Remove a rule.",
      handle: ({ params }) => {
        if (!rules.remove(Number(params["id"]))) throw notFound("rule");
        return {};
      },
    },
    {
      method: "GET",
      path: "/api/v1/held",
      operationId: "listHeld",
      tag: "Answers",
      summary: "List the ids of the notifications that wait for an answer by hand.",
      handle: () => ({ value: { held: ngoc.held } }),
    },
    {
      method: "POST",
      path: "/api/v1/held/{messageId}",
      operationId: "answerHeld",
      tag: "Answers",
      summary: "Answer a held notification.",
      body: plan,
      handle: async ({ params: { messageId = "" }, body }) => {
        if (!(await ngoc.answerHeld(messageId, checked(body as AnswerPlan)))) throw notFound("held notification");
        return {};
      },
    },
  ];

  /** A plan with all that its kind needs. */
  function checked(given: AnswerPlan): AnswerPlan {
    if (given.kind === "refuse") {
      const { errorCode, details = "Refused by hand" } = given;
      const codes = [...new Set(Object.values(contract.errorCodes))];
      // A code that cannot be sent would be found when the notification is there, and answer nobody.
      if (errorCode !== undefined) ngoc.assertErrorCode(errorCode);
      return { kind: "refuse", errorCode: errorCode ?? codes[0] ?? "", details };
    }
    if (given.kind === "late" && given.ms === undefined)
      throw new HttpError(400, "INVALID_BODY", "ms is missing", "Say how late the answer is to be.");
    return given;
  }
}
