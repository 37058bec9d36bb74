/** Whether to ask a model that has been silent: after three silences in a row it is left alone for a minute. */
export interface Patience {
  rests(now: Date): boolean;
  failed(now: Date): void;
  answered(): void;
}

const SILENCES = 3;
const REST_MS = 60_000;

export function patience(): Patience {
  let silences = 0;
  let restsUntil = 0;
  return {
    rests: (now) => now.getTime() < restsUntil,
    failed(now) {
      silences++;
      // One more silence after a rest, and it rests again.
      if (silences >= SILENCES) restsUntil = now.getTime() + REST_MS;
    },
    answered() {
      silences = 0;
      restsUntil = 0;
    },
  };
}
