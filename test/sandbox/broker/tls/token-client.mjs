// Run by tls.test.ts in a process of its own, because NODE_EXTRA_CA_CERTS is read once at the start.
import { ServiceBusClient } from "@azure/service-bus";

const [endpoint = "", token = ""] = process.argv.slice(2);
const credential = {
  getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3600_000 }),
};
const client = new ServiceBusClient(endpoint, credential, { retryOptions: { maxRetries: 0, timeoutInMs: 5000 } });
try {
  await client.createSender("q").sendMessages({ body: "over TLS" });
  const [message] = await client.createReceiver("q").receiveMessages(1);
  process.stdout.write(String(message?.body));
} catch (error) {
  process.stdout.write(String(error.code));
}
await client.close();
