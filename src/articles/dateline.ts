import { datelinePlaces, outletNames } from "./outlets.ts";

/**
 * Datelines: "PYONGYANG, KOMPAS.TV –", "Liputan6.com, Jakarta -", "Mataram, NTB (ANTARA News) -", "JAKARTA
 * -", "17:48 WIBTEGAL, KOMPAS.TV-", "KONTAN.CO.ID - JAKARTA.", and the ones that lost their dash
 * ("Liputan6.com, JakartaKita …").
 */

export interface Dateline {
  /** As it stood, without a clock time before it and the dash after it. */
  readonly text: string;
  /** How much of the line it takes, dash and white space included. */
  readonly length: number;
}

/** The dateline at the beginning of a line, or null. Looks at the first 120 characters only. */
export function datelineOf(line: string): Dateline | null {
  const head = line.slice(0, REACH);
  const clock = CLOCK.exec(head)?.[0].length ?? 0;
  const rest = head.slice(clock);
  for (const form of FORMS) {
    const match = form.exec(rest);
    const text = match?.groups?.["text"]?.trim();
    if (match !== null && text !== undefined) return { text, length: clock + match[0].length };
  }
  for (const form of LONE_PLACES) {
    const match = form.exec(rest);
    const text = match?.groups?.["text"]?.trim();
    const place = match?.groups?.["place"] ?? text;
    if (match !== null && text !== undefined && place !== undefined && isKnownPlace(place.trim()))
      return { text, length: clock + match[0].length };
  }
  return withoutMark(rest, clock);
}

/** "Liputan6.com, Jakarta Kepala desa …": nothing stands between, and only a known place shows where the dateline ends. */
function withoutMark(rest: string, clock: number): Dateline | null {
  const { outlet, words } = UNMARKED.exec(rest)?.groups ?? {};
  if (outlet === undefined || words === undefined) return null;
  const place = words.split(" ");
  for (; place.length > 0; place.pop()) {
    const text = `${outlet}${place.join(" ")}`;
    if (isKnownPlace(place.join(" ")) && /^\s["“]?\p{Lu}/u.test(rest.slice(text.length)))
      return { text, length: clock + text.length + 1 };
  }
  return null;
}

/** How many characters of the line are its dateline; 0 for none. */
export function datelineLength(line: string): number {
  return datelineOf(line)?.length ?? 0;
}

const REACH = 120;
/** "17:48 WIB", "Vod | 14 April 2022, 20:39 WIB": when the page was published, glued to what follows. */
const CLOCK =
  /^(?:\p{L}{2,12} \| )?(?:\d{1,2} \p{L}{3,9} \d{4}, )?\d{1,2}[.:]\d{2}\s*WI(?:B|TA|T)\s*(?=\p{Lu})/u;

const names = outletNames.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join("|");
const OUTLET = String.raw`(?:(?:[a-z\d-]{2,30}\.)?[A-Za-z][\w-]{0,40}(?:\.[A-Za-z]{2,4}){1,2}|(?:${names})|\p{Lu}\p{L}{2,20}news|detik\p{Lu}\p{L}{2,15}|Radar \p{Lu}\p{L}{2,20}|PR \p{Lu}{3,20})(?![\p{L}\d_.])`;
const WORD = String.raw`\p{Lu}(?:[\p{Lu}'’.]{0,20}|[\p{Ll}'’.]{1,20})(?![\p{L}])`;
const PLACE = String.raw`${WORD}(?:[ /-]${WORD}){0,3}`;
const CAPITALS = String.raw`\p{Lu}{3,20}(?:[ /-]\p{Lu}{2,20}){0,3}`;
/** A newspaper's name, known or not: "WartaSiang", "iKabar", "Harian Pagi". */
const TITLE = String.raw`(?:\p{Lu}|[a-z]{1,6}(?=\p{Lu}))[\p{L}\d]{1,24}(?:\.[a-z]{2,4}){0,2}`;
const DASH = String.raw`,?\s*[-–—]+(?:\s+[-–—]+)*\s*`; // "- -" where two hyphens made a dash
/** "KBRN, Jakarta: …", "Metrotvnews.com, Jakarta: …". */
const DASH_OR_COLON = String.raw`(?:${DASH}|\s?:\s+(?=["“]?\p{Lu}))`;
const DAY = String.raw`,? ?\(?\d{1,2}(?: ?\p{L}{3,9}(?: \d{4})?|/\d{1,2}(?:/\d{2,4})?)\)?`;

/** Words in capitals that are no places: "PSSI - Timnas …". */
const NO_PLACE =
  "(?:PSSI|KPK|DPR|DPRD|DPD|MPR|TNI|POLRI|KPU|BAWASLU|BMKG|BNPB|BPBD|BUMN|OJK|PLN|PBB|FIFA|UEFA|AFC|NATO|ASEAN|ASN|PNS|RUU|APBN|IHSG|PDIP|PKS|PAN|PKB|PPP|MUI|UMKM|MBG|IKN|WHO|VAR|MU|PSG|PERSIB|PERSIJA|PERSEBAYA|TIMNAS|BASARNAS|PERTAMINA|KEMENKES|KEMENAG|PEMILU|PILKADA|RUPIAH)(?!\\p{L}| \\p{Lu}{2})";
/** An outlet and what may be a place. */
const UNMARKED = new RegExp(
  String.raw`^(?<outlet>${OUTLET}, ?)(?<words>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,2})`,
  "u",
);

const FORMS = [
  // "PYONGYANG, KOMPAS.TV –", "KABUPATEN BOGOR, KOMPAS.com -", "TEGAL , KOMPAS.TV-", "Jakarta, CNN Indonesia --"
  `^(?<text>(?:${PLACE} ?, ?){1,2}${OUTLET}(?:${DAY})?)${DASH_OR_COLON}`,
  // "KONTAN.CO.ID - JAKARTA."
  `^(?<text>${OUTLET} {0,2}[-–—] {0,2}${CAPITALS})(?:\\.\\s+|\\s+[-–—]+\\s+)`,
  // "Liputan6.com, Jakarta -", "REPUBLIKA.CO.ID,TEHERAN –", "KOMPAS.TV -", "VIVA –", "MEDAN.COM,- "
  `^(?<text>${OUTLET}(?:,? ?${PLACE}){0,2}(?:${DAY})?)${DASH}`,
  `^(?<text>${OUTLET}, ?${PLACE})${DASH_OR_COLON}`,
  // "TRIBUNNEWS.CO. JAKARTA -": its comma became a point
  `^(?<text>[A-Z-]{4,40}(?:\\.[A-Z]{2,4}){1,2}\\. ${CAPITALS})${DASH}`,
  // "Mataram, NTB (ANTARA News) -", "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) -"
  `^(?<text>${PLACE}(?:, ?${PLACE})?(?:${DAY})?,? ?\\([\\p{L} ./-]{2,40}\\))${DASH}`,
  // "JAKARTA -", "BERNE-", "JAKARTA, 10 Juni 2025 -", "SURABAYA, Jawa Timur -"; "PSSI - Timnas …" is no place
  `^(?<text>(?!${NO_PLACE})${CAPITALS}(?:, ?${CAPITALS}|, ?${PLACE})?(?:${DAY})?)(?:\\s+[-–—]+\\s*|[-–—]+\\s+|[–—]+)(?=["“‘'(\\p{Lu}\\d])`,
  // "JAKARTA, WartaSiang -"
  `^(?<text>(?!${NO_PLACE})${CAPITALS}, ?${TITLE}(?: ${TITLE}){0,3})\\s+[-–—]+\\s+(?=["“‘'(\\p{Lu}\\d])`,
  // "Liputan6.com, JakartaKita …": the dash is lost, and the next word begins inside the last one
  `^(?<text>${OUTLET}, ?\\p{Lu}\\p{Ll}{2,15}(?: \\p{Lu}\\p{Ll}{2,15}){0,2})(?=["“‘]?\\p{Lu}|\\d)`,
].map((form) => new RegExp(form, "u"));

/** Only for known places: two names with a dash between them may also begin a sentence. */
const LONE_PLACES = [
  // "Jakarta, 10 Juni 2025 -", "Kupang, NTT -"
  new RegExp(
    String.raw`^(?<text>(?<place>\p{Lu}\p{Ll}+(?: \p{Lu}\p{L}+){0,2})(?:${DAY}|, ?(?:NTT|NTB|DIY|Jawa|Sumatera|Kalimantan|Sulawesi|Papua|Bali|Banten|Jabar|Jateng|Jatim|Aceh|Riau|Lampung|Maluku)(?: \p{Lu}\p{Ll}+){0,2}))\s*[-–—]+\s+(?=["“‘'(\p{Lu}\d])`,
    "u",
  ),
  // "Jakarta, WartaSiang -"
  new RegExp(
    String.raw`^(?<text>(?<place>\p{Lu}\p{Ll}+(?: \p{Lu}\p{L}+){0,2}), ?${TITLE}(?: ${TITLE}){0,3})\s+[-–—]+\s+(?=["“‘'(\p{Lu}\d])`,
    "u",
  ),
  // "Jakarta: Pemerintah …", before a whole sentence
  /^(?<text>\p{Lu}\p{Ll}+(?: \p{Lu}\p{L}+){0,2})\s?:\s+(?=["“]?\p{Lu}.{50})/u,
  // "Jakarta -"
  /^(?<text>\p{Lu}\p{Ll}+(?: \p{Lu}\p{L}+){0,2})\s*[-–—]+\s+(?=["“‘'(\p{Lu}\d])/u,
  // "JAKARTA- realme", which no capital tells
  /^(?<text>\p{Lu}{3,}(?: \p{Lu}{2,}){0,2})[-–—]+\s+(?=\p{Ll})/u,
  // "JAKARTA-Polisi", but not "JAKARTA-BANDUNG"
  /^(?<text>\p{Lu}{3,}(?: \p{Lu}{2,}){0,2})[-–—](?=["“]?\p{Lu}\p{Ll})/u,
];

function isKnownPlace(place: string): boolean {
  return datelinePlaces.has(place.toLowerCase());
}
