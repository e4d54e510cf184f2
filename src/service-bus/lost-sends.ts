import { ServiceBusError, type ServiceBusSender } from "@azure/service-bus";

/** Private properties of the Azure client: its link, and the sends on it that wait for an answer. */
interface WithLink {
  readonly _sender?: {
    readonly link?: {
      readonly deliveryDispositionMap?: Map<number, { readonly timer: NodeJS.Timeout; reject(error: Error): void }>;
    };
    onDetached?(): Promise<void>;
  };
}

/**
 * Makes sends fail at once when their link or connection is lost, so that they can be tried again: the Azure client
 * (7.9.5) lets each of them wait for an answer until its timeout.
 */
export function failLostSends(sender: ServiceBusSender): void {
  const inner = (sender as unknown as WithLink)._sender;
  const detach = inner?.onDetached?.bind(inner);
  if (inner === undefined || detach === undefined) return;
  inner.onDetached = () => {
    for (const { timer, reject } of [...(inner.link?.deliveryDispositionMap?.values() ?? [])]) {
      clearTimeout(timer);
      reject(new ServiceBusError("The connection was lost before the queue answered", "ServiceCommunicationProblem"));
    }
    inner.link?.deliveryDispositionMap?.clear();
    return detach();
  };
}
