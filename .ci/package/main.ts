// `npm run build`, after tsup: the package gets what an editor, a debugger and an auditor look for.
import { pathToFileURL } from "node:url";
import { writeDeclarationMaps } from "./declaration-maps.ts";
import { pointToPackedSources } from "./packed-sources.ts";
import { writeSbom } from "./sbom.ts";

const root = pathToFileURL(`${process.cwd()}/`);
const names = writeDeclarationMaps(root);
pointToPackedSources(root);
const components = writeSbom(root);
console.log(`declaration maps lead ${names} names to their sources; dist/sbom.cdx.json has ${components} components`);
