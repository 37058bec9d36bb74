import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

/**
 * Parts of pages that keep themselves up to date. However many people watch one thing, it is looked at once a second for all of
 * them, and only while somebody watches.
 */
export interface Live {
  /** Sends `look`'s answer now and whenever it has changed; ends after an answer that says so. */
  watch(c: Context, key: string, look: () => Promise<Seen>): Response;
}

export interface Seen {
  html: string;
  /** It will not change any more. */
  over: boolean;
}

const EVERY_MS = 1_000;
const HEARTBEAT_MS = 15_000; // proxies close what is silent for long

export function openLive(onFault: (error: unknown) => void): Live {
  const watched = new Map<
    string,
    { watchers: Set<(seen: Seen) => void>; timer: NodeJS.Timeout; last: Seen | null }
  >();

  function join(key: string, look: () => Promise<Seen>, tell: (seen: Seen) => void): () => void {
    let known = watched.get(key);
    if (!known) {
      const fresh = {
        watchers: new Set<(seen: Seen) => void>(),
        timer: setInterval(() => void again(), EVERY_MS),
        last: null as Seen | null,
      };
      const again = async (): Promise<void> => {
        try {
          const seen = await look();
          if (seen.html === fresh.last?.html && !seen.over) return;
          fresh.last = seen;
          for (const watcher of fresh.watchers) watcher(seen);
        } catch (error) {
          onFault(error);
        }
      };
      known = fresh;
      watched.set(key, fresh);
      void again();
    } else if (known.last) tell(known.last);
    const { watchers, timer } = known;
    watchers.add(tell);
    return () => {
      watchers.delete(tell);
      if (watchers.size > 0) return;
      clearInterval(timer);
      watched.delete(key);
    };
  }

  return {
    watch: (c, key, look) => {
      c.header("x-accel-buffering", "no"); // nginx keeps back what it is not told to pass on
      return streamSSE(c, async (stream) => {
        let over: () => void = () => undefined;
        const ended = new Promise<void>((resolve) => (over = resolve));
        stream.onAbort(over);
        const leave = join(key, look, (seen) => {
          void stream.writeSSE({ data: seen.html });
          if (!seen.over) return;
          void stream.writeSSE({ event: "over", data: "" }).then(over);
        });
        const beat = setInterval(() => void stream.write(": masih di sini\n\n"), HEARTBEAT_MS);
        await ended;
        clearInterval(beat);
        leave();
      });
    },
  };
}
