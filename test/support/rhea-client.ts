import { createHmac } from "node:crypto";
import rhea, { type Connection } from "rhea-broker";

/** Connects a bare rhea client that has shown a token for one queue. */
export async function connectRhea(connectionString: string, queue: string): Promise<Connection> {
  const fields = new Map(connectionString.split(";").map((pair) => pair.split(/=(.*)/s) as [string, string]));
  const endpoint = new URL((fields.get("Endpoint") ?? "").replace("sb:", "http:"));
  const connection = rhea.create_container().connect({
    host: endpoint.hostname,
    port: Number(endpoint.port),
    username: "anyone",
    reconnect: false,
  });
  const resource = encodeURIComponent(`sb://${endpoint.host}/${queue}`);
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

/** Closes it and waits until it is closed. */
export const closeRhea = (connection: Connection): Promise<void> =>
  new Promise((resolve) => {
    connection.once("connection_close", () => resolve());
    connection.once("disconnected", () => resolve());
    connection.close();
  });
