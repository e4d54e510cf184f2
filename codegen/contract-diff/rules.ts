/** What a change means: code or a running installation breaks, nothing breaks, or only words have changed. */
export type Verdict = "breaking" | "compatible" | "documentation";

/** The kinds of change by name. */
export type RuleId =
  | "message-added"
  | "message-removed"
  | "direction-added"
  | "direction-removed"
  | "content-type-changed"
  | "correlation-changed"
  | "headers-added"
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
  | "text-changed"
  | "examples-changed"
  | "default-changed"
  | "deprecation-changed"
  | "provenance-changed";

interface Consequence {
  readonly verdict: Verdict;
  readonly effect: string;
}

/** A kind of change, and what it means to a partner that sends or receives the message. */
export interface Rule {
  readonly change: string;
  readonly send: Consequence;
  readonly receive: Consequence;
}

const breaking = (effect: string): Consequence => ({ verdict: "breaking", effect });
const compatible = (effect: string): Consequence => ({ verdict: "compatible", effect });
const both = (consequence: Consequence) => ({ send: consequence, receive: consequence });
const words = (effect: string) => both({ verdict: "documentation", effect });

// Sending, fewer values are accepted: what was sent so far may be refused. Receiving, more values arrive: what was never met may come.
const tightened = (change: string): Rule => ({
  change,
  send: breaking("What was sent so far may be refused now."),
  receive: compatible("What arrives now was expected before, too."),
});
const loosened = (change: string): Rule => ({
  change,
  send: compatible("What was sent so far is still accepted."),
  receive: breaking("What may arrive now, an older version refuses or its code does not expect."),
});
const changed = (change: string): Rule => ({
  change,
  send: breaking("What was sent so far may be refused now."),
  receive: breaking("What may arrive now, an older version refuses or its code does not expect."),
});

/** Every kind of change that the comparison knows. */
export const rules: { readonly [id in RuleId]: Rule } = {
  "message-added": {
    change: "A message is new",
    send: compatible("It may be sent from now on."),
    receive: breaking("It may arrive; an older version answers it with an Error Notification."),
  },
  "message-removed": {
    change: "A message is gone",
    send: breaking("It may not be sent any more."),
    receive: breaking("It does not arrive any more, and code that handles it no longer compiles."),
  },
  "direction-added": {
    change: "A message now travels this way too",
    send: compatible("It may be sent from now on."),
    receive: breaking("It may arrive; an older version does not expect it."),
  },
  "direction-removed": {
    change: "A message no longer travels this way",
    send: breaking("It may not be sent any more."),
    receive: breaking("It does not arrive any more, and code that handles it no longer compiles."),
  },
  "content-type-changed": changed("The content type is another"),
  "correlation-changed": changed("The place of the correlation id is another"),
  "headers-added": {
    change: "Headers are declared",
    send: breaking("The headers have to be sent from now on."),
    receive: compatible("Headers that were not declared may have arrived before, too."),
  },
  "headers-removed": {
    change: "Headers are no longer declared",
    send: compatible("The headers need not be sent any more."),
    receive: breaking("The headers may be missing from now on."),
  },

  "required-property-added": {
    change: "A required property is new",
    send: breaking("It has to be sent from now on."),
    receive: compatible("It arrives in addition; unknown properties passed before."),
  },
  "optional-property-added": {
    change: "An optional property is new",
    send: compatible("It may be sent from now on."),
    receive: compatible("It may arrive in addition; unknown properties passed before."),
  },
  "property-removed": {
    change: "A property is gone",
    send: breaking("It may not be sent any more."),
    receive: breaking("It need not arrive any more, and code that reads it no longer compiles."),
  },
  "property-made-required": {
    change: "An optional property is required now",
    send: breaking("It has to be sent from now on."),
    receive: compatible("It always arrives now."),
  },
  "property-made-optional": {
    change: "A required property is optional now",
    send: compatible("It may still be sent."),
    receive: breaking("It may be missing from now on."),
  },
  "dependency-added": tightened("A property now requires others"),
  "dependency-removed": loosened("A property no longer requires others"),
  "object-closed": tightened("Further properties are no longer allowed"),
  "object-opened": {
    change: "Further properties are allowed now",
    send: compatible("They may be sent from now on."),
    receive: compatible("Unknown properties passed before, too."),
  },

  "type-widened": loosened("More types are allowed"),
  "type-narrowed": tightened("Fewer types are allowed"),
  "type-changed": changed("The type is another"),
  "enum-value-added": {
    change: "A list of values names one more",
    send: compatible("It may be sent from now on."),
    receive: compatible("It may arrive; values that a list does not name passed before."),
  },
  "enum-value-removed": {
    change: "A list of values names one less",
    send: breaking("It may not be sent any more."),
    receive: compatible(
      "It does not arrive any more; code that handles it still compiles, as received lists are open.",
    ),
  },
  "enum-added": tightened("Values are listed now"),
  "enum-removed": {
    change: "Values are no longer listed",
    send: compatible("Every listed value may still be sent."),
    receive: compatible("Values that a list does not name passed before, too."),
  },
  "const-added": tightened("One value is fixed now"),
  "const-removed": loosened("The value is no longer fixed"),
  "const-changed": changed("The fixed value is another"),

  "limit-tightened": tightened("A limit is narrower, or new"),
  "limit-loosened": loosened("A limit is wider, or gone"),
  "limit-changed": changed("A pattern or step is another"),
  "format-added": tightened("A format is demanded now"),
  "format-removed": loosened("A format is no longer demanded"),
  "format-changed": changed("The format is another"),

  "alternative-added": loosened("There is one more alternative"),
  "alternative-removed": tightened("There is one alternative less"),
  "alternatives-added": tightened("Values must fit an alternative now"),
  "alternatives-removed": loosened("Values need not fit an alternative any more"),
  "exclusion-changed": changed("What is excluded is another"),
  "combination-changed": changed("Several schemas for one value, which cannot be told in one, are others"),
  "schema-added": tightened("Parts that could be anything are described now"),
  "schema-removed": loosened("Parts that were described can be anything now"),
  "tuple-changed": changed("A fixed sequence has another length"),

  "operation-changed": { change: "Operations or channels are others", ...words("The message itself stays the same.") },
  "text-changed": { change: "Title, summary or description is another", ...words("Only words have changed.") },
  "examples-changed": { change: "Examples are others", ...words("Only words have changed.") },
  "default-changed": { change: "A default is another", ...words("Defaults are documentation: nothing is filled in.") },
  "deprecation-changed": { change: "Something is deprecated now, or no longer", ...words("It still works.") },
  "provenance-changed": { change: "How sure we are has changed", ...words("The contract itself stays the same.") },
};
