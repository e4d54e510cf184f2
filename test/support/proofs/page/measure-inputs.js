// Runs in the page: measures the time from each input to the paint that shows what it did.
globalThis.measured = { inputs: [], slowEvents: [] };

for (const type of ["keydown", "click"]) {
  addEventListener(
    type,
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        // What is posted in a frame comes after its paint.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          measured.inputs.push({ what: `${type} at ${location.hash}`, ms: performance.now() - timeStamp });
        };
        port2.postMessage(undefined);
      });
    },
    { capture: true },
  );
}

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) measured.slowEvents.push(duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
