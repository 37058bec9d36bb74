import type { Topic } from "../../articles/topic.ts";
import type { Button, OutgoingMessage } from "../../delivery/delivery.ts";
import type { RichText } from "../../delivery/rich-text.ts";
import { age } from "../age.ts";
import type { FoundArticle, FoundPage, ReadArticle } from "../ports.ts";
import type { InlineItem } from "../said.ts";
import { offer, topicsOffer } from "./followed.ts";
import { STOP } from "./leaving.ts";
import { clip, number, quoted, text } from "./pieces.ts";

/** The archive: what was looked for, and what there is. */

export const PER_PAGE = 5;

/** What was looked for. `kept`: only among what is of those days. A subject of "" is everything. */
export interface Looked {
  subject: string;
  days: string | null;
  /** The topic that it belongs to by one of its sections or words. */
  among: Topic | null;
  kept: boolean;
  /** It could as well be a plea to stop. */
  refuses: boolean;
  /** It may have been said to be followed. */
  toFollow: boolean;
  /** Somebody else's words, passed on to us: likely to learn whether they are true. */
  passedOn: boolean;
}

/** `topics` are those that the words name. */
export function results(
  looked: Looked,
  page: number,
  found: FoundPage,
  now: Date,
  topics: readonly Topic[],
): OutgoingMessage {
  const { subject, days, kept, refuses, toFollow, passedOn } = looked;
  const head: RichText = passedOn
    ? [`${NOT_VOUCHED} Berita kami yang paling dekat:`]
    : found.near
      ? nearHead(looked, found.meant)
      : [
          ...(subject === "" ? [{ bold: "Berita" }] : ["Hasil pencarian ", quoted(subject)]),
          days !== null && kept ? ` dari ${days}` : "",
          page > 1 ? `, halaman ${number(page)}:` : ":",
        ];
  const pages = pageButtons(page, found.more, "/hal");
  const offered = (found.near && !passedOn) || toFollow ? offers(looked, found.meant) : [];
  const follow = topics.length > 0 ? topicsOffer(topics) : offered;
  return listed(head, found, now, [...pages, ...(refuses ? [STOP] : follow)]);
}

function offers({ subject, among }: Looked, meant = subject): Button[] {
  return [...(among === null ? [] : topicsOffer([among])), ...offer(meant)];
}

const NOT_VOUCHED = "Benar tidaknya pesan terusan tidak dapat kami pastikan.";

/** Above what comes closest. */
function nearHead({ subject, days, kept }: Looked, meant: string | undefined): RichText {
  if (days !== null && !kept)
    return ["Tidak ada berita ", quoted(subject), ` dari ${days}. Yang paling dekat:`];
  if (meant !== undefined) return ["Mungkin maksud Anda ", quoted(meant), ":"];
  return ["Tidak ada yang persis ", quoted(subject), ". Yang paling dekat:"];
}

/** Words nobody wrote of yet can be waited for. */
export function nothingFound(looked: Looked, topics: readonly Topic[]): OutgoingMessage {
  const { subject, days, refuses, passedOn } = looked;
  if (passedOn) return text(`${NOT_VOUCHED} Kami belum punya berita tentang itu.`);
  if (subject === "")
    return text(`Tidak ada berita dari ${days ?? "hari itu"}. Ketik /terbaru untuk yang terbaru.`);
  const buttons = refuses ? [STOP] : topics.length > 0 ? topicsOffer(topics) : offers(looked);
  return {
    text: [
      "Belum ada berita tentang ",
      quoted(subject),
      ". Coba kata lain atau lebih sedikit kata, atau ketik /terbaru.",
    ],
    ...(buttons.length > 0 && { buttons: [buttons] }),
  };
}

/** One of the articles just listed. */
export function article(article: ReadArticle, now: Date): OutgoingMessage {
  const from = [article.outlet, age(article.at, now)].filter((part) => part !== null).join(" · ");
  const summary = article.summary === "" ? "" : `\n\n${clip(article.summary, 600)}`;
  const link = article.link === null ? "" : `\n\nSelengkapnya: ${article.link}`;
  return { text: [{ bold: clip(article.headline) }, `\n${from}${summary}${link}`], preview: true };
}

/** More was asked of one, and several were listed. */
export function whichArticle(of: number): OutgoingMessage {
  return text(`Yang mana dari ${number(of)} berita tadi? Ketik, misalnya: yang pertama`);
}

export function noLongerThere(): OutgoingMessage {
  return text("Berita itu tidak ada lagi. Ketik /terbaru untuk yang terbaru.");
}

/** What someone shares from the archive into any chat. */
export function shared(article: FoundArticle, now: Date): InlineItem {
  const from = [article.outlet, age(article.at, now)].filter((part) => part !== null).join(" · ");
  const link = article.link === null ? "" : `\n\n${article.link}`;
  return {
    id: String(article.id),
    title: clip(article.headline, 120),
    description: from,
    message: { text: [{ bold: clip(article.headline) }, `\n${from}${link}`], preview: true },
  };
}

export function noMorePages(): OutgoingMessage {
  return text("Tidak ada berita lagi. Ketik /cari diikuti kata untuk mencari yang lain.");
}

export function askSearch(): OutgoingMessage {
  return text("Apa yang ingin Anda cari? Ketik beberapa kata, misalnya: banjir jakarta");
}

export function latest(page: number, found: FoundPage, now: Date): OutgoingMessage {
  const head: RichText = [{ bold: "Berita terbaru" }, page > 1 ? `, halaman ${number(page)}` : ""];
  return listed(head, found, now, pageButtons(page, found.more, "/terbaru"));
}

export function nothingYet(): OutgoingMessage {
  return text("Belum ada berita.");
}

function listed(head: RichText, found: FoundPage, now: Date, buttons: Button[]): OutgoingMessage {
  const message = {
    text: [...head, ...found.found.flatMap((article) => entry(article, now))],
    preview: false,
  };
  return buttons.length > 0 ? { ...message, buttons: [buttons] } : message;
}

export function entry(article: FoundArticle, now: Date): RichText {
  const from = [article.outlet, age(article.at, now)].filter((part) => part !== null).join(" · ");
  const link = article.link === null ? "" : `\n${article.link}`;
  return ["\n\n", { bold: clip(article.headline) }, `\n${from}${link}`];
}

/** What brings that page of a list. */
export function pageCommand(command: "/hal" | "/terbaru", page: number): string {
  return `${command} ${page}`;
}

function pageButtons(page: number, more: boolean, command: "/hal" | "/terbaru"): Button[] {
  return [
    ...(page > 1 ? [{ label: "« Sebelumnya", says: pageCommand(command, page - 1) }] : []),
    ...(more ? [{ label: "Berikutnya »", says: pageCommand(command, page + 1) }] : []),
  ];
}
