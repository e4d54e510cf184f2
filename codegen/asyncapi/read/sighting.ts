import type { Operation } from "../model/contract.ts";
import type { Cursor } from "./cursor.ts";

/** A message met at one operation of a document, before it is known which sightings are the same message. */
export interface Sighting {
  /** The message object, references followed. */
  readonly message: Cursor;
  /** The key that the document keeps the message under. */
  readonly key: string;
  /** What tells it apart from every other message of the document: its key, with what it stands in before it. */
  readonly fullKey: string;
  readonly channel: Cursor;
  /** The channel's address, when the message is the only one there. */
  readonly address?: string;
  /** Absent for a message that stands on a channel but in no operation. */
  readonly operation?: Operation;
}

/**
 * The names that may be the message's type, best first: `x-message-type`, which is the only one then; the channel address when it is
 * written like a type (`SHIPPED_OK`); the message's name; its key; and its full key.
 */
export function messageTypesOf({ message, key, fullKey, channel, address }: Sighting): readonly [string, ...string[]] {
  const declared =
    message.at("x-message-type").text() ?? (address === undefined ? undefined : channel.at("x-message-type").text());
  if (declared !== undefined) return [declared];
  const isType = address !== undefined && /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/.test(address);
  const name = message.at("name").text();
  const first = isType ? address : (name ?? key);
  return [first, ...[name ?? key, key, fullKey].filter((each) => each !== first)];
}
