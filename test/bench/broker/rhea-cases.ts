import { createHmac } from "node:crypto";
import rhea, { type Connection, type EventContext, type Receiver, type Sender } from "rhea-broker";
import type { BenchCase, BenchContext, OpenCase } from "./bench-case.ts";

// A bare AMQP client: what the wire and rhea cost without anything of Azure's on top.

async function connect(context: BenchContext): Promise<Connection> {
  const fields = new Map(context.connectionString.split(";").map((pair) => pair.split(/=(.*)/s) as [string, string]));
  const endpoint = new URL((fields.get("Endpoint") ?? "").replace("sb:", "http:"));
  const connection = rhea.create_container().connect({
    host: endpoint.hostname,
    port: Number(endpoint.port),
    username: "anyone",
    reconnect: false,
  });
  const resource = encodeURIComponent(`sb://${endpoint.host}/${context.queue}`);
  const expiry = Math.ceil(Date.now() / 1000) + 3600;
  const signature = createHmac("sha256", fields.get("SharedAccessKey") ?? "")
    .update(`${resource}\n${expiry}`)
    .digest("base64");
  const token = `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${fields.get("SharedAccessKeyName")}`;
  const replies = connection.open_receiver({ source: "$cbs", name: "cbs-replies" });
  const requests = connection.open_sender({ target: { address: "$cbs" } });
  requests.once("sendable", () =>
    requests.send({
      message_id: "1",
      reply_to: "cbs-replies",
      body: token,
      application_properties: {
        operation: "put-token",
        type: "servicebus.windows.net:sastoken",
        name: decodeURIComponent(resource),
      },
    }),
  );
  await new Promise((resolve) => replies.once("message", resolve));
  return connection;
}

const closed = (connection: Connection): Promise<void> =>
  new Promise((resolve) => {
    connection.once("connection_close", () => resolve());
    connection.once("disconnected", () => resolve());
    connection.close();
  });

const sends = (window: number): BenchCase => ({
  name: `rhea send, ${window} in flight`,
  job: "send",
  async open(context): Promise<OpenCase> {
    const connection = await connect(context);
    const sender: Sender = connection.open_sender({ target: { address: context.queue } });
    await new Promise((resolve) => sender.once("sendable", resolve));
    return {
      run: () =>
        new Promise((resolve) => {
          let sent = 0;
          let accepted = 0;
          const pump = (): void => {
            for (; sent < context.messages && sent - accepted < window; sent += 1) {
              sender.send({ message_id: `${sent}`, body: rhea.message.data_section(context.payload) });
            }
          };
          sender.on("accepted", () => {
            accepted += 1;
            if (accepted === context.messages) resolve();
            else pump();
          });
          pump();
        }),
      close: () => closed(connection),
    };
  },
});

const receives = (window: number): BenchCase => ({
  name: `rhea receive, credit ${window}`,
  job: "receive",
  async open(context): Promise<OpenCase> {
    const connection = await connect(context);
    return {
      run: () =>
        new Promise((resolve) => {
          let settled = 0;
          const receiver: Receiver = connection.open_receiver({
            source: context.queue,
            credit_window: window,
            autoaccept: false,
            rcv_settle_mode: 1,
          });
          receiver.on("message", ({ delivery }: EventContext) => delivery?.accept());
          receiver.on("settled", () => {
            settled += 1;
            if (settled === context.messages) resolve();
          });
        }),
      close: () => closed(connection),
    };
  },
});

/** A bare rhea client. */
export const rheaCases: readonly BenchCase[] = [sends(1), sends(100), receives(1), receives(100)];
