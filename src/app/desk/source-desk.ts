import { addressKey } from "../../articles/address.ts";
import { type IncomingArticle, PASTE } from "../../articles/article.ts";
import type { NewAlert } from "../../alerts/draft.ts";
import type { Audience } from "../../delivery/audience.ts";
import type { Fetch } from "../../intake/fetch.ts";
import { FetchFailure } from "../../intake/fetch-failure.ts";
import { NotAFeed } from "../../intake/feed.ts";
import { load } from "../../intake/load.ts";
import { FEEDS_AND_SITEMAPS } from "../../intake/poll.ts";
import type { Readers } from "../../intake/readers.ts";
import { hasPassword, Source } from "../../intake/source.ts";
import type { Pipeline } from "../../pipeline.ts";
import { addSource, pauseSource, removeSource, resumeSource } from "../../store/sources/desk-sources.ts";
import { knownKeys } from "../../store/articles/articles.ts";
import { HOUR_MS } from "../../time.ts";
import type { SourceDesk, SourceFault, SourceForm, Trial, Tried } from "../../web/desk/source-ports.ts";
import { previewOf } from "./preview.ts";
import type { SourceBook } from "../intake/source-book.ts";
import type { Core } from "../core.ts";

/** How many of a source's newest articles a trial reads. */
const TRIED = 5;
const TRIAL_MS = 30_000;

/** Ids that have another meaning in the store or in the pages' addresses. */
const RESERVED: ReadonlySet<string> = new Set([PASTE, "baru"]);

/** Trying, adding, pausing and removing sources. */
export function openSourceDesk(
  wiring: Pick<Core, "config" | "pool" | "now"> & {
    /** The sources of the configuration file, which editors cannot change. */
    configured: readonly Source[];
    book: SourceBook;
    fetch: Fetch;
    readers: Readers;
    pipeline: Pick<Pipeline, "rehearse">;
    audience: Audience;
  },
): SourceDesk {
  const { pool, book, now } = wiring;
  const find = (id: string): Source | undefined => book.all().find((source) => source.id === id);
  const configured = new Set(wiring.configured.map(({ id }) => id));

  async function change<T>(doing: Promise<T>): Promise<T> {
    const done = await doing;
    await book.refresh();
    return done;
  }

  return {
    one(id) {
      const source = find(id);
      return source ? { source, fromFile: configured.has(id), paused: book.isPaused(id) } : null;
    },

    async tryOut(id) {
      const source = find(id);
      return source ? tryOut(source) : null;
    },

    async tryForm(form) {
      const read = sourceOf(form);
      return read.kind === "source" ? tryOut(read.source) : read;
    },

    async add(form, by) {
      const read = sourceOf(form);
      if (read.kind === "fault") return read;
      const { source } = read;
      const added = await change(addSource(pool, source, { by, at: now() }));
      return added
        ? { kind: "added", id: source.id }
        : { kind: "fault", why: "Sumber dengan nama itu baru saja ditambahkan orang lain." };
    },

    remove: (id, by) => change(removeSource(pool, id, { by, at: now() })),
    async pause(id, by) {
      if (find(id)) await change(pauseSource(pool, id, { by, at: now() }));
    },
    resume: (id, by) => change(resumeSource(pool, id, { by, at: now() })),
  };

  function sourceOf(form: SourceForm): { kind: "source"; source: Source } | SourceFault {
    const { name, policy, topics, breaking, site } = form;
    const address = form.kind === "sitemap" ? { sitemap: form.address } : { feed: form.address };
    const id = freeId(name, (taken) => RESERVED.has(taken) || find(taken) !== undefined);
    const read = Source.safeParse({ id, name, ...address, ...(site && { site }), policy, topics, breaking });
    if (!read.success)
      return { kind: "fault", why: whyNot(read.error.issues[0]?.path[0] === "site" ? site : form.address) };
    const known = book.all().find(({ feed, sitemap }) => [feed, sitemap].includes(form.address));
    if (known) return { kind: "fault", why: `Alamat itu sudah menjadi sumber: ${known.name}.` };
    return { kind: "source", source: read.data };
  }

  async function tryOut(source: Source): Promise<Trial> {
    const signal = AbortSignal.timeout(TRIAL_MS);
    try {
      return await trial(source, signal);
    } catch (error) {
      if (signal.aborted) return { kind: "failed", why: "sumber ini tidak selesai terbaca dalam 30 detik" };
      if (error instanceof FetchFailure || error instanceof NotAFeed)
        return { kind: "failed", why: error.message };
      throw error;
    }
  }

  async function trial(source: Source, signal: AbortSignal): Promise<Trial> {
    const address = source.feed ?? source.sitemap;
    if (address === undefined)
      return { kind: "failed", why: "sumber ini mengirim sendiri artikelnya; tidak ada alamat untuk dibaca" };
    const fetched = await wiring.fetch(address, { accept: FEEDS_AND_SITEMAPS, signal });
    if (fetched.unchanged) return { kind: "failed", why: "sumber menjawab bahwa tidak ada yang berubah" };
    const { items, problems } = await load(source, fetched, new Map(), wiring, signal);
    const newest = newestFirst(items).slice(0, TRIED);
    const known = await knownKeys(
      pool,
      newest.flatMap(({ url }) => (url ? [`url:${addressKey(url)}`] : [])),
    );
    const found: Tried[] = [];
    for (const item of newest) {
      const isKnown = item.url !== null && known.has(`url:${addressKey(item.url)}`);
      found.push({
        title: item.title,
        publishedAt: item.publishedAt,
        isKnown,
        ...(await tried(item, source, signal)),
      });
    }
    return { kind: "read", total: items.length, problems, found };
  }

  /** An article that cannot be read does not end the trial. */
  async function tried(
    item: IncomingArticle,
    source: Source,
    signal: AbortSignal,
  ): Promise<Pick<Tried, "outcome">> {
    try {
      const alert = await wiring.pipeline.rehearse(item, source, signal);
      if (!alert) return { outcome: { kind: "no article", why: "halamannya tidak ada atau bukan artikel" } };
      return { outcome: await outcomeOf(alert, item) };
    } catch (error) {
      if (signal.aborted || !(error instanceof Error)) throw error;
      return { outcome: { kind: "no article", why: error.message } };
    }
  }

  async function outcomeOf(alert: NewAlert, { publishedAt }: IncomingArticle): Promise<Tried["outcome"]> {
    const ageMs = publishedAt === null ? 0 : now().getTime() - publishedAt.getTime();
    const reach = await wiring.audience.count(alert.content, null);
    return {
      kind:
        ageMs > wiring.config.intake.alertWithinHours * HOUR_MS
          ? "too old"
          : alert.approved
            ? "sent"
            : "waits",
      preview: previewOf(alert.content),
      reasons: alert.reasons,
      topics: alert.content.topics,
      chats: reach.now + reach.inDigest,
    };
  }
}

function whyNot(address: string): string {
  return hasPassword(address)
    ? "Alamat sumber tidak boleh memuat nama pengguna dan kata sandi: ia terlihat oleh seluruh redaksi. Minta alamat tanpa kata sandi dari medianya."
    : `“${address}” bukan alamat web. Tulis lengkap dengan https://`;
}

/** Sorted by date; where some have none, in the feed's order, which is newest first. */
function newestFirst(items: readonly IncomingArticle[]): IncomingArticle[] {
  if (items.some(({ publishedAt }) => publishedAt === null)) return [...items];
  return items.toSorted((a, b) => (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0));
}

/** An id made of the name that nobody has: "Kabar Kota" is kabar-kota, or kabar-kota-2. */
function freeId(name: string, taken: (id: string) => boolean): string {
  const base =
    name
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 40) || "sumber";
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken(id)) return id;
  }
}
