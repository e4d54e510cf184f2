import rhea, { type EventContext, type Receiver, type Sender } from "rhea-broker";
import { closeRhea, connectRhea } from "../../support/rhea-client.ts";
import type { BenchCase, OpenCase } from "./bench-case.ts";
import { Hold } from "./hold.ts";
import { notification } from "./notification.ts";

// A bare AMQP client: what the wire and rhea cost without anything of Azure's on top.

const sends = (window: number): BenchCase => ({
  name: `rhea send, ${window} in flight`,
  job: "send",
  inFlight: window,
  peer: window === 1 ? "azure send, each awaited" : `azure send, ${window} in flight`,
  async open(context): Promise<OpenCase> {
    const connection = await connectRhea(context.connectionString, context.queue);
    const sender: Sender = connection.open_sender({ target: { address: context.queue } });
    await new Promise((resolve) => sender.once("sendable", resolve));
    return {
      run: () =>
        new Promise((resolve) => {
          let sent = 0;
          let accepted = 0;
          const pump = (): void => {
            for (; sent < context.messages && sent - accepted < window; sent += 1) {
              const { messageId, subject, contentType, body } = notification(sent, context.payload);
              sender.send({
                message_id: messageId,
                subject,
                content_type: contentType,
                body: rhea.message.data_section(body),
              });
            }
          };
          sender.on("accepted", () => {
            accepted += 1;
            if (accepted === context.messages) resolve();
            else pump();
          });
          pump();
        }),
      close: () => closeRhea(connection),
    };
  },
});

const receives = (window: number): BenchCase => ({
  name: `rhea receive, credit ${window}`,
  job: "receive",
  inFlight: window,
  peer: `azure subscribe, concurrency ${window}`,
  async open(context): Promise<OpenCase> {
    const connection = await connectRhea(context.connectionString, context.queue);
    const hold = new Hold(context.messages);
    const receiver: Receiver = connection.open_receiver({
      source: context.queue,
      credit_window: window,
      autoaccept: false,
      rcv_settle_mode: 1,
    });
    receiver.on("message", ({ delivery }: EventContext) => void hold.arrived().then(() => delivery?.accept()));
    receiver.on("settled", () => hold.done());
    await hold.first;
    return {
      run: () => hold.lift(),
      close: () => closeRhea(connection),
    };
  },
});

/** A bare rhea client. */
export const rheaCases: readonly BenchCase[] = [sends(1), sends(100), receives(1), receives(100)];
