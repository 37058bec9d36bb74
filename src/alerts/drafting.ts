import type { Accepted } from "../articles/accept.ts";
import type { CleanArticle, IncomingArticle } from "../articles/article.ts";
import { readArticle } from "../articles/read.ts";
import type { FindRegions } from "../articles/where.ts";
import type { Summary } from "../summaries/summary.ts";
import type { Alert, AlertContent } from "./alert.ts";
import { reasonsToWait } from "./care.ts";
import { draft, draftWords, type Origin } from "./draft.ts";

/**
 * Broadcasts that editors start by hand, of an article or of their own words. Each becomes a draft first; nothing is sent before the editor
 * has seen it as readers will and has approved it.
 */
export interface DraftingParts<Preview, Reach> {
  accept(incoming: IncomingArticle): Promise<Accepted>;
  /** clean → summarise → draft, at once and not through the queue, since an editor is waiting. */
  read(articleId: number): Promise<void>;
  article(id: number): Promise<ArticleOnFile | undefined>;
  alert(id: number): Promise<Alert | undefined>;
  alertOfArticle(articleId: number): Promise<Alert | undefined>;
  insertDraft(draft: {
    articleId: number | null;
    content: AlertContent;
    createdBy: string;
    /** Why to look at it with care, in sentences for an editor. */
    reasons: readonly string[];
  }): Promise<number | undefined>;
  /** The page, or an Indonesian sentence saying why it is not to be had. */
  fetchPage(url: string): Promise<{ html: string; url: string } | { why: string }>;
  /** The message as readers get it, or an Indonesian sentence saying why it cannot be sent. */
  preview(content: AlertContent): { message: Preview } | { why: string };
  /** What the configuration says of a source; nulls where it has none of this id. */
  origin(source: string): Pick<Origin, "outlet" | "callToAction">;
  /** The most characters of a summary's text. */
  budget: number;
  /** The regions where its news is. */
  where: FindRegions;
  audience(content: AlertContent, articleId: number | null): Promise<Reach>;
  /** The id under which editors' own articles are filed. */
  source: string;
  /** Its state in words, after its name: "sudah dijadwalkan untuk 23 Nov 2026 18.30 WIB". */
  stateOf(alert: Alert): string;
}

export interface ArticleOnFile {
  id: number;
  source: string;
  state: string;
  repeatOf: number | null;
  clean: CleanArticle | null;
  summary: Summary | null;
  topics: readonly string[];
}

export type Drafted<Preview, Reach> =
  | { kind: "draft"; id: number; version: number; preview: Preview; audience: Reach }
  | { kind: "fault"; why: string };

const UNREADABLE = "Isi halaman itu tidak terbaca. Kirim teks beritanya langsung setelah /siarkan.";

export function createDrafting<Preview, Reach>(parts: DraftingParts<Preview, Reach>) {
  return {
    async draftFromText(words: string, editor: string): Promise<Drafted<Preview, Reach>> {
      const content = draftWords(words);
      const shown = parts.preview(content); // before it is filed: what cannot be sent is no draft
      if ("why" in shown) return { kind: "fault", why: shown.why };
      const id = await parts.insertDraft({ articleId: null, content, createdBy: editor, reasons: [] });
      if (id === undefined) throw new Error("a draft without an article was taken for a repeat");
      return {
        kind: "draft",
        id,
        version: 1,
        preview: shown.message,
        audience: await parts.audience(content, null),
      };
    },

    async draftFromUrl(url: string, editor: string): Promise<Drafted<Preview, Reach>> {
      const page = await parts.fetchPage(url);
      if ("why" in page) return { kind: "fault", why: page.why };
      const incoming: IncomingArticle = {
        source: parts.source,
        url: page.url,
        guid: null,
        title: null,
        body: { form: "html", content: page.html },
        teaser: false,
        sections: [],
        image: null,
        publishedAt: null,
      };
      if (readArticle({ ...incoming, ...incoming.body }).paragraphs.length === 0)
        return { kind: "fault", why: UNREADABLE };
      const accepted = await parts.accept(incoming);
      const id = accepted.kind === "accepted" ? accepted.id : accepted.of;
      await parts.read(id); // does nothing where it has been read before
      return draftOfArticle(id, editor);
    },

    draftOf,
  };

  async function draftOfArticle(articleId: number, editor: string): Promise<Drafted<Preview, Reach>> {
    const article = await parts.article(articleId);
    if (article?.repeatOf != null) return draftOfArticle(article.repeatOf, editor);
    if (!article?.clean || !article.summary) {
      return { kind: "fault", why: UNREADABLE };
    }
    if (article.summary.headline === "") {
      return {
        kind: "fault",
        why: "Halaman itu tidak memuat berita. Periksa alamatnya, atau kirim teks beritanya.",
      };
    }
    const known = await parts.alertOfArticle(articleId);
    if (known) return draftOf(known);
    // The article raised no alert (a first load, too old): the editor drafts it now.
    const content = draft(article.clean, article.summary, {
      ...parts.origin(article.source),
      topics: article.topics,
      regions: parts.where(article.clean),
      breaking: false,
    });
    const reasons = reasonsToWait(article.clean, article.summary, parts.budget);
    const id = await parts.insertDraft({ articleId, content, createdBy: editor, reasons });
    const made = id === undefined ? await parts.alertOfArticle(articleId) : await parts.alert(id);
    if (!made) throw new Error(`the draft of article ${articleId} is gone`);
    return draftOf(made);
  }

  /** A draft as its editor sees it, or why it can no longer be sent. */
  async function draftOf(alert: Alert): Promise<Drafted<Preview, Reach>> {
    if (alert.state !== "draft") {
      const back =
        alert.state === "rejected"
          ? ` Kembalikan menjadi draf di halamannya, atau di chat dengan /kembalikan ${alert.id}.`
          : "";
      return { kind: "fault", why: `Artikel ini ${parts.stateOf(alert)} (siaran ${alert.id}).${back}` };
    }
    const shown = parts.preview(alert.content);
    if ("why" in shown) return { kind: "fault", why: shown.why };
    return {
      kind: "draft",
      id: alert.id,
      version: alert.version,
      preview: shown.message,
      audience: await parts.audience(alert.content, alert.articleId),
    };
  }
}
