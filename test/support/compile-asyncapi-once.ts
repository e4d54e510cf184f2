import { createRequire } from "node:module";

/**
 * The AsyncAPI Initiative's parser compiles the specification's own JSON schema anew for every document, which is most of the time that a
 * small document takes. The tests read hundreds of them: here that schema is compiled once. What a document brings is compiled for it alone,
 * as names in it may repeat those of another document.
 */
type Compile = (schema: { readonly $id?: string }, dialect: string, allErrors: boolean) => unknown;

const fromParser = createRequire(createRequire(import.meta.url).resolve("@asyncapi/parser"));
const ajv = fromParser("@stoplight/spectral-functions/dist/schema/ajv.js") as { createAjvInstances: () => Compile };

const create = ajv.createAjvInstances;
const shared = create();
ajv.createAjvInstances = () => {
  const own = create();
  return (schema, dialect, allErrors) => {
    const isSpecification = schema.$id?.startsWith("http://asyncapi.com/definitions/") === true;
    return (isSpecification ? shared : own)(schema, dialect, allErrors);
  };
};
