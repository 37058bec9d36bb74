import type { CleanArticle } from "./article.ts";

/** What an article is where it is no news of the newsroom's own, and the words that say so. */
export interface Genre {
  kind: "advertorial" | "release" | "opinion" | "service" | "roundup";
  /** As it stands ("ADVERTORIAL"). */
  label: string;
}

/**
 * The genre that an article is labelled with: by a section, a folder of its address, or a label before title or text or behind the
 * title; or by what its title begins with: a service of every day ("Ramalan Zodiak …"), or other articles' news in one ("Terpopuler: …"). null
 * for news. The same words inside a sentence are words.
 */
export function genreOf(
  article: Pick<CleanArticle, "title" | "paragraphs" | "dateline" | "link" | "sections">,
): Genre | null {
  const names = [...article.sections, ...foldersOf(article.link)];
  const lines = [article.title ?? "", article.dateline ?? "", article.paragraphs[0] ?? ""];
  const found = [
    ...names.map((name) => ALONE.exec(name)?.[1]),
    ...lines.map((line) => firstOf(ALONE.exec(line) ?? IN_FRONT.exec(line))),
    firstOf(BEHIND_TITLE.exec(article.title ?? "")),
  ];
  const label = found.find((one) => one !== undefined);
  if (label !== undefined) return { kind: kindOf(label), label };
  const service = SERVICE.exec(article.title ?? "")?.[0];
  if (service !== undefined) return { kind: "service", label: service };
  const roundup = ROUNDUP.exec(article.title ?? "")?.[0];
  return roundup === undefined ? null : { kind: "roundup", label: roundup };
}

/**
 * Headlines of several articles, told as one piece of news: "Terpopuler: …", "[POPULER NASIONAL] …", "Top 3 Tekno: …", "5 Berita Populer
 * Market, …".
 */
const ROUNDUP =
  /^(?:\[?(?:(?:berita|artikel) )?(?:ter)?populer(?: \p{L}+){0,2}(?=\s?[:\]|])|\d+ (?:berita|artikel) (?:ter|paling )?populer(?!\p{L})|top (?:[35]|news)(?= [^:]{1,40}:)|(?:rangkuman|kaleidoskop|rekap) (?:berita|peristiwa|hasil)(?!\p{L}))/iu;

/** What readers look up and nobody is told at once. */
const SERVICE =
  /^(?:sinopsis|(?:ramalan|prediksi) (?:zodiak|shio|togel)|zodiak|horoskop|(?:\d+ (?:contoh )?)?kunci jawaban|lirik lagu|chord|kode redeem|link (?:live )?(?:streaming|nonton)|live score|jadwal (?:imsakiyah|imsak|sal?at|sholat|shalat|buka puasa|acara tv)|(?:katalog )?promo (?:indomaret|alfamart|jsm))(?!\p{L})/iu;

/** The "ADV" of an "(ADV)" or "(adv/dinkes)" that ends a text, where others have their reporter's code; [] if there is none. */
export function paidLabels(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line !== "")
    .slice(-LAST)
    .flatMap((line) => BEHIND_TEXT.exec(line)?.[1] ?? []);
}

// tags and a note may follow it
const LAST = 3;

const LABELS: Readonly<Record<Exclude<Genre["kind"], "service" | "roundup">, string>> = {
  advertorial:
    "advertorial|adv|pariwara|inforial|infotorial|(?:konten|artikel) (?:bersponsor|sponsor)|sponsored(?: content)?",
  release: "rilis(?: pers)?|siaran pers|press release",
  opinion: "opini|kolom|tajuk(?: rencana)?|editorial|surat pembaca",
};
const ANY = Object.values(LABELS).join("|");
const BRACKETED = String.raw`[[(]\s?(${ANY})\s?[\])]`;
const ALONE = new RegExp(String.raw`^[[(]?(${ANY})[\])]?\s?[:.]?$`, "iu");
// "OPINI: …", "Tajuk | …", "Kolom – …", "[Advertorial] …"
const IN_FRONT = new RegExp(String.raw`^(?:${BRACKETED}|(${ANY})(?:\s?[:|]|\s[-–—]\s))`, "iu");
const BEHIND_TITLE = new RegExp(String.raw`${BRACKETED}$|\s[|–—-]\s(${ANY})$`, "iu");
const BEHIND_TEXT = new RegExp(String.raw`[[(](${LABELS.advertorial})(?:\/[^\])]{1,30})?[\])]\.?$`, "iu");

function kindOf(label: string): Genre["kind"] {
  if (new RegExp(`^(?:${LABELS.advertorial})$`, "iu").test(label)) return "advertorial";
  return new RegExp(`^(?:${LABELS.release})$`, "iu").test(label) ? "release" : "opinion";
}

function firstOf(found: RegExpExecArray | null): string | undefined {
  return found?.slice(1).find((group) => group !== undefined);
}

/** "opini" of "https://warta.example/opini/read/12/judul"; the last part is the article's own. */
function foldersOf(link: string | null): string[] {
  if (link === null || !URL.canParse(link)) return [];
  return new URL(link).pathname
    .split("/")
    .slice(1, -1)
    .map((folder) => folder.replaceAll("-", " "));
}
