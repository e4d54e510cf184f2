import { CardwrightError } from "./cardwright-error.ts";

/** An option is missing or has an invalid value. `help` says how to set it. */
export class ConfigurationError extends CardwrightError {
  override readonly name: string = "ConfigurationError";
}
