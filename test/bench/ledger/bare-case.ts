import { ServiceBusClient } from "@azure/service-bus";
import { Countdown, type QueueCase, untilEmpty } from "./queue-case.ts";
import { reportOn } from "./report.ts";

/** The fair peer: the bare Azure client receives a request, sends a report and completes. It records nothing. */
export const bareClient: QueueCase = {
  name: "bare Azure client (the fair peer)",
  async prepare({ broker, concurrency, messages }) {
    const client = new ServiceBusClient(broker.connectionString);
    const sender = client.createSender("out");
    const receiver = client.createReceiver("in");
    return {
      async run(latencies) {
        const countdown = new Countdown(messages);
        receiver.subscribe(
          {
            async processMessage(message) {
              const arrivedMs = performance.now();
              await sender.sendMessages(reportOn(message));
              await receiver.completeMessage(message);
              latencies.push(performance.now() - arrivedMs);
              countdown.one();
            },
            async processError() {},
          },
          { maxConcurrentCalls: concurrency, autoCompleteMessages: false },
        );
        await countdown.done;
        await untilEmpty(broker);
      },
      close: () => client.close(),
    };
  },
};
