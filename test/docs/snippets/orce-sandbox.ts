import { OrceSandbox } from "cardwright/sandbox";

await using orce = await OrceSandbox.start({
  folder: "orce", // incoming/ is watched; results go to complete/<fileset>/archived and failed
  setup: {
    cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "USD", minActivationAmount: "10" }] }],
    series: [{ prefix: "12345", series: "01", numberOfCards: 1_000, batches: [1, 2] }],
    customers: [{ customerId: "C1" }],
    configuration: { accountManagementDefaultReasonCode: "DEFAULT" },
  },
});
orce.events.on((event) => {
  if (event.type !== "failure") return;
  const { code, file, block } = event.failure;
  console.log(`${file}, block ${block}: ${code}`);
});
const outcome = await orce.process("outgoing/spring-0001.xml");
console.log(outcome.generated, outcome.failed);
