// Running the kit
export { defaultProfile, readProfile } from "./profile.ts";
export { runConformance } from "./run.ts";
export { scenarios } from "./scenarios/index.ts";

// Reports
export { compareReports, comparisonText } from "./report/compare.ts";
export { htmlReport } from "./report/html.ts";
export { junitReport } from "./report/junit.ts";
export { assertKnown, notPassed, readReport } from "./report/read-report.ts";
export { caseLine, summaryText } from "./report/terminal.ts";
