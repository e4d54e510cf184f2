import type { Operation } from "../model/contract.ts";
import type { Cursor } from "./cursor.ts";

/** A message met at one operation of a document, before it is known which sightings are the same message. */
export interface Sighting {
  /** The message object, references followed. */
  readonly message: Cursor;
  /** The key that the document keeps the message under. */
  readonly key: string;
  readonly channel: Cursor;
  /** The channel's address, when the message is the only one there. */
  readonly address?: string;
  /** Absent for a message that stands on a channel but in no operation. */
  readonly operation?: Operation;
}

/**
 * Derives the message type: `x-message-type`, else the channel address when it is written like a type (`SHIPPED_OK`),
 * else the message's name, else its key.
 */
export function messageTypeOf({ message, key, channel, address }: Sighting): string {
  const declared =
    message.at("x-message-type").text() ?? (address === undefined ? undefined : channel.at("x-message-type").text());
  if (declared !== undefined) return declared;
  if (address !== undefined && /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/.test(address)) return address;
  return message.at("name").text() ?? key;
}
