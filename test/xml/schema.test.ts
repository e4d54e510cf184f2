import { describe, expect, test } from "vitest";
import { compileSchema } from "../../codegen/xsd/compile/schema.ts";
import { isCardwrightError } from "../../src/errors/cardwright-error.ts";
import { Schema } from "../../src/xml/schema.ts";
import { anyTypeIndex, type ElementIndex, type TypeIndex } from "../../src/xml/schema-model.ts";

const { model } = compileSchema(
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:int"/></xs:schema>',
);
const schema = new Schema(model);

describe("the indexes of a schema model", () => {
  test("lead to types and elements", () => {
    const root = schema.roots.get("a") as ElementIndex;
    expect(schema.elementAt(root).name).toBe("a");
    expect(schema.typeAt(schema.elementAt(root).type).name).toBe("{http://www.w3.org/2001/XMLSchema}int");
    expect(schema.typeAt(anyTypeIndex).name).toBe("{http://www.w3.org/2001/XMLSchema}anyType");
  });

  test.each([
    ["a missing type", () => schema.typeAt(9999 as TypeIndex), "The schema model has no type 9999"],
    ["a missing element", () => schema.elementAt(9999 as ElementIndex), "The schema model has no element 9999"],
    [
      "a complex type instead of a simple one",
      () => schema.simpleType(anyTypeIndex),
      "Type 0 of the schema model is not simple",
    ],
  ])("are refused for %s", (_, look, message) => {
    expect(look).toThrow(
      expect.objectContaining({ code: "XML_SCHEMA_MODEL", message, help: expect.stringMatching(/\.$/) }),
    );
    expect(look).toThrow(expect.toSatisfy(isCardwrightError));
  });

  test("are neither plain numbers nor each other, which the compiler checks", () => {
    // @ts-expect-error: a number is not an index of a type.
    schema.typeAt(0);
    // @ts-expect-error: an index of an element is not an index of a type.
    schema.typeAt(schema.roots.get("a") as ElementIndex);
    // A number is what generated code writes, so a model may contain it.
    expect(new Schema({ ...model, roots: [["a", 0]] }).roots.get("a")).toBe(0);
  });
});
