/** Shows the progress of the demo: one updated line on a terminal, otherwise a line for every 10 %. */
export class Progress {
  readonly #total: number;
  readonly #stream: NodeJS.WriteStream;
  #tenths = -1;

  constructor(total: number, stream: NodeJS.WriteStream) {
    this.#total = total;
    this.#stream = stream;
  }

  show(done: number, note: string): void {
    const share = this.#total === 0 ? 1 : done / this.#total;
    if (this.#stream.isTTY) {
      const filled = Math.round(share * 30);
      this.#stream.write(
        `\r${"█".repeat(filled)}${"░".repeat(30 - filled)} ${done}/${this.#total} cards ended  ${note}\x1b[K`,
      );
      return;
    }
    const tenths = Math.floor(share * 10);
    if (tenths <= this.#tenths) return;
    this.#tenths = tenths;
    this.#stream.write(`${done}/${this.#total} cards ended, ${note}\n`);
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write("\n");
  }
}
