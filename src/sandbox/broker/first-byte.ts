import type { Socket } from "node:net";

/** Calls `use` with the first byte that the other side sends, and leaves it on the socket. */
export function withFirstByte(socket: Socket, use: (byte: number | undefined) => void): void {
  const look = (): void => {
    const first = socket.read(1) as Buffer | null;
    if (first === null) return;
    socket.off("readable", look);
    socket.unshift(first);
    // Only in a later turn does the socket know that nobody waits for "readable" any more.
    setImmediate(() => {
      if (!socket.destroyed) use(first[0]);
    });
  };
  socket.on("readable", look);
}
