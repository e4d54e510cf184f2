import { OrceSandbox } from "cardwright/sandbox";

await using orce = new OrceSandbox({
  folder: "orce", // incoming/ is watched; results go to complete/<fileset>/archived and failed
  setup: {
    cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "USD", minActivationAmount: "10" }] }],
    series: [{ prefix: "12345", series: "01", numberOfCards: 1_000, batches: [1, 2] }],
    customers: [{ customerId: "C1" }],
    configuration: { accountManagementDefaultReasonCode: "DEFAULT" },
  },
  onFailure: ({ code, file, block }) => console.log(`${file}, block ${block}: ${code}`),
});
const outcome = await orce.process("outgoing/spring-0001.xml");
console.log(outcome.generated, outcome.failed);
