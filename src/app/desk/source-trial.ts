import type { NewAlert } from "../../alerts/draft.ts";
import { addressKey } from "../../articles/address.ts";
import type { IncomingArticle } from "../../articles/article.ts";
import type { Audience } from "../../delivery/audience.ts";
import { NotAFeed } from "../../intake/feed.ts";
import { FetchFailure } from "../../intake/fetch-failure.ts";
import type { Fetch } from "../../intake/fetch.ts";
import { load } from "../../intake/load.ts";
import { FEEDS_AND_SITEMAPS } from "../../intake/poll.ts";
import type { Readers } from "../../intake/readers.ts";
import type { Source } from "../../intake/source.ts";
import type { Pipeline } from "../../pipeline.ts";
import { knownKeys } from "../../store/articles/articles.ts";
import { HOUR_MS } from "../../time.ts";
import type { Trial, Tried } from "../../web/desk/source-ports.ts";
import type { Core } from "../core.ts";
import { previewOf } from "./preview.ts";

/** How many of a source's newest articles a trial reads. */
const TRIED = 5;
const TRIAL_MS = 30_000;

interface TrialParts extends Pick<Core, "config" | "pool" | "now"> {
  fetch: Fetch;
  readers: Readers;
  pipeline: Pick<Pipeline, "rehearse">;
  audience: Audience;
}

/** Reads a source's newest articles as polling would, and says what each would become. Nothing is written. */
export async function tryOut(source: Source, parts: TrialParts): Promise<Trial> {
  const signal = AbortSignal.timeout(TRIAL_MS);
  try {
    return await trial(source, parts, signal);
  } catch (error) {
    if (signal.aborted) return { kind: "failed", why: "sumber ini tidak selesai terbaca dalam 30 detik" };
    if (error instanceof FetchFailure || error instanceof NotAFeed)
      return { kind: "failed", why: error.message };
    throw error;
  }
}

async function trial(source: Source, parts: TrialParts, signal: AbortSignal): Promise<Trial> {
  const address = source.feed ?? source.sitemap;
  if (address === undefined)
    return { kind: "failed", why: "sumber ini mengirim sendiri artikelnya; tidak ada alamat untuk dibaca" };
  const fetched = await parts.fetch(address, { accept: FEEDS_AND_SITEMAPS, signal });
  if (fetched.unchanged) return { kind: "failed", why: "sumber menjawab bahwa tidak ada yang berubah" };
  const { items, problems } = await load(source, fetched, new Map(), parts, signal);
  const newest = newestFirst(items).slice(0, TRIED);
  const known = await knownKeys(
    parts.pool,
    newest.flatMap(({ url }) => (url ? [`url:${addressKey(url)}`] : [])),
  );
  const found: Tried[] = [];
  for (const item of newest) {
    const isKnown = item.url !== null && known.has(`url:${addressKey(item.url)}`);
    found.push({
      title: item.title,
      publishedAt: item.publishedAt,
      isKnown,
      ...(await tried(item, source, parts, signal)),
    });
  }
  return { kind: "read", total: items.length, problems, found };
}

/** An article that cannot be read does not end the trial. */
async function tried(
  item: IncomingArticle,
  source: Source,
  parts: TrialParts,
  signal: AbortSignal,
): Promise<Pick<Tried, "outcome">> {
  try {
    const alert = await parts.pipeline.rehearse(item, source, signal);
    if (!alert) return { outcome: { kind: "no article", why: "halamannya tidak ada atau bukan artikel" } };
    return { outcome: await outcomeOf(alert, item, parts) };
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error;
    return { outcome: { kind: "no article", why: error.message } };
  }
}

async function outcomeOf(
  alert: NewAlert,
  { publishedAt }: IncomingArticle,
  parts: TrialParts,
): Promise<Tried["outcome"]> {
  const ageMs = publishedAt === null ? 0 : parts.now().getTime() - publishedAt.getTime();
  const reach = await parts.audience.count(alert.content, null);
  return {
    kind:
      ageMs > parts.config.intake.alertWithinHours * HOUR_MS ? "too old" : alert.approved ? "sent" : "waits",
    preview: previewOf(alert.content),
    reasons: alert.reasons,
    topics: alert.content.topics,
    chats: reach.now + reach.inDigest,
  };
}

/** Sorted by date; where some have none, in the feed's order, which is newest first. */
function newestFirst(items: readonly IncomingArticle[]): IncomingArticle[] {
  if (items.some(({ publishedAt }) => publishedAt === null)) return [...items];
  return items.toSorted((a, b) => (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0));
}
