import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { schema } from "./schema.ts";

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);

/** The request message, compiled by Ajv when the program starts. */
export const isRequest: (value: unknown) => boolean = ajv.compile(schema);
