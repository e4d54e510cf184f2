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
  | "all";

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
};
