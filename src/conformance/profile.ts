import { parse } from "yaml";
import { ConfigurationError } from "../errors/configuration-error.ts";
import type { Capability } from "./scenario.ts";

/** What the application under test does, and how fast: what is not supported is left out instead of failing. */
export interface Profile {
  /** Reports shipments: by itself, or when a person does it, whom the kit then asks. Default `true`. */
  readonly shipping: boolean | "by-hand";
  /** Ships an acknowledged card without waiting for the others of its shipment. Default `true`. */
  readonly partialDeliveries: boolean;
  /** Ships accessories. Default `true`. */
  readonly accessories: boolean;
  /** Sends a corrected notification after NGOC refused one: by itself, or by hand. Default `true`. */
  readonly corrections: boolean | "by-hand";
  /** Keeps its orders on disk, so that it may be killed. Default `true`. */
  readonly durable: boolean;
  /** Waits for the Report OK of all produced cards of a shipment: the stricter reading of the guide. Default `false`. */
  readonly reportOkGateAllProduced: boolean;
  /** The names of the fields that requests expect in a report. Default `["MIFARE_UID"]`. */
  readonly reportDataFields: readonly string[];
  /** The longest time from an order to its report, and from an acknowledgement to what follows. Default 30. */
  readonly secondsPerOrder: number;
  /** How long the kit waits before it says that nothing came. Default 2. */
  readonly quietSeconds: number;
  /** The number of orders of the scenarios under load. Default 100. */
  readonly loadOrders: number;
  /** The longest time for all orders of a scenario under load. Default 120. */
  readonly loadSeconds: number;
  /** The most messages that the application holds at a time. Default 1000. */
  readonly maxInHand: number;
  /** How long the kit waits for a person to do what it asks for. Default 120. */
  readonly attendSeconds: number;
}

/** The profile of an application that does everything. */
export const defaultProfile: Profile = {
  shipping: true,
  partialDeliveries: true,
  accessories: true,
  corrections: true,
  durable: true,
  reportOkGateAllProduced: false,
  reportDataFields: ["MIFARE_UID"],
  secondsPerOrder: 30,
  quietSeconds: 2,
  loadOrders: 100,
  loadSeconds: 120,
  maxInHand: 1000,
  attendSeconds: 120,
};

/**
 * Reads `conform.yaml` (or JSON) and fills in the defaults.
 *
 * @throws ConfigurationError `CONFORM_PROFILE` for what is not YAML, for an unknown name or a wrong value
 */
export function readProfile(text: string): Profile {
  let read: unknown;
  try {
    read = parse(text);
  } catch (cause) {
    throw wrong(`The profile is not YAML: ${cause instanceof Error ? cause.message.split("\n")[0] : "unreadable"}`);
  }
  if (read === null) return defaultProfile;
  if (typeof read !== "object" || Array.isArray(read)) throw wrong("The profile must be a map of names and values");
  for (const [name, value] of Object.entries(read)) {
    const byDefault = Object.hasOwn(defaultProfile, name) ? defaultProfile[name as keyof Profile] : undefined;
    if (byDefault === undefined) throw wrong(`The profile has an unknown name "${name}"`);
    const isHandwork = (name === "shipping" || name === "corrections") && value === "by-hand";
    const problem = isHandwork ? undefined : problemOf(value, byDefault);
    if (problem !== undefined) throw wrong(`The profile's ${name} must be ${problem}`);
  }
  // Each name and value was compared with the defaults.
  return { ...defaultProfile, ...(read as Partial<Profile>) };
}

/** Returns whether the application does what a scenario needs. */
export function canDo(profile: Profile, capability: Capability): boolean {
  return profile[capability] !== false;
}

function problemOf(value: unknown, byDefault: Profile[keyof Profile]): string | undefined {
  if (typeof byDefault === "boolean") return typeof value === "boolean" ? undefined : "true or false";
  if (typeof byDefault === "number") {
    return typeof value === "number" && value > 0 && Number.isFinite(value) ? undefined : "a number above 0";
  }
  const isList = Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "");
  return isList ? undefined : "a list of names";
}

function wrong(message: string): ConfigurationError {
  return new ConfigurationError(message, {
    code: "CONFORM_PROFILE",
    help: `Known names: ${Object.keys(defaultProfile).join(", ")}. Leave a name out to use its default.`,
  });
}
