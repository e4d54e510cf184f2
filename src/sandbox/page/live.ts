import { type Signal, signal } from "@preact/signals";

/** Counts what has happened, so that what is shown is asked for again. At most twice a second, however much happens. */
export const ticks: Signal<number> = signal(0);
export const isConnected: Signal<boolean> = signal(false);

/** Follows the sandbox. The browser connects again by itself. */
export function follow(): void {
  // Every event with its message would keep both ends busy, and what is shown is asked for anyway.
  const events = new EventSource("/api/v1/events?only=changes");
  const happened = (): void => {
    ticks.value++;
  };
  events.onopen = () => {
    isConnected.value = true;
    happened();
  };
  events.onerror = () => {
    isConnected.value = false;
  };
  events.addEventListener("changed", happened);
}
