import type {
  FileServicesAuthorization,
  FileServicesOptions,
} from "../card-series-maintenance/jobs/delivery/file-services.ts";
import { ConfigurationError } from "../errors/configuration-error.ts";
import type { BatchConfig } from "./batch-config.ts";

/** The options of a command that speaks to File Services. */
export interface FileServicesCliOptions {
  readonly url?: string;
  readonly allowOrigin?: readonly string[];
}

/** Text for the help of such a command. */
export const credentialsHelp = `Credentials come from the environment: CARDWRIGHT_ORCE_TOKEN (OAuth bearer token), or
CARDWRIGHT_ORCE_USER and CARDWRIGHT_ORCE_PASSWORD (basic, deprecated by Oracle).`;

/** Finds File Services: an option takes precedence over the environment, and that over the configuration file. */
export function fileServices(options: FileServicesCliOptions, config: BatchConfig): FileServicesOptions {
  const baseUrl = options.url ?? process.env["CARDWRIGHT_ORCE_URL"] ?? config.delivery?.url;
  if (baseUrl === undefined) throw settingMissing("URL", "Give --url, or set CARDWRIGHT_ORCE_URL or delivery.url.");
  const allowedOrigins = options.allowOrigin ?? config.delivery?.allowOrigins;
  return { baseUrl, authorization: authorization(), ...(allowedOrigins !== undefined && { allowedOrigins }) };
}

function authorization(): FileServicesAuthorization {
  const {
    CARDWRIGHT_ORCE_TOKEN: bearer,
    CARDWRIGHT_ORCE_USER: username,
    CARDWRIGHT_ORCE_PASSWORD: password,
  } = process.env;
  if (bearer) return { bearer };
  if (username && password) return { username, password };
  throw settingMissing(
    "credentials",
    "Set CARDWRIGHT_ORCE_TOKEN, or CARDWRIGHT_ORCE_USER and CARDWRIGHT_ORCE_PASSWORD.",
  );
}

function settingMissing(what: string, help: string): ConfigurationError {
  return new ConfigurationError(`Missing ${what} of File Services`, { code: "DELIVERY_SETTINGS", help });
}
