import { deliverBatch } from "cardwright/card-series";

await deliverBatch({
  files: ["outgoing/spring-0001.xml", "outgoing/spring-0002.xml"],
  services: {
    baseUrl: "https://orce.example.com",
    authorization: { bearer: async () => process.env["CARDWRIGHT_ORCE_TOKEN"] ?? "" },
  },
  journal: "delivery.jsonl",
});
