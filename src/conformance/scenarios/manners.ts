import type { Scenario, Step } from "../scenario.ts";

const request = (card: string, damage?: "card-id-number" | "not-json"): Step => ({
  do: "request",
  card,
  shipment: "S",
  ...(damage !== undefined && { damage }),
});
const reported = (card: string): Step => ({ do: "expect", message: "produced", card, rule: "reports" });
const shipped = (card: string): Step => ({ do: "expect", message: "shipped", card, rule: "ships" });

/** Scenarios about many orders at once, and about what is good manners. */
export const mannersScenarios: readonly Scenario[] = [
  // order
  {
    id: "ORD-1",
    title: "Five shipments at once, three cards each",
    group: "order",
    steps: [
      { do: "requests", count: 15, shipments: 5 },
      { do: "expect-all", message: "produced", rule: "reports" },
    ],
  },
  {
    id: "ORD-2",
    title: "Five shipments at once are all shipped",
    group: "order",
    needs: ["shipping"],
    steps: [
      { do: "requests", count: 15, shipments: 5 },
      { do: "expect-all", message: "shipped", rule: "ships" },
    ],
  },
  {
    id: "ORD-3",
    title: "Messages that overtake each other",
    group: "order",
    steps: [
      { do: "fault", on: "deliver", effect: "reorder", times: 2 },
      request("A"),
      request("B"),
      request("C"),
      request("D"),
      reported("A"),
      reported("B"),
      reported("C"),
      reported("D"),
    ],
  },
  {
    id: "ORD-4",
    title: "An answer between two orders of the same shipment",
    group: "order",
    steps: [request("A"), reported("A"), request("B"), reported("B")],
  },
  {
    id: "ORD-5",
    title: "Two end customers on the one queue",
    group: "order",
    needs: ["shipping"],
    steps: [
      { do: "request", card: "A", shipment: "S", organisation: "X" },
      { do: "request", card: "B", shipment: "T", organisation: "Y" },
      shipped("A"),
      shipped("B"),
    ],
  },
  // load
  {
    id: "LOAD-1",
    title: "Many orders, all reported",
    group: "load",
    steps: [
      { do: "requests", count: 0, shipments: 10 },
      { do: "expect-all", message: "produced", rule: "keeps-up" },
    ],
    rules: ["prefetch"],
  },
  {
    id: "LOAD-2",
    title: "Many orders, all shipped",
    group: "load",
    needs: ["shipping"],
    steps: [
      { do: "requests", count: 0, shipments: 20 },
      { do: "expect-all", message: "shipped", rule: "keeps-up" },
    ],
    rules: ["prefetch"],
  },
  {
    id: "LOAD-3",
    title: "Many orders of one shipment",
    group: "load",
    steps: [
      { do: "requests", count: 0, shipments: 1 },
      { do: "expect-all", message: "produced", rule: "keeps-up" },
    ],
  },
  // hygiene
  {
    id: "HYG-1",
    title: "Ids are UUIDs, content types JSON",
    group: "hygiene",
    needs: ["shipping"],
    steps: [request("A"), shipped("A")],
    rules: ["content-type"],
  },
  {
    id: "HYG-2",
    title: "No personal data in the output after an order",
    group: "hygiene",
    steps: [request("A"), reported("A")],
    rules: ["no-personal-output"],
  },
  {
    id: "HYG-3",
    title: "No personal data in the output after an error",
    group: "hygiene",
    steps: [request("A", "card-id-number"), { do: "expect", message: "error", rule: "tells-error" }],
    rules: ["no-personal-output"],
  },
  {
    id: "HYG-4",
    title: "An Error Notification names what it answers",
    group: "hygiene",
    steps: [request("A", "not-json"), { do: "expect", message: "error", rule: "tells-error" }],
    rules: ["correlation", "error-details"],
  },
];
