import type { JSX } from "preact";
import type { OrceFile } from "./model.ts";
import { OrceCards } from "./orce-cards.tsx";
import { Failure, Foreign } from "./parts.tsx";
import { useApi } from "./use-api.ts";

/** The batch files that ORCE has processed, and why blocks of them failed. */
export function OrceView(): JSX.Element {
  const { value, error } = useApi<{ readonly files: readonly OrceFile[] }>("/api/v1/orce/files");
  return (
    <>
      <p class="note">
        Upload with <code>cardwright batch upload</code>. The real ORCE does not tell the codes.
      </p>
      <Failure text={error} />
      {value?.files.length === 0 && <p>No file was processed yet.</p>}
      {value?.files.map(({ file, outcome, failures }) => (
        <section key={file} class="panel" aria-label={file}>
          <h2>
            <Foreign text={file} />
          </h2>
          <p>
            {outcome === undefined || outcome.unreadable
              ? "It could not be read."
              : `${outcome.generated} cards generated, ${outcome.failed} blocks failed.`}
          </p>
          <ul>
            {failures.slice(0, 100).map(({ block, code }) => (
              <li key={block}>
                Block {block}: <code>{code}</code>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <OrceCards />
    </>
  );
}
