import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

/**
 * Parts of pages that keep themselves up to date. However many people watch one thing, it is looked at once a second for all of
 * them, and only while somebody watches. A page has one stream for all its parts: without HTTP/2 a browser opens six connections to
 * us over all its windows, and a press of "Hentikan semua" waits for none.
 */
export interface Live {
  /**
   * Sends each part's HTML as an event of its name, now and after every change. Ends when every part is over, or when `who` opens too many
   * further streams: a lost connection may stay open here for long.
   */
  watch(c: Context, parts: readonly LivePart[], who: number): Response;
}

export interface LivePart {
  name: string;
  /** Watchers of one key see the same. */
  key: string;
  look(): Promise<Seen>;
}

export interface Seen {
  html: string;
  /** The part will not change any more. */
  over: boolean;
}

const EVERY_MS = 1_000;
const HEARTBEAT_MS = 15_000; // proxies close what is silent for long
const MOST_STREAMS = 20; // of one person, in all their windows

export function openLive(onFault: (error: unknown) => void): Live {
  const watched = new Map<
    string,
    { watchers: Set<(seen: Seen) => void>; timer: NodeJS.Timeout; last: Seen | null }
  >();

  const streams = new Map<number, Set<() => void>>();

  /** Registers a person's stream, and ends their oldest where there are too many. The returned function removes it from the list. */
  function opened(who: number, end: () => void): () => void {
    const theirs = streams.get(who) ?? new Set();
    streams.set(who, theirs.add(end));
    if (theirs.size > MOST_STREAMS) for (const oldest of [...theirs].slice(0, 1)) oldest();
    return () => {
      theirs.delete(end);
      if (theirs.size === 0) streams.delete(who);
    };
  }

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
      if (!watchers.delete(tell) || watchers.size > 0) return;
      clearInterval(timer);
      watched.delete(key);
    };
  }

  return {
    watch: (c, parts, who) => {
      c.header("x-accel-buffering", "no"); // nginx keeps back what it is not told to pass on
      return streamSSE(c, async (stream) => {
        const { promise: ended, resolve: end } = Promise.withResolvers<void>();
        stream.onAbort(end);
        const closed = opened(who, end);
        const leaving = new Map<string, () => void>();
        const over = new Set<string>();
        const tell = (name: string, seen: Seen): void => {
          void stream.writeSSE({ event: name, data: seen.html });
          if (!seen.over) return;
          over.add(name);
          leaving.get(name)?.();
          if (over.size === parts.length) void stream.writeSSE({ event: "over", data: "" }).then(end);
        };
        for (const { name, key, look } of parts)
          leaving.set(
            name,
            join(key, look, (seen) => tell(name, seen)),
          );
        for (const name of over) leaving.get(name)?.(); // what was known to be over was told before it could be left
        const beat = setInterval(() => void stream.write(": masih di sini\n\n"), HEARTBEAT_MS);
        await ended;
        closed();
        clearInterval(beat);
        for (const leave of leaving.values()) leave();
      });
    },
  };
}
