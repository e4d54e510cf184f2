import type { JSX } from "preact";
import type { Issue } from "./model.ts";
import { Foreign } from "./parts.tsx";
import { fieldsOf, type Schema } from "./schema.ts";

const maxRows = 500;
const maxCharacters = 200;
const words: { readonly [provenance: string]: string } = {
  seen: "the vendor says so",
  inferred: "reasoned from what the vendor says",
  assumed: "our design, until the vendor says",
};

/** Every field of a payload: its pointer, its value, how sure the contract is of it, and what is wrong with it. */
export function FieldTable({
  payload,
  schema,
  found,
}: {
  readonly payload: unknown;
  readonly schema: Schema;
  readonly found: readonly Issue[];
}): JSX.Element {
  const rows = fieldsOf(payload, schema, maxRows);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Fields">
      <table>
        <caption>Fields, and how sure the contract is of them</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
            <th scope="col">Provenance</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ pointer, text, schema: known }) => (
            <tr key={pointer}>
              <td>
                <code title={known?.description}>
                  <Foreign text={pointer} />
                </code>
              </td>
              <td>
                <Foreign text={shortened(text ?? "")} />
                {found
                  .filter(({ path }) => path === pointer)
                  .map(({ message }) => (
                    <span key={message} class="badge">
                      <Foreign text={message} />
                    </span>
                  ))}
              </td>
              <td>
                <Provenance schema={known} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === maxRows && <p class="note">The first {maxRows} fields are shown.</p>}
    </div>
  );
}

/** How sure the contract is of a field. */
export function Provenance({ schema }: { readonly schema: Schema | undefined }): JSX.Element {
  if (schema === undefined) return <em>not in the contract</em>;
  const { "x-provenance": provenance, "x-provenance-note": note } = schema;
  if (provenance === undefined) return <span class="note">not stated</span>;
  return (
    <span class={`provenance ${provenance}`} title={note ?? words[provenance]}>
      {provenance}
      {note !== undefined && (
        <small>
          {" "}
          <Foreign text={note} />
        </small>
      )}
    </span>
  );
}

function shortened(text: string): string {
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters)}…`;
}
