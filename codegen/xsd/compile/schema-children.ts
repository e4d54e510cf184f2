import { FACET_NAMES } from "./simple-types.ts";

const FACETS = FACET_NAMES.join(" |");
const ATTRIBUTES = "(?:attribute |attributeGroup )*(?:anyAttribute )?";
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

/** Which children each element of a schema may have, as patterns over their names. */
export const CHILDREN: Readonly<Record<Parent, RegExp>> = {
  schema:
    /^(?:(?:include|import|redefine|annotation) )*(?:(?:simpleType|complexType|group|attributeGroup|element|attribute|notation) (?:annotation )*)*$/,
  element: /^(?:annotation )?(?:(?:simpleType|complexType) )?(?:(?:unique|key|keyref) )*$/,
  attribute: /^(?:annotation )?(?:simpleType )?$/,
  simpleType: /^(?:annotation )?(?:restriction|list|union) $/,
  restriction: new RegExp(`^(?:annotation )?(?:simpleType )?(?:${FACETS} )*$`),
  facet: /^(?:annotation )?$/,
  complexType: new RegExp(
    `^(?:annotation )?(?:simpleContent |complexContent |(?:(?:group|all|choice|sequence) )?${ATTRIBUTES})$`,
  ),
  simpleContent: /^(?:annotation )?(?:restriction|extension) $/,
  extension: new RegExp(`^(?:annotation )?${ATTRIBUTES}$`),
  group: /^(?:annotation )?(?:(?:element|group|choice|sequence|any) )*$/,
  all: /^(?:annotation )?(?:element )*$/,
};
