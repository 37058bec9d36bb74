// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin; that rule is for windows
import { parentPort } from "node:worker_threads";
import { z } from "zod";
import { setNewsroomZone, ZONES } from "../time.ts";
import { NotAFeed, readFeed } from "./feed.ts";
import type { ReadJob } from "./readers.ts";
import { readSitemap } from "./sitemap.ts";

/** The thread that reads long feeds and sitemaps: a job in, an answer out, one after the other. Started by readers.ts. */
const Job: z.ZodType<ReadJob> = z.object({
  kind: z.enum(["feed", "sitemap"]),
  body: z.string(),
  url: z.string(),
  source: z.string(),
  zone: z.enum(ZONES),
});

parentPort?.on("message", (message: unknown) => {
  const { kind, body, url, source, zone } = Job.parse(message);
  setNewsroomZone(zone);
  const read = { feed: readFeed, sitemap: readSitemap }[kind];
  try {
    parentPort?.postMessage({ read: read(body, url, { id: source }) });
  } catch (error) {
    if (!(error instanceof NotAFeed)) throw error;
    parentPort?.postMessage({ notAFeed: error.message });
  }
});
parentPort?.postMessage("ready");
