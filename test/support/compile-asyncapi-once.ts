// The AsyncAPI Initiative's parser compiles the specification's own JSON schema again for every document. That is most of the
// time that a small document takes, and the tests read hundreds of them, so here it is compiled once. The schemas of a document are
// compiled for it alone, because names in them may repeat those of another document.
import { createRequire } from "node:module";

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
