import { isDeepStrictEqual } from "node:util";
import { receive, type ValidationIssue } from "../../src/validation/index.ts";
import type { Contract, Message } from "../asyncapi/model/contract.ts";
import { type Sample, samplesOf } from "../samples/samples.ts";
import { type Finding, type FindingKind, kinds } from "./finding.ts";
import type { Card, InstalledContract } from "./installed-contract.ts";
import { placeAt } from "./place-at.ts";
import { type SentSample, sentSamples } from "./sent-samples.ts";
import { type StrictCheck, strictCheckOf } from "./strict-check.ts";

/** What is compared: the vendor's document, and the contract that a client uses. */
export interface CheckInput {
  readonly document: Contract;
  readonly installed: InstalledContract;
  /** The document of the contract in use, where it is there. Default: only what the binding writes is tried. */
  readonly installedDocument?: Contract | undefined;
}

/**
 * Finds what a client would do wrongly if a document were the truth. It tries: messages made of the document are received as the
 * client receives them, and what the client sends is checked against the document.
 */
export function checkContract({ document, installed, installedDocument }: CheckInput): readonly Finding[] {
  const check = new Check(document, installed);
  check.receiving();
  check.sending(sentSamples({ installed, installedDocument, document, card: check.card }));
  return check.findings;
}

const order = Object.keys(kinds);

class Check {
  readonly #document: Contract;
  readonly #installed: InstalledContract;
  readonly #findings = new Map<string, Finding>();
  readonly #checks = new Map<string, StrictCheck>();
  /** Ids as the document's own requests have them: the client only repeats what it was told. */
  card: Card = { cardId: "CARD-1", shipmentId: "SHIPMENT-1", organisationId: "ORGANISATION-1" };

  constructor(document: Contract, installed: InstalledContract) {
    this.#document = document;
    this.#installed = installed;
  }

  get findings(): readonly Finding[] {
    const rank = ({ kind, when }: Finding) => order.indexOf(kind) * 2 + (when === "" ? 0 : 1);
    return [...this.#findings.values()].sort((a, b) => rank(a) - rank(b));
  }

  /** Lets the client receive every message of the document. */
  receiving(): void {
    for (const message of this.#document.messages) {
      if (message.direction === "send") continue;
      const definition = this.#installed.definitionOf(message.type);
      if (definition === undefined || definition.direction === "send") {
        const detail = definition === undefined ? "unknown message type" : "the contract in use has it as sent only";
        this.#add(message, { direction: "receive", kind: "never-handed-over", detail });
        continue;
      }
      const samples = this.#valid(message);
      if (samples.length === 0) {
        this.#add(message, { direction: "receive", kind: "not-tried", detail: "no valid example could be made" });
      }
      for (const sample of samples) this.#receive(message, sample);
    }
    const arriving = new Set(
      this.#document.messages.filter(({ direction }) => direction !== "send").map(({ type }) => type),
    );
    for (const type of Object.keys(this.#installed.messages)) {
      if (this.#installed.definitionOf(type)?.direction === "send" || arriving.has(type)) continue;
      this.#addMissing(type, { direction: "receive", kind: "never-arrives", detail: "the document does not have it" });
    }
  }

  /** Checks what the client sends. */
  sending(samples: readonly SentSample[]): void {
    for (const { type, value, variation, threw } of samples) {
      if (threw !== undefined) {
        const detail = `the binding wrote no example: it threw ${nameOf(threw)}`;
        this.#addMissing(type, { direction: "send", kind: "not-tried", detail });
        continue;
      }
      const message = this.#document.messages.find((each) => each.type === type && each.direction !== "receive");
      if (message === undefined) {
        this.#addMissing(type, { direction: "send", kind: "not-in-document", detail: "the document does not have it" });
        continue;
      }
      for (const issue of this.#checkOf(message)(value)) {
        this.#issue(message, issue, { direction: "send", kind: "sent-wrongly", when: variation });
      }
    }
  }

  #receive(message: Message, { value, variation, at }: Sample): void {
    const definition = this.#installed.definitionOf(message.type);
    if (definition === undefined) return;
    // The usual message says nothing of the place: the path of an issue does.
    const found = { direction: "receive", when: variation, ...(variation !== "" && { at }) } as const;
    const reception = receive(definition, value);
    if (!reception.valid) {
      for (const issue of reception.issues) this.#issue(message, issue, { ...found, kind: "refused" });
      return;
    }
    for (const issue of reception.deviations) {
      const isKept = isDeepStrictEqual(valueAt(reception.value, issue.path), valueAt(value, issue.path));
      this.#issue(message, issue, { ...found, kind: isKept ? "deviation" : "left-out" });
    }
    let fact: ReturnType<InstalledContract["factOf"]>;
    try {
      fact = this.#installed.factOf(message.type, reception.value);
    } catch (error) {
      this.#add(message, {
        ...found,
        kind: "refused",
        detail: `the binding cannot read it: it threw ${nameOf(error)}`,
      });
      return;
    }
    if (fact.kind === "unusable" && "missing" in fact) {
      this.#add(message, {
        ...found,
        kind: "refused",
        path: fact.missing,
        detail: `${fact.missing}: the binding needs it`,
      });
    }
    if ("cardId" in fact && fact.kind === "card-requested" && variation === "") this.card = fact;
  }

  /** The samples that the document allows. */
  #valid(message: Message): readonly Sample[] {
    const check = this.#checkOf(message);
    const given = message.examples.flatMap(({ payload, name }): readonly Sample[] =>
      payload === undefined
        ? []
        : [{ value: payload, variation: `as in the example ${name ?? ""}`.trim(), at: message.at }],
    );
    return [...samplesOf(message.payload), ...given].filter(({ value }) => check(value).length === 0);
  }

  #checkOf({ type, payload }: Message): StrictCheck {
    const check = this.#checks.get(type) ?? strictCheckOf(payload);
    this.#checks.set(type, check);
    return check;
  }

  #issue(message: Message, issue: ValidationIssue, found: Omit<Found, "detail">): void {
    const path = issue.path.replaceAll(/\/\d+(?=\/|$)/g, "/*");
    const detail = `${path || "the payload"}: expected ${issue.expected}`;
    this.#add(message, { ...found, path, detail, at: found.at ?? placeAt(message.payload, issue.path) ?? message.at });
  }

  #add(message: Message, { direction, kind, detail, path = "", when = "", at = message.at }: Found): void {
    const key = JSON.stringify([direction, kind, message.type, path, detail]);
    // The usual message comes first: what is wrong with it is wrong with all.
    if (this.#findings.has(key)) return;
    this.#findings.set(key, { direction, kind, message: message.type, path, detail, when, at, ...kinds[kind] });
  }

  #addMissing(type: string, { direction, kind, detail }: Found): void {
    const key = JSON.stringify([direction, kind, type]);
    const at = { file: this.#document.messages[0]?.at.file ?? "", pointer: "", line: 1, column: 1 };
    this.#findings.set(key, { direction, kind, message: type, path: "", detail, when: "", at, ...kinds[kind] });
  }
}

interface Found {
  readonly direction: Finding["direction"];
  readonly kind: FindingKind;
  readonly detail: string;
  readonly path?: string;
  readonly when?: string;
  readonly at?: Finding["at"];
}

/** The text of an error may hold values of a message. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (inner, name) => (inner === null || typeof inner !== "object" ? undefined : Reflect.get(inner, name)),
      value,
    );
}
