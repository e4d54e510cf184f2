import type { Clock } from "../../../timing/clock.ts";
import { AmqpConnection } from "../amqp/amqp-connection.ts";
import type { AmqpError } from "../amqp/amqp-error.ts";
import type { ConnectionHandler, ConnectionLimits } from "../amqp/connection-handler.ts";
import type { DecodedMessage } from "../amqp/decoded-message.ts";
import type { ReceivingLink } from "../amqp/receiving-link.ts";
import type { SendingLink } from "../amqp/sending-link.ts";
import type { ConnectionEvent } from "../broker-event.ts";
import { Alarm } from "../engine/alarm.ts";
import { BrokerError } from "../engine/broker-error.ts";
import type { Faults } from "../faults/faults.ts";
import type { AccessRight, KeyRing } from "../security/access-key.ts";
import { Claims } from "../security/claims.ts";
import { entityPath, isManagementPath, spelledPath, withoutManagement } from "../security/entity-path.ts";
import { isSasToken, type Verdict, verifySasToken } from "../security/sas-token.ts";
import type { TokenVerifier } from "../security/token-verifier.ts";
import type { ByteStream } from "../web-socket-detection.ts";
import { answerPutToken, refusePutToken } from "./cbs-node.ts";
import { FaultGate } from "./fault-gate.ts";
import { answerManagement, operationOf, refuseManagement } from "./management-node.ts";
import { deadLetterSuffix, type Entity, type Namespace } from "./namespace.ts";
import { QueueReceiver } from "./queue-receiver.ts";
import { QueueSender } from "./queue-sender.ts";
import { type NodeLimits, RequestNode, type Responder } from "./request-node.ts";
import { attachSession, checkSessionUse } from "./session-attach.ts";
import type { TurnBudget } from "./turn-budget.ts";

/** The context that all connections share. */
export interface BrokerContext {
  readonly namespace: Namespace;
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** The clock that tokens expire by. */
  readonly tokenClock: Clock;
  readonly limits: ConnectionLimits;
  readonly faults: Faults;
  /** For the answers of all request nodes. */
  readonly budget: TurnBudget;
  readonly host: string;
  /** Writes down what was accepted; called before the answers leave. */
  readonly keep: () => void;
  /** Verifies tokens that are no shared access signatures; without it they are refused. */
  readonly verifyToken: TokenVerifier | undefined;
  readonly emit: (event: ConnectionEvent) => void;
}

/** What a broker tells a connection, and wants to be told. */
interface ClientOptions {
  readonly number: number;
  readonly onOpened: () => void;
  readonly onClosed: () => void;
}

const sendCredit = 1000;
const kibibyte = 1024;
// Whoever asks here has shown no token yet.
const cbsLimits: NodeLimits = { maxRequestBytes: 64 * kibibyte, maxWaitingBytes: 1024 * kibibyte, maxLinks: 16 };
const managementLimits: NodeLimits = {
  maxRequestBytes: 1024 * kibibyte,
  maxWaitingBytes: 8 * 1024 * kibibyte,
  maxLinks: 1000,
};
const hostPattern = /^[\w.:[\]-]{1,255}$/;

/** One client: its claims, and the entities of its links. */
export class ClientConnection implements ConnectionHandler {
  readonly amqp: AmqpConnection;
  readonly #context: BrokerContext;
  readonly #claims = new Claims();
  readonly #tokenAlarm: Alarm;
  readonly #faults: FaultGate;
  readonly #cbs: RequestNode;
  readonly #management = new Map<string, RequestNode>();
  readonly #links = new Map<ReceivingLink | SendingLink, { readonly path: string; readonly right: AccessRight }>();
  readonly #number: number;
  readonly #options: ClientOptions;
  /** The host in texts: as the client calls it. */
  #host: string;

  constructor(socket: ByteStream, context: BrokerContext, options: ClientOptions) {
    this.#context = context;
    this.#number = options.number;
    this.#options = options;
    this.#host = context.host;
    this.#tokenAlarm = new Alarm(context.tokenClock, () => this.#tokensExpired());
    this.#faults = new FaultGate(context.faults, () => this.amqp.destroy("dropped by a fault"));
    const cbs: Responder = {
      answer: (request) => answerPutToken(request, (token, type, audience) => this.#claim(token, type, audience)),
      refuse: refusePutToken,
      context: (request) => ({ point: "authorize", queue: audienceOf(request) }),
    };
    this.#cbs = new RequestNode(cbs, { faults: this.#faults, limits: cbsLimits, budget: context.budget });
    const { limits, keep } = context;
    this.amqp = new AmqpConnection(socket, { containerId: "cardwright-broker", limits, handler: this, keep });
    this.#report("connected");
  }

  opened(hostname: string | undefined): void {
    if (hostname !== undefined && hostPattern.test(hostname)) this.#host = hostname;
    this.#options.onOpened();
  }

  verifyPlain(keyName: string, key: string): boolean {
    const known = this.#context.keys.verify(keyName, key);
    if (known === undefined) return false;
    const scope = known.queue?.toLowerCase() ?? "";
    this.#claims.add({ keyName, scope, rights: known.rights, expiresAtMs: Number.POSITIVE_INFINITY });
    return true;
  }

  attachedSender(link: ReceivingLink): void {
    const path = entityPath(link.address);
    if (path === "$cbs") {
      this.#openCbs(link, () => this.#cbs.openRequests(link));
      return;
    }
    this.#attach(link, path, "Send", () => {
      if (isManagementPath(path)) {
        this.#managementNode(link.address).openRequests(link);
        return;
      }
      const entity = this.#entity(link.address, "Send");
      if (entity.queue.deadLetterQueue === undefined) {
        throw new BrokerError("amqp:not-allowed", "Messages cannot be sent to a dead-letter queue.");
      }
      const { maxMessageBytes } = entity.queue.settings;
      link.open(new QueueSender(entity, link, this.#faults), { maxMessageBytes, creditWindow: sendCredit });
    });
  }

  attachedReceiver(link: SendingLink): void {
    const path = entityPath(link.address);
    if (path === "$cbs") {
      this.#openCbs(link, () => this.#cbs.openReplies(link));
      return;
    }
    this.#attach(link, path, "Listen", () => {
      if (isManagementPath(path)) {
        this.#managementNode(link.address).openReplies(link);
        return;
      }
      const entity = this.#entity(link.address, "Listen");
      if (checkSessionUse(entity.queue, link) === "session") {
        attachSession(entity, link, this.#context.clock, this.#faults);
      } else {
        link.open(new QueueReceiver(entity, link, this.#faults));
      }
    });
  }

  closed(reason: string): void {
    this.#tokenAlarm.clear();
    this.#options.onClosed();
    this.#report("disconnected", { reason });
  }

  /** Forgets what a key allowed and closes the links that stood on it. */
  dropKey(keyName: string): void {
    this.#claims.dropKey(keyName);
    this.#closeUnauthorized("The key has been revoked.");
  }

  /** Closes links, of one entity if its path is given. Tells how many. */
  closeLinks(error: AmqpError, path?: string): number {
    const chosen = [...this.#links].filter(
      ([link, { path: at }]) => link.isOpen && (path === undefined || at === path),
    );
    for (const [link] of chosen) link.close(error);
    return chosen.length;
  }

  /** Closes or refuses all links to an entity that is no more, its dead-letter queue and its management node. */
  dropEntity(path: string, error: BrokerError): void {
    this.#management.delete(path);
    this.#management.delete(path + deadLetterSuffix);
    for (const [link, { path: at }] of [...this.#links]) {
      const entity = withoutManagement(at);
      if (entity !== path && entity !== path + deadLetterSuffix) continue;
      if (link.isOpen) link.close(error);
      else if (!link.isGone) link.refuse(error);
    }
  }

  /** Mutes the receivers, or those of one entity if its path is given. Tells how many. */
  muteReceivers(path?: string): number {
    let count = 0;
    for (const [link, { path: at }] of this.#links) {
      if (path !== undefined && at !== path) continue;
      if (!("handler" in link && link.handler instanceof QueueReceiver)) continue;
      link.handler.mute();
      count++;
    }
    return count;
  }

  #claim(token: string, type: string, audience: string): Verdict {
    const verdict = this.#verify(token, type, audience);
    const entity = withoutManagement(entityPath(audience));
    if ("claim" in verdict) {
      this.#claims.add(verdict.claim);
      this.#tokenAlarm.setFor(verdict.claim.expiresAtMs);
      this.#report("token-accepted", { entity });
    } else {
      this.#report("token-refused", { entity, reason: verdict.refused });
    }
    return verdict;
  }

  #verify(token: string, type: string, audience: string): Verdict {
    const { keys, tokenClock, verifyToken } = this.#context;
    // By its text, not by its type: Microsoft's Python client calls a shared access signature "jwt", too.
    if (type !== "jwt" || isSasToken(token)) return verifySasToken(token, audience, keys, tokenClock.now());
    const grant = verifyToken?.(token, audience);
    if (grant === undefined) return { refused: "The token is not accepted." };
    const scope = withoutManagement(entityPath(audience));
    return { claim: { keyName: "", scope, rights: grant.rights, expiresAtMs: grant.expiresAt.getTime() } };
  }

  #tokensExpired(): void {
    this.#claims.dropExpired(this.#context.tokenClock.now());
    this.#closeUnauthorized("The token has expired.");
    const next = this.#claims.nextExpiryMs;
    if (Number.isFinite(next)) this.#tokenAlarm.setFor(next);
  }

  #closeUnauthorized(why: string): void {
    for (const [link, { path, right }] of [...this.#links]) {
      if (link.isOpen && !this.#claims.allow(path, right, this.#context.tokenClock.now())) {
        link.close(new BrokerError("amqp:unauthorized-access", `Unauthorized access. ${why}`));
      }
    }
  }

  #managementNode(address: string): RequestNode {
    const entityName = withoutManagement(entityPath(address));
    // Some operations need Send, the others Listen: a client with neither right gets no link.
    if (!this.#may(entityName, "Send")) this.#demand(entityName, "Listen");
    let node = this.#management.get(entityName);
    if (node === undefined) {
      const { name } = this.#find(address).queue;
      const responder: Responder = {
        // The queue may be another one of the same name by then.
        answer: (request) =>
          answerManagement(
            request,
            () => this.#find(address),
            (right) => this.#demand(entityName, right),
          ),
        refuse: refuseManagement,
        context: (request) => ({ point: "manage", queue: name, operation: operationOf(request) }),
      };
      const { budget } = this.#context;
      node = new RequestNode(responder, { faults: this.#faults, limits: managementLimits, budget });
      this.#management.set(entityName, node);
    }
    return node;
  }

  #entity(address: string, right: AccessRight): Entity {
    this.#demand(entityPath(address), right);
    return this.#find(address);
  }

  #may(path: string, right: AccessRight): boolean {
    return this.#claims.allow(path, right, this.#context.tokenClock.now());
  }

  #demand(path: string, right: AccessRight): void {
    if (this.#may(path, right)) return;
    throw new BrokerError(
      "amqp:unauthorized-access",
      `Unauthorized access. '${right}' claim(s) are required to perform this operation. Resource: 'sb://${this.#host}/${path}'.`,
    );
  }

  #find(address: string): Entity {
    const path = withoutManagement(spelledPath(address));
    const entity = this.#context.namespace.find(path.toLowerCase());
    if (entity !== undefined) return entity;
    if (path.toLowerCase().endsWith("/$transfer/$deadletterqueue")) {
      throw new BrokerError("amqp:not-implemented", "Transfer dead-letter queues are not emulated.");
    }
    throw new BrokerError("amqp:not-found", `The messaging entity 'sb://${this.#host}/${path}' could not be found.`);
  }

  #openCbs(link: ReceivingLink | SendingLink, open: () => void): void {
    try {
      open();
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error;
      link.refuse(error);
    }
  }

  #attach(link: ReceivingLink | SendingLink, entity: string, right: AccessRight, open: () => void): void {
    const refuse = (error: BrokerError): void => {
      this.#links.delete(link);
      // A fault may have delayed this beyond the life of the link.
      if (link.isGone) return;
      link.onGone = undefined;
      link.refuse(error);
      this.#report("link-refused", { entity, right, reason: error.condition });
    };
    const act = (): (() => void) => {
      if (link.isGone) return () => undefined;
      this.#links.set(link, { path: entity, right });
      link.onGone = () => {
        this.#links.delete(link);
        this.#report("link-detached", { entity, right });
      };
      try {
        if (link.problem !== undefined) throw link.problem;
        open();
        this.#report("link-attached", { entity, right });
      } catch (error) {
        if (!(error instanceof BrokerError)) throw error;
        refuse(error);
      }
      return () => undefined;
    };
    const queue = this.#context.namespace.find(entity)?.queue.name ?? entity;
    this.#faults.run({ point: "attach", queue, operation: right }, { act, refuse, closeLink: refuse });
  }

  #report(type: ConnectionEvent["type"], details: Pick<ConnectionEvent, "entity" | "right" | "reason"> = {}): void {
    this.#context.emit({ type, atMs: this.#context.clock.now(), connection: this.#number, ...details });
  }
}

function audienceOf(request: DecodedMessage): string {
  const { name } = request.applicationProperties;
  return typeof name === "string" ? withoutManagement(entityPath(name)) : "";
}
