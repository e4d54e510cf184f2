/** A place in a {@link PriorityHeap}, through which its item can be taken out again. */
export interface HeapEntry<T> {
  readonly key: number;
  readonly item: T;
  /** The index of the entry in the heap; -1 once it is removed. */
  index: number;
}

/** Items ordered by a number; the smallest first, any removable in logarithmic time. */
export class PriorityHeap<T> {
  readonly #entries: HeapEntry<T>[] = [];

  get size(): number {
    return this.#entries.length;
  }

  peek(): HeapEntry<T> | undefined {
    return this.#entries[0];
  }

  push(key: number, item: T): HeapEntry<T> {
    const entry: HeapEntry<T> = { key, item, index: this.#entries.length };
    this.#entries.push(entry);
    this.#rise(entry);
    return entry;
  }

  pop(): T | undefined {
    const first = this.#entries[0];
    if (first === undefined) return undefined;
    this.remove(first);
    return first.item;
  }

  remove(entry: HeapEntry<T>): void {
    if (entry.index < 0) return;
    const last = this.#entries.pop();
    if (last !== undefined && last !== entry) {
      this.#put(last, entry.index);
      this.#rise(last);
      this.#sink(last);
    }
    entry.index = -1;
  }

  #rise(entry: HeapEntry<T>): void {
    for (;;) {
      const parent = this.#entries[(entry.index - 1) >> 1];
      if (entry.index === 0 || parent === undefined || parent.key <= entry.key) return;
      this.#swap(parent, entry);
    }
  }

  #sink(entry: HeapEntry<T>): void {
    for (;;) {
      const left = this.#entries[2 * entry.index + 1];
      const right = this.#entries[2 * entry.index + 2];
      const child = right !== undefined && left !== undefined && right.key < left.key ? right : left;
      if (child === undefined || child.key >= entry.key) return;
      this.#swap(entry, child);
    }
  }

  #swap(a: HeapEntry<T>, b: HeapEntry<T>): void {
    const place = a.index;
    this.#put(a, b.index);
    this.#put(b, place);
  }

  #put(entry: HeapEntry<T>, index: number): void {
    this.#entries[index] = entry;
    entry.index = index;
  }
}
