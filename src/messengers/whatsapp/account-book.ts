/**
 * What is remembered of one account beside its session, and outlives a pairing: its age, its restrictions, whom it may
 * write to, and what it published. Every method rejects when the store does not answer.
 */
export interface AccountBook {
  /**
   * When this phone number first connected with us: `now`, if this is the first time. Another number than before begins
   * anew: its restrictions are gone, and so is everybody who wrote to the old one, since nobody has written to this one yet.
   */
  since(number: string, now: Date): Promise<Date>;
  restrictedUntil(): Promise<Date | null>;
  /** Forgotten if the account never connected. */
  restrict(until: Date | null): Promise<void>;

  /** Somebody wrote to us in private, known by these addresses. */
  wroteToUs(addresses: readonly string[], at: Date): Promise<void>;
  /** When the person with this address last wrote to us in private; null: never. */
  lastWrote(address: string): Promise<Date | null>;

  /** Counts one message for this day ("2026-11-23") unless `limit` are counted already: then false, and nothing changes. */
  count(day: string, limit: number): Promise<boolean>;
  uncount(day: string): Promise<void>;

  /** Keeps what a Channel post consists of, under the message's id. */
  keepPost(id: string, content: Uint8Array, at: Date): Promise<void>;
  post(id: string): Promise<Uint8Array | null>;
}
