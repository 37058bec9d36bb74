/** The queue as the rest of the service sees it: jobs are reminders that a row wants a step, never the promise itself. */

export interface Queues extends AsyncDisposable {
  /**
   * Adds a reminder. Two reminders with the same `id` that wait at once are one.
   * Rejects when the queue cannot be reached: the caller may let that pass, since the sweep finds the row.
   */
  remind(queue: string, id: string, subject: number, options?: { delayMs?: number }): Promise<void>;

  /** Runs the queue's jobs until disposed; disposing waits for the running ones. */
  work(queue: string, options: WorkOptions): AsyncDisposable;

  /** Calls `listener` whenever the queue's server answers again after it did not: reminders given meanwhile are lost. */
  whenBack(listener: () => void): void;

  /** How many jobs of each queue run in this process at this moment; none are left out. */
  inHand(): { queue: string; jobs: number }[];

  /** How many reminders wait in a queue, delayed ones included. */
  depth(queue: string): Promise<number>;
}

/** One of the tries that a step has. */
export interface Attempt {
  /** Aborts when another process has taken the job up, and when ours has run out of patience with it at its end. */
  signal: AbortSignal;
  /** The last try: if it fails, the step becomes a dead letter. */
  last: boolean;
}

export interface WorkOptions {
  run: (subject: number, attempt: Attempt) => Promise<void>;
  /** Jobs at once in this process. */
  concurrency: number;
  /**
   * How long a job may go on once we end; then its signal aborts, and it is neither done nor failed: whatever it reminded of is reminded of
   * again. Absent: until it is done.
   */
  patienceMs?: number;
  /** Called when a job has failed for the last time. */
  onDead: (subject: number, error: Error, attempts: number) => Promise<void>;
}

/** A failed step is tried this often in all: after about 1, 2, 4 and 8 seconds. Then it is a dead letter. */
export const ATTEMPTS = 5;
export const FIRST_RETRY_MS = 1000;
