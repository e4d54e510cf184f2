import { type Signal, signal } from "@preact/signals";

/** Counts what has happened, so that what is shown is asked for again. At most twice a second, however much happens. */
export const ticks: Signal<number> = signal(0);
export const isConnected: Signal<boolean> = signal(false);

const refreshMs = 500;
let isDue = false;

function happened(): void {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    ticks.value++;
  }, refreshMs);
}

/** Follows the events of the sandbox. The browser connects again by itself. */
export function follow(): void {
  const events = new EventSource("/api/v1/events");
  events.onopen = () => {
    isConnected.value = true;
    happened();
  };
  events.onerror = () => {
    isConnected.value = false;
  };
  for (const name of ["message", "queue", "card", "fault", "clock", "orce-file", "conformance", "reset", "gap"])
    events.addEventListener(name, happened);
}
