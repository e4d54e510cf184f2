import { makeCards } from "./make-cards.js";

const { CARDWRIGHT_ORCE_URL: url, CARDWRIGHT_ORCE_TOKEN: token } = process.env;
const [csv = "customers.csv", folder = "outgoing"] = process.argv.slice(2);

const report = await makeCards({
  csv,
  folder,
  ...(url !== undefined && token !== undefined && { orce: { url, token: async () => token } }),
});
console.log(JSON.stringify(report));
// A scheduler sees that somebody has to look.
if (report.rejected > 0 || report.issues > 0) process.exitCode = 1;
