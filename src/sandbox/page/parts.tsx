import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

const maxShown = 200_000;

/** Text from outside: isolated, so that it cannot turn around what stands beside it, and with its controls visible. */
export function Foreign({ text }: { readonly text: string }): JSX.Element {
  return <bdi>{visible(text)}</bdi>;
}

/** A value as JSON, cut where it is very long. */
export function Json({ value, label }: { readonly value: unknown; readonly label: string }): JSX.Element {
  const text = typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
  const isCut = text.length > maxShown;
  return (
    <>
      <pre tabIndex={0} role="region" aria-label={label}>
        {visible(isCut ? text.slice(0, maxShown) : text)}
      </pre>
      {isCut && (
        <p class="note">
          Cut after {maxShown.toLocaleString()} of {text.length.toLocaleString()} characters.
        </p>
      )}
    </>
  );
}

function visible(text: string): string {
  // Direction marks and other controls would change how the rest is read.
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (mark) =>
    mark === "\n" || mark === "\t" ? mark : `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A button that tells when what it does fails. */
export function Action({
  children,
  run,
  disabled = false,
}: {
  readonly children: ComponentChildren;
  readonly run: () => Promise<unknown>;
  readonly disabled?: boolean;
}): JSX.Element {
  const [state, setState] = useState<"idle" | "busy" | { readonly failed: string }>("idle");
  const act = async (): Promise<void> => {
    setState("busy");
    try {
      await run();
      setState("idle");
    } catch (error) {
      setState({ failed: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <>
      <button type="button" disabled={disabled || state === "busy"} onClick={() => void act()}>
        {children}
      </button>
      {typeof state === "object" && (
        <span class="error" role="alert">
          {state.failed}
        </span>
      )}
    </>
  );
}

/** What went wrong, where something did. */
export function Failure({ text }: { readonly text: string | undefined }): JSX.Element | null {
  return text === undefined ? null : (
    <p class="error" role="alert">
      {text}
    </p>
  );
}

/** The time of day, in the zone of the sandbox's clock: UTC. */
export function time(at: number | string): string {
  return new Date(at).toISOString().slice(11, 23);
}

/** A body as JSON where it is that, else as it is. */
export function payloadOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
