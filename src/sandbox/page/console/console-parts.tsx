import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { get, post } from "../api.ts";
import { ticks } from "../live.ts";
import { Action, Foreign, Json, payloadOf } from "../parts.tsx";
import { mayChange } from "./console-model.ts";

/** A change: the button tells what it will do, and does it when that is confirmed. */
export function Change({
  path,
  body = {},
  does,
  children,
}: {
  readonly path: string;
  readonly body?: object;
  readonly does: string;
  readonly children: ComponentChildren;
}): JSX.Element | null {
  const [isAsked, setAsked] = useState(false);
  if (!mayChange.value) return null;
  if (!isAsked)
    return (
      <button type="button" onClick={() => setAsked(true)}>
        {children}
      </button>
    );
  const run = async (): Promise<void> => {
    await post(path, body);
    setAsked(false);
    ticks.value++;
  };
  return (
    <span class="bar" role="group" aria-label="Confirm">
      <span>
        <Foreign text={does} />
      </span>
      <Action run={run}>Do it</Action>
      <button type="button" onClick={() => setAsked(false)}>
        Cancel
      </button>
    </span>
  );
}

/** Personal data, which is fetched when it is asked for, and hidden again. */
export function Hidden({ path, label }: { readonly path: string; readonly label: string }): JSX.Element {
  const [content, setContent] = useState<unknown>(undefined);
  const show = async (): Promise<void> => {
    const answer = await get<{ readonly body?: string }>(path);
    setContent(typeof answer.body === "string" ? payloadOf(answer.body) : answer);
  };
  if (content === undefined) return <Action run={show}>Show {label}</Action>;
  return (
    <>
      <button type="button" onClick={() => setContent(undefined)}>
        Hide {label}
      </button>
      <Json value={content} label={label} />
    </>
  );
}

/** A table with these columns. */
export function Rows({
  caption,
  columns,
  children,
}: {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** A card, with a link to its life. */
export function CardLink({ cardId }: { readonly cardId: string | undefined }): JSX.Element | null {
  return cardId === undefined ? null : (
    <a href={`#/card/${encodeURIComponent(cardId)}`}>
      <Foreign text={cardId} />
    </a>
  );
}

/** A moment as people on call read it: date and time in UTC. */
export function moment(at: string | undefined): string {
  return at === undefined ? "" : at.replace("T", " ").replace(/\.\d+Z$/, "Z");
}
