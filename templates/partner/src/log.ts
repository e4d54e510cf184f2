type Level = "debug" | "info" | "warn" | "error";

const write =
  (level: Level) =>
  (...values: readonly unknown[]): void => {
    const [first, second] = values;
    const fields = typeof first === "object" ? first : {};
    const msg = typeof first === "string" ? first : second;
    process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, msg, ...fields })}\n`);
  };

/** One line of JSON for each entry. pino, or any logger with these four methods, can take its place. */
export const log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
