import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { get } from "./api.ts";
import { ticks } from "./live.ts";

/** What was asked for, and how that went. */
export interface Asked<T> {
  readonly value: T | undefined;
  readonly error: string | undefined;
  readonly again: () => void;
}

/** Asks for something, and again whenever something has happened. */
export function useApi<T>(path: string): Asked<T> {
  const value = useSignal<T | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  const asked = useSignal(path);
  const extra = useSignal(0);
  const turns = useRef({ asked: 0, shown: 0 });
  useEffect(() => {
    asked.value = path;
  }, [path]);
  useSignalEffect(() => {
    const current = asked.value;
    void ticks.value;
    void extra.value;
    const turn = ++turns.current.asked;
    // Answers may overtake each other: one that is older than what is shown tells what is no longer true.
    const isOutdated = () => asked.peek() !== current || turn < turns.current.shown;
    get<T>(current).then(
      (answer) => {
        if (isOutdated()) return;
        turns.current.shown = turn;
        value.value = answer;
        error.value = undefined;
      },
      (reason: unknown) => {
        if (isOutdated()) return;
        error.value = reason instanceof Error ? reason.message : String(reason);
      },
    );
  });
  return {
    value: value.value,
    error: error.value,
    again: () => {
      extra.value++;
    },
  };
}
