import type { AssumptionList } from "../assumptions/assumption.ts";
import { listAssumptions, listAssumptionsOf } from "../assumptions/index.ts";
import { readSpecFile } from "../spec-file.ts";
import { ownSpec } from "./own-spec.ts";

/** Lists what no vendor has stated, in this package's own specifications or in another AsyncAPI document. */
export async function assumptionsIn(path: string | undefined): Promise<readonly AssumptionList[]> {
  if (path !== undefined) return listAssumptionsOf(await readSpecFile(path));
  return listAssumptions({
    asyncapi: await ownSpec("asyncapi"),
    xsd: await ownSpec("xsd"),
    errorCodes: await ownSpec("errorCodes"),
    numbering: await ownSpec("numbering"),
  });
}
