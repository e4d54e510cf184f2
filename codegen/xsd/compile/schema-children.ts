import { facetNames } from "./simple-types.ts";

const facetNamesPattern = facetNames.join(" |");
const attributesPattern = "(?:attribute |attributeGroup )*(?:anyAttribute )?";
type Parent =
  | "schema"
  | "element"
  | "attribute"
  | "simpleType"
  | "restriction"
  | "facet"
  | "complexType"
  | "simpleContent"
  | "extension"
  | "group"
  | "all"
  | "annotated"
  | "list"
  | "union"
  | "simpleRestriction"
  | "complexContent"
  | "complexDerivation"
  | "groupDefinition"
  | "attributeGroup"
  | "constraint";

/** The allowed children of each element of a schema, as patterns of their names. */
export const allowedChildren: Readonly<Record<Parent, RegExp>> = {
  schema:
    /^(?:(?:include|import|redefine|annotation) )*(?:(?:simpleType|complexType|group|attributeGroup|element|attribute|notation) (?:annotation )*)*$/,
  element: /^(?:annotation )?(?:(?:simpleType|complexType) )?(?:(?:unique|key|keyref) )*$/,
  attribute: /^(?:annotation )?(?:simpleType )?$/,
  simpleType: /^(?:annotation )?(?:restriction|list|union) $/,
  restriction: new RegExp(`^(?:annotation )?(?:simpleType )?(?:${facetNamesPattern} )*$`),
  facet: /^(?:annotation )?$/,
  complexType: new RegExp(
    `^(?:annotation )?(?:simpleContent |complexContent |(?:(?:group|all|choice|sequence) )?${attributesPattern})$`,
  ),
  simpleContent: /^(?:annotation )?(?:restriction|extension) $/,
  extension: new RegExp(`^(?:annotation )?${attributesPattern}$`),
  group: /^(?:annotation )?(?:(?:element|group|choice|sequence|any) )*$/,
  all: /^(?:annotation )?(?:element )*$/,
  annotated: /^(?:annotation )?$/,
  list: /^(?:annotation )?(?:simpleType )?$/,
  union: /^(?:annotation )?(?:simpleType )*$/,
  simpleRestriction: new RegExp(`^(?:annotation )?(?:simpleType )?(?:${facetNamesPattern} )*${attributesPattern}$`),
  complexContent: /^(?:annotation )?(?:restriction|extension) $/,
  complexDerivation: new RegExp(`^(?:annotation )?(?:(?:group|all|choice|sequence) )?${attributesPattern}$`),
  groupDefinition: /^(?:annotation )?(?:all|choice|sequence) $/,
  attributeGroup: new RegExp(`^(?:annotation )?${attributesPattern}$`),
  constraint: /^(?:annotation )?selector (?:field )+$/,
};
