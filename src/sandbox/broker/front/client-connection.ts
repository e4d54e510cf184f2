import type { Socket } from "node:net";
import { AmqpConnection } from "../amqp/amqp-connection.ts";
import type { AmqpError } from "../amqp/amqp-error.ts";
import type { ConnectionHandler, ConnectionLimits } from "../amqp/connection-handler.ts";
import type { ReceivingLink } from "../amqp/receiving-link.ts";
import type { SendingLink } from "../amqp/sending-link.ts";
import type { Clock } from "../clock.ts";
import { Alarm } from "../engine/alarm.ts";
import { BrokerError } from "../engine/broker-error.ts";
import type { AccessRight, KeyRing } from "../security/access-key.ts";
import { Claims } from "../security/claims.ts";
import { entityPath, isManagementPath, withoutManagement } from "../security/entity-path.ts";
import { type Verdict, verifySasToken } from "../security/sas-token.ts";
import { answerPutToken } from "./cbs-node.ts";
import { answerManagement } from "./management-node.ts";
import type { Entity, Namespace } from "./namespace.ts";
import { QueueReceiver } from "./queue-receiver.ts";
import { QueueSender } from "./queue-sender.ts";
import { RequestNode } from "./request-node.ts";
import { asksForSession, attachSession } from "./session-attach.ts";

/** What every connection shares. */
export interface BrokerContext {
  readonly namespace: Namespace;
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** The clock that tokens expire by. */
  readonly tokenClock: Clock;
  readonly limits: ConnectionLimits;
  readonly host: string;
}

const sendCredit = 1000;

/** One client: what it has claimed, and which of its links leads where. */
export class ClientConnection implements ConnectionHandler {
  readonly amqp: AmqpConnection;
  readonly #context: BrokerContext;
  readonly #claims = new Claims();
  readonly #tokenAlarm: Alarm;
  readonly #cbs: RequestNode;
  readonly #management = new Map<string, RequestNode>();
  readonly #links = new Map<ReceivingLink | SendingLink, { readonly path: string; readonly right: AccessRight }>();
  readonly #onClosed: (connection: ClientConnection, reason: string) => void;

  constructor(
    socket: Socket,
    context: BrokerContext,
    onClosed: (connection: ClientConnection, reason: string) => void,
  ) {
    this.#context = context;
    this.#onClosed = onClosed;
    this.#tokenAlarm = new Alarm(context.tokenClock, () => this.#tokensExpired());
    this.#cbs = new RequestNode((request) =>
      answerPutToken(request, (token, _type, audience) => this.#claim(token, audience)),
    );
    this.amqp = new AmqpConnection(socket, { containerId: "cardwright-broker", limits: context.limits, handler: this });
  }

  verifyPlain(keyName: string, key: string): boolean {
    const known = this.#context.keys.find(keyName);
    if (known === undefined || known.key !== key) return false;
    const scope = known.queue?.toLowerCase() ?? "";
    this.#claims.add({ keyName, scope, rights: known.rights, expiresAtMs: Number.POSITIVE_INFINITY });
    return true;
  }

  attachedSender(link: ReceivingLink): void {
    const path = entityPath(link.address);
    if (path === "$cbs") {
      this.#cbs.openRequests(link);
      return;
    }
    this.#orRefuse(link, () => {
      if (isManagementPath(path)) return this.#managementNode(path).openRequests(link);
      const entity = this.#entity(path, "Send");
      if (entity.queue.deadLetterQueue === undefined) {
        throw new BrokerError("amqp:not-allowed", "Messages cannot be sent to a dead-letter queue.");
      }
      this.#links.set(link, { path, right: "Send" });
      const { maxMessageBytes } = entity.queue.settings;
      link.open(new QueueSender(entity, link), { maxMessageBytes, creditWindow: sendCredit });
    });
  }

  attachedReceiver(link: SendingLink): void {
    const path = entityPath(link.address);
    if (path === "$cbs") {
      this.#cbs.openReplies(link);
      return;
    }
    this.#orRefuse(link, () => {
      if (isManagementPath(path)) return this.#managementNode(path).openReplies(link);
      const entity = this.#entity(path, "Listen");
      this.#links.set(link, { path, right: "Listen" });
      if (asksForSession(link)) {
        if (entity.queue.sessions === undefined) {
          throw new BrokerError(
            "amqp:not-allowed",
            `'${entity.queue.name}' has no sessions: receive from it without one.`,
          );
        }
        return attachSession(entity, link, this.#context.clock);
      }
      if (entity.queue.sessions !== undefined) {
        throw new BrokerError(
          "amqp:not-allowed",
          "It is not possible for an entity that requires sessions to create a non-sessionful message receiver.",
        );
      }
      link.open(new QueueReceiver(entity, link));
    });
  }

  closed(reason: string): void {
    this.#tokenAlarm.clear();
    this.#links.clear();
    this.#onClosed(this, reason);
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
    for (const [link] of chosen) {
      this.#links.delete(link);
      link.close(error);
    }
    return chosen.length;
  }

  #claim(token: string, audience: string): Verdict {
    const { keys, tokenClock } = this.#context;
    const verdict = verifySasToken(token, audience, keys, tokenClock.now());
    if ("claim" in verdict) {
      this.#claims.add(verdict.claim);
      this.#tokenAlarm.setFor(verdict.claim.expiresAtMs);
    }
    return verdict;
  }

  #tokensExpired(): void {
    this.#claims.dropExpired(this.#context.tokenClock.now());
    this.#closeUnauthorized("The token has expired.");
    const next = this.#claims.nextExpiryMs;
    if (Number.isFinite(next)) this.#tokenAlarm.setFor(next);
  }

  #closeUnauthorized(why: string): void {
    for (const [link, { path, right }] of [...this.#links]) {
      if (!link.isOpen) this.#links.delete(link);
      else if (!this.#claims.allow(path, right, this.#context.tokenClock.now())) {
        this.#links.delete(link);
        link.close(new BrokerError("amqp:unauthorized-access", `Unauthorized access. ${why}`));
      }
    }
  }

  #managementNode(path: string): RequestNode {
    const entityName = withoutManagement(path);
    let node = this.#management.get(entityName);
    if (node === undefined) {
      const entity = this.#find(entityName);
      node = new RequestNode((request) =>
        answerManagement(request, entity, (right) => this.#demand(entityName, right)),
      );
      this.#management.set(entityName, node);
    }
    return node;
  }

  #entity(path: string, right: AccessRight): Entity {
    this.#demand(path, right);
    return this.#find(path);
  }

  #demand(path: string, right: AccessRight): void {
    if (this.#claims.allow(path, right, this.#context.tokenClock.now())) return;
    throw new BrokerError(
      "amqp:unauthorized-access",
      `Unauthorized access. '${right}' claim(s) are required to perform this operation. Resource: 'sb://${this.#context.host}/${path}'.`,
    );
  }

  #find(path: string): Entity {
    const entity = this.#context.namespace.find(path);
    if (entity !== undefined) return entity;
    throw new BrokerError(
      "amqp:not-found",
      `The messaging entity 'sb://${this.#context.host}/${path}' could not be found.`,
    );
  }

  #orRefuse(link: ReceivingLink | SendingLink, open: () => void): void {
    try {
      open();
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error;
      link.refuse(error);
    }
  }
}
