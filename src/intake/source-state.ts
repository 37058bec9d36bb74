/** What polling has learnt of a source. The source itself (address, policy, topics) is configuration. */
export interface SourceState {
  /** Validators of the last load whose articles are all on disk. */
  etag: string | null;
  lastModified: string | null;
  /** Where the feed has moved for good, as far as its last answer said. */
  movedTo: string | null;
  /** null: never loaded. Its first load alerts nobody. */
  lastOkAt: Date | null;
  /**
   * Since when it has been read well without ever giving all that it has: its first load was empty, or a part. What it then brings from before is
   * a first load still. null: it has.
   */
  incompleteSince: Date | null;
  /** In a row. */
  failures: number;
  /** A hub we are subscribed at has brought what is new, and has missed nothing since. */
  hubBrings: boolean;
}

/** How a source is doing, for editors: "Kompas: 3 gagal sejak 10.12 WIB, alasan …". */
export interface SourceHealth {
  id: string;
  lastOkAt: Date | null;
  failures: number;
  failingSince: Date | null;
  /** In plain Indonesian. */
  lastError: string | null;
  nextPollAt: Date;
  movedTo: string | null;
}

/** What polling needs of the store. */
export interface SourceStates {
  /**
   * Makes rows for new sources. One whose configured address changed, or which was not among the sources the last time, begins
   * anew: what it published meanwhile is no news any more.
   */
  register(sources: readonly { id: string; address: string }[]): Promise<void>;
  /** When each may be looked at next. */
  nextPolls(ids: readonly string[]): Promise<Map<string, Date>>;
  /**
   * Takes those of the sources that are due, until `until`: nobody else gets them before. A process that dies with them leaves
   * them due again then.
   */
  claim(ids: readonly string[], now: Date, until: Date): Promise<Map<string, SourceState>>;
  /** Gives a source back without a result: it is due again. */
  release(id: string, now: Date): Promise<void>;
  loaded(
    id: string,
    learnt: Pick<SourceState, "etag" | "lastModified" | "movedTo" | "incompleteSince">,
    at: Date,
    nextPollAt: Date,
  ): Promise<void>;
  /** Counts a failure, and forgets a move: the next look begins at the configured address. */
  failed(id: string, why: string, at: Date, nextPollAt: Date): Promise<void>;
}
