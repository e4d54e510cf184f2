/** The consequence of a change: code or a running installation breaks, nothing breaks, or only texts changed. */
export type Verdict = "breaking" | "compatible" | "documentation";

/** The kinds of change by name. */
export type RuleId =
  | "message-added"
  | "message-removed"
  | "direction-added"
  | "direction-removed"
  | "content-type-changed"
  | "content-type-declared"
  | "correlation-changed"
  | "headers-added"
  | "optional-headers-added"
  | "headers-removed"
  | "required-property-added"
  | "optional-property-added"
  | "property-removed"
  | "property-made-required"
  | "property-made-optional"
  | "dependency-added"
  | "dependency-removed"
  | "object-closed"
  | "object-opened"
  | "type-widened"
  | "type-narrowed"
  | "type-changed"
  | "enum-value-added"
  | "enum-value-removed"
  | "enum-added"
  | "enum-removed"
  | "const-added"
  | "const-removed"
  | "const-changed"
  | "limit-tightened"
  | "limit-loosened"
  | "limit-changed"
  | "format-added"
  | "format-removed"
  | "format-changed"
  | "alternative-added"
  | "alternative-removed"
  | "alternatives-added"
  | "alternatives-removed"
  | "exclusion-changed"
  | "combination-changed"
  | "schema-added"
  | "schema-removed"
  | "tuple-changed"
  | "operation-changed"
  | "server-changed"
  | "text-changed"
  | "examples-changed"
  | "default-changed"
  | "deprecation-changed"
  | "provenance-changed";

interface Consequence {
  readonly verdict: Verdict;
  readonly effect: string;
}

/** A kind of change, and its consequences for a partner that sends or receives the message. */
export interface Rule {
  readonly change: string;
  readonly send: Consequence;
  readonly receive: Consequence;
}

const breaking = (effect: string): Consequence => ({ verdict: "breaking", effect });
const compatible = (effect: string): Consequence => ({ verdict: "compatible", effect });
const both = (consequence: Consequence) => ({ send: consequence, receive: consequence });
const words = (effect: string) => both({ verdict: "documentation", effect });

// A sender has fewer valid values after tightening, so the ones used so far may be refused. A receiver gets more values
// after loosening, so some may be new to it.
const tightened = (change: string): Rule => ({
  change,
  send: breaking("Messages that were valid so far may be refused now."),
  receive: compatible("Every message that may arrive now was already valid."),
});
const loosened = (change: string): Rule => ({
  change,
  send: compatible("Messages that were valid so far are still accepted."),
  receive: breaking("Messages may arrive that an older version refuses or does not expect."),
});
const changed = (change: string): Rule => ({
  change,
  send: breaking("Messages that were valid so far may be refused now."),
  receive: breaking("Messages may arrive that an older version refuses or does not expect."),
});

/** Every kind of change that the comparison knows. */
export const rules: { readonly [id in RuleId]: Rule } = {
  "message-added": {
    change: "A message was added",
    send: compatible("It may be sent from now on."),
    receive: breaking("It may arrive; an older version answers it with an Error Notification."),
  },
  "message-removed": {
    change: "A message was removed",
    send: breaking("It must not be sent any more."),
    receive: breaking("It does not arrive any more, and code that handles it no longer compiles."),
  },
  "direction-added": {
    change: "A message is now also sent in this direction",
    send: compatible("It may be sent from now on."),
    receive: breaking("It may arrive; an older version does not expect it."),
  },
  "direction-removed": {
    change: "A message is no longer sent in this direction",
    send: breaking("It must not be sent any more."),
    receive: breaking("It does not arrive any more, and code that handles it no longer compiles."),
  },
  "content-type-changed": changed("The content type changed"),
  "correlation-changed": changed("The location of the correlation id changed"),
  "headers-added": {
    change: "Headers are declared, some of them required",
    send: breaking("The headers must be sent from now on."),
    receive: compatible("Undeclared headers may have arrived before, too."),
  },
  "optional-headers-added": {
    change: "Headers are declared, none of them required",
    send: compatible("The headers may be sent from now on."),
    receive: compatible("Undeclared headers may have arrived before, too."),
  },
  "headers-removed": {
    change: "Headers are no longer declared",
    send: breaking("The headers must not be sent any more."),
    receive: breaking("The headers may be missing from now on."),
  },

  "required-property-added": {
    change: "A required property was added",
    send: breaking("It must be sent from now on."),
    receive: compatible("It arrives in addition; unknown properties were accepted before."),
  },
  "optional-property-added": {
    change: "An optional property was added",
    send: compatible("It may be sent from now on."),
    receive: compatible("It may arrive in addition; unknown properties were accepted before."),
  },
  "property-removed": {
    change: "A property was removed",
    send: breaking("It must not be sent any more."),
    receive: breaking("It may be missing from now on, and code that reads it no longer compiles."),
  },
  "property-made-required": {
    change: "An optional property became required",
    send: breaking("It must be sent from now on."),
    receive: compatible("It always arrives now."),
  },
  "property-made-optional": {
    change: "A required property became optional",
    send: compatible("It may still be sent."),
    receive: breaking("It may be missing from now on."),
  },
  "dependency-added": tightened("A property now requires others"),
  "dependency-removed": loosened("A property no longer requires others"),
  "object-closed": tightened("Further properties are no longer allowed"),
  "object-opened": {
    change: "Further properties are allowed now",
    send: compatible("They may be sent from now on."),
    receive: compatible("Unknown properties were accepted before, too."),
  },

  "type-widened": loosened("More types are allowed"),
  "type-narrowed": tightened("Fewer types are allowed"),
  "type-changed": changed("The type changed"),
  "enum-value-added": {
    change: "A value was added to a list",
    send: compatible("It may be sent from now on."),
    receive: compatible("It may arrive; unlisted values were accepted before."),
  },
  "enum-value-removed": {
    change: "A value was removed from a list",
    send: breaking("It must not be sent any more."),
    receive: compatible(
      "It does not arrive any more; code that handles it still compiles, because received lists are open.",
    ),
  },
  "enum-added": tightened("Values are listed now"),
  "enum-removed": {
    change: "Values are no longer listed",
    send: compatible("Every listed value may still be sent."),
    receive: compatible("Unlisted values were accepted before, too."),
  },
  "const-added": tightened("One value is fixed now"),
  "const-removed": loosened("The value is no longer fixed"),
  "const-changed": changed("The fixed value changed"),

  "limit-tightened": tightened("A limit was tightened or added"),
  "limit-loosened": loosened("A limit was loosened or removed"),
  "limit-changed": changed("A pattern or step changed"),
  "format-added": tightened("A format is required now"),
  "format-removed": loosened("A format is no longer required"),
  "format-changed": changed("The format changed"),

  "alternative-added": loosened("An alternative was added"),
  "alternative-removed": tightened("An alternative was removed"),
  "alternatives-added": tightened("Values must match an alternative now"),
  "alternatives-removed": loosened("Values no longer need to match an alternative"),
  "exclusion-changed": changed("The excluded values changed"),
  "combination-changed": changed("Schemas that are combined for one value changed"),
  "schema-added": tightened("Values that could be anything are described now"),
  "schema-removed": loosened("Values that were described can be anything now"),
  "tuple-changed": changed("The length of a tuple changed"),

  "content-type-declared": {
    change: "The content type is declared, or no longer",
    ...words("Messages are JSON in both contracts."),
  },
  "server-changed": {
    change: "A server changed",
    ...words("The messages stay the same. Check the address that the client connects to."),
  },
  "operation-changed": { change: "Operations or channels changed", ...words("The message itself stays the same.") },
  "text-changed": { change: "Title, summary or description changed", ...words("Only texts changed.") },
  "examples-changed": { change: "Examples changed", ...words("Only texts changed.") },
  "default-changed": { change: "A default changed", ...words("Defaults are documentation: nothing is filled in.") },
  "deprecation-changed": { change: "A deprecation was added or removed", ...words("It still works.") },
  "provenance-changed": { change: "The provenance changed", ...words("The contract itself stays the same.") },
};
