// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin; that rule is for windows
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { IncomingArticle } from "../articles/article.ts";
import { newsroomZone, type Zone } from "../time.ts";
import { type FeedReading, NotAFeed, readFeed } from "./feed.ts";
import { readSitemap, type SitemapReading } from "./sitemap.ts";

/** Reads what a source sent. Both throw NotAFeed and nothing else. */
export interface Readers {
  feed(body: string, url: string, source: { id: string }): Promise<FeedReading>;
  sitemap(body: string, url: string, source: { id: string }): Promise<SitemapReading>;
}

/** Reads at once, on this thread. */
export const readersHere: Readers = {
  feed: async (body, url, { id }) => readFeed(body, url, { id }),
  sitemap: async (body, url, { id }) => readSitemap(body, url, { id }),
};

export interface ReaderSettings {
  /** Texts up to this long (in characters) are read here, longer ones on a thread of their own. */
  hereUpTo: number;
  threads: number;
  /** For one text. A reader that takes longer is ended, and its source hears of it. */
  milliseconds: number;
}

/**
 * At 100 kB the worst that we could make up keeps a thread for 60 ms, most feeds 5 ms; at the limit of 5 MB it is 2 s. Nine of
 * ten Indonesian feeds are shorter than 100 kB.
 */
const DEFAULTS: ReaderSettings = { hereUpTo: 100_000, threads: 2, milliseconds: 5_000 };

/** So that whatever a text makes of itself in memory ends its reader and not the service. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 256 };

/** Threads are looked after so often, and ended when nobody needs them. */
const IDLE_MS = 60_000;

/** For a thread to load what it reads with. */
const START_MS = 10_000;

/** What a thread is asked, and what it answers; see reader-thread.ts. */
export interface ReadJob {
  kind: "feed" | "sitemap";
  body: string;
  url: string;
  source: string;
  /** The newsroom's, since a thread has modules of its own. */
  zone: Zone;
}

const Feed = z.object({
  items: z.array(IncomingArticle),
  problems: z.array(z.string()),
  cutOff: z.boolean(),
  links: z.object({ hubs: z.array(z.string().optional()), self: z.string().optional() }),
});
const Sitemap = z.object({
  items: z.array(IncomingArticle),
  problems: z.array(z.string()),
  cutOff: z.boolean(),
  index: z.array(z.object({ url: z.string(), changed: z.string().nullable() })).nullable(),
});
const Answer = z.union([z.object({ read: z.unknown() }), z.object({ notAFeed: z.string() })]);

/**
 * Readers that never hold up this thread for long: a long text waits for one of a few threads, is read there, and given up when
 * it takes too long. Threads are started when they are needed. Disposing ends them, and what waits is given up.
 */
export function openReaders(settings: Partial<ReaderSettings> = {}): Readers & AsyncDisposable {
  const { hereUpTo, threads, milliseconds } = { ...DEFAULTS, ...settings };
  const idle: Worker[] = [];
  const alive = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let closed = false;
  const rest = setInterval(() => {
    if (busy === 0) for (const worker of idle.splice(0)) void worker.terminate();
  }, IDLE_MS).unref();

  async function elsewhere(job: ReadJob): Promise<unknown> {
    if (busy >= threads) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
    try {
      if (closed) throw new NotAFeed("pembacaan dihentikan");
      const worker = idle.pop() ?? (await startThread());
      const answer = await ask(worker, job);
      if ("notAFeed" in answer) throw new NotAFeed(answer.notAFeed);
      return answer.read;
    } finally {
      const next = waiting.shift(); // who waits takes over this place
      if (next) next();
      else busy--;
    }
  }

  async function startThread(): Promise<Worker> {
    const worker = new Worker(new URL("reader-thread.ts", import.meta.url), {
      resourceLimits: THREAD_LIMITS,
    });
    worker.on("error", () => undefined); // it is heard where the thread is asked
    worker.once("exit", () => alive.delete(worker));
    worker.unref();
    alive.add(worker);
    await messageOf(worker, START_MS); // what it has to load is no text's fault
    return worker;
  }

  /** A thread that did not answer is never asked again. */
  async function ask(worker: Worker, job: ReadJob): Promise<z.infer<typeof Answer>> {
    try {
      worker.postMessage(job);
      const answer = Answer.parse(await messageOf(worker, milliseconds));
      idle.push(worker);
      return answer;
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  return {
    feed: async (body, url, { id }) =>
      body.length <= hereUpTo
        ? readFeed(body, url, { id })
        : withSelf(
            Feed.parse(await elsewhere({ kind: "feed", body, url, source: id, zone: newsroomZone() })),
          ),
    sitemap: async (body, url, { id }) =>
      body.length <= hereUpTo
        ? readSitemap(body, url, { id })
        : Sitemap.parse(await elsewhere({ kind: "sitemap", body, url, source: id, zone: newsroomZone() })),
    async [Symbol.asyncDispose]() {
      closed = true;
      clearInterval(rest);
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

/** The next thing a thread says. Rejects with NotAFeed when it dies, or says nothing for so long. */
function messageOf(worker: Worker, milliseconds: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const tooLong = () =>
      end(() => reject(new NotAFeed(`isinya belum terbaca setelah ${milliseconds / 1000} detik`)));
    const timer = setTimeout(tooLong, milliseconds);
    const heard = (message: unknown) => end(() => resolve(message));
    const died = () => end(() => reject(new NotAFeed("isinya terlalu berat untuk dibaca")));
    worker.once("message", heard).once("error", died).once("exit", died);

    function end(settle: () => void): void {
      clearTimeout(timer);
      worker.off("message", heard).off("error", died).off("exit", died);
      settle();
    }
  });
}

/** What zod leaves out where there is nothing. */
function withSelf(reading: z.infer<typeof Feed>): FeedReading {
  return { ...reading, links: { hubs: reading.links.hubs, self: reading.links.self } };
}
