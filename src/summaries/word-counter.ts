/** Numbers words, so that thousands of combinations can be valued without hashing a string. */
export class WordCounter {
  readonly #numbers = new Map<string, number>();
  readonly #likelihoods: number[] = [];
  /** The round in which each word was last seen. */
  readonly #seen: number[] = [];
  readonly #known: ReadonlyMap<string, number>;
  #round = 0;

  constructor(known: ReadonlyMap<string, number>) {
    this.#known = known;
  }

  number(key: string): number {
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    this.#likelihoods[number] = this.#known.get(key) ?? 0;
    this.#seen[number] = 0;
    return number;
  }

  likelihood(number: number): number {
    return this.#likelihoods[number] ?? 0;
  }

  startOver(): void {
    this.#round++;
  }

  /** Is this the word's first time since we started over? */
  isFirst(number: number): boolean {
    if (this.#seen[number] === this.#round) return false;
    this.#seen[number] = this.#round;
    return true;
  }
}
