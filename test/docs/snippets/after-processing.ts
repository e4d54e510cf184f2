import { findProcessedFiles, matchFailures, writeResubmission } from "cardwright/card-series";

const { files } = await findProcessedFiles("complete/spring-0001");
for (const { name, archived, failures } of files) {
  const report = await matchFailures({ sent: archived, ...(failures !== undefined && { failures }) });
  console.log(name, report.succeeded, [...report.failed.ranges()]);
  for (const { failed, sent, customer, possibleCodes } of report.groups) {
    console.log(`${failed} of ${sent} with ${customer ?? "no customer"}: ${possibleCodes.join(", ")}`);
  }
  if (report.failed.size > 0) {
    await writeResubmission({ sent: archived, failed: report.failed, target: `outgoing/again-${name}` });
  }
}
