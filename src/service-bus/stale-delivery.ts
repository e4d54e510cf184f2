import type { ServiceBusReceivedMessage } from "@azure/service-bus";

/** What the Azure client's messages hold beside their public face: the delivery of rhea, and the link it came on. */
interface WithDelivery {
  readonly delivery?: { readonly link?: { is_open?(): boolean } };
}

/**
 * Tells whether the link that a message came on is gone, after a dropped connection.
 *
 * The Azure client (7.9.5) finds a message by its delivery number on the link, and the new link counts from 0 again:
 * settling such a message hangs until its timeout, or takes the answer to another message for its own. It cannot be
 * settled; it is delivered again when its lock expires. Where the client's internals should change, this says `false`,
 * and the settlement runs into its timeout as before.
 */
export function isStale(message: ServiceBusReceivedMessage): boolean {
  return (message as WithDelivery).delivery?.link?.is_open?.() === false;
}
