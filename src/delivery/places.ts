/** A counting semaphore: each place that is taken must be given back. Who finds none waits in line. */
export interface Places {
  /** Takes a free one, where there is one. */
  takeNow(): boolean;
  take(): Promise<void>;
  give(): void;
  /** Resolves once every place has been given back. */
  allFree(): Promise<void>;
}

export function places(count: number): Places {
  let free = count;
  const line: (() => void)[] = [];

  function takeNow(): boolean {
    if (free === 0) return false;
    free -= 1;
    return true;
  }
  async function take(): Promise<void> {
    if (!takeNow()) await new Promise<void>((resolve) => line.push(resolve));
  }
  function give(): void {
    const first = line.shift();
    if (first) first();
    else free += 1;
  }
  return {
    takeNow,
    take,
    give,
    async allFree() {
      for (let i = 0; i < count; i++) await take();
      for (let i = 0; i < count; i++) give();
    },
  };
}
