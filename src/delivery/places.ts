/** A number of places, each of which one can take and must give back. Who finds none waits in line. */
export interface Places {
  take(): Promise<void>;
  give(): void;
  /** Resolves once every place has been given back. */
  allFree(): Promise<void>;
}

export function places(count: number): Places {
  let free = count;
  const line: (() => void)[] = [];

  async function take(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => line.push(resolve));
  }
  function give(): void {
    const first = line.shift();
    if (first) first();
    else free += 1;
  }
  return {
    take,
    give,
    async allFree() {
      for (let i = 0; i < count; i++) await take();
      for (let i = 0; i < count; i++) give();
    },
  };
}
