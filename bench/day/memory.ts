/** What a process took at one moment. */
export interface Sample {
  atMs: number;
  rssMb: number;
  heapMb: number;
}

/** How a process's memory went over the day: at its start, after the first tenth, and at its end. */
export interface MemoryReport {
  startMb: number;
  afterTenthMb: number;
  endMb: number;
  /** The end to the first tenth. */
  ratio: number;
  heapAfterTenthMb: number;
  heapEndMb: number;
}

/**
 * Of samples in the order of their moments. After the first tenth and at the end are the medians of a twentieth of the day, so that it
 * does not matter when garbage was last collected.
 */
export function memoryOver(samples: readonly Sample[], dayMs: number): MemoryReport {
  const during = (from: number, to: number, what: (sample: Sample) => number): number =>
    median(samples.filter(({ atMs }) => atMs >= from * dayMs && atMs < to * dayMs).map(what));
  const rss = (sample: Sample) => sample.rssMb;
  const heap = (sample: Sample) => sample.heapMb;
  const [afterTenthMb, endMb] = [during(0.1, 0.15, rss), during(0.95, Infinity, rss)];
  return {
    startMb: Math.round(samples[0]?.rssMb ?? Number.NaN),
    afterTenthMb: Math.round(afterTenthMb),
    endMb: Math.round(endMb),
    ratio: Math.round((100 * endMb) / afterTenthMb) / 100,
    heapAfterTenthMb: Math.round(during(0.1, 0.15, heap)),
    heapEndMb: Math.round(during(0.95, Infinity, heap)),
  };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
