import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/errors/configuration-error.ts";
import { resolveEndpoint } from "../../src/service-bus/endpoint.ts";

describe("a connection string in the wrong place", () => {
  const secret = "Endpoint=sb://a.example/;SharedAccessKeyName=n;SharedAccessKey=c2VjcmV0;EntityPath=q";

  test.each([
    ["instead of the endpoint", secret],
    ["as the queue", { connectionString: secret, queue: secret }],
    ["as the namespace", { namespace: secret, credential: { getToken: async () => null }, queue: "q" }],
    ["as the credential", { namespace: "a.example", credential: secret, queue: "q" }],
    ["with another scheme", { connectionString: secret.replace("sb://", ":::") }],
  ])("%s is refused, and no error contains the key", (_, endpoint) => {
    try {
      resolveEndpoint("inbound", endpoint as unknown as { connectionString: string });
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(inspect(error, { depth: 9 })).not.toContain("c2VjcmV0");
      return;
    }
    throw new Error("not refused");
  });
});
