import { hasVerb } from "../grammar.ts";
import { SAYS } from "../references.ts";
import { splitSentences } from "../sentences.ts";
import { isFunctionWord, keys, type Word, words } from "../words.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { NEGATIONS } from "./negations.ts";

/**
 * What the article only lets somebody say of another by name, told as a fact: "Menurut jaksa, Dimas menerima suap" as "Dimas menerima suap",
 * and what it lets somebody accuse anybody of, judge or foresee ("Menurut Dimas, harga akan turun" as "Harga akan turun").
 * Who took it from which paper, schedule or study does not matter, nor what else is said of things: of those editors leave out who said it as
 * a matter of course. A sentence of the article that says it itself supports it.
 */
export function attributionFaults(text: string, evidence: Evidence): Fault[] {
  return splitSentences(text).flatMap((sentence): Fault[] => {
    if (SAID.test(sentence.replace(BESIDES, "")) || BEHIND.test(sentence) || QUOTES.test(sentence)) return [];
    const claims = [
      RUMOURED,
      deedOf(sentence, evidence),
      accusationIn(sentence),
      ...judgementsIn(sentence),
    ].filter((claim) => claim !== null);
    const content = keys(sentence).filter((key) => !isFunctionWord(key));
    if (claims.length === 0 || content.length < FEWEST) return [];
    const shared = (origin: readonly string[]) =>
      content.filter((key) => origin.includes(key)).length / content.length;
    const origins = evidence.sentences.filter(({ keys }) => shared(keys) >= RETOLD);
    const whose = claims
      .map((claim) => origins.map((origin) => whoseWord(origin.text, claim, sentence)))
      .find(([first, ...others]) => first !== undefined && first !== null && !others.includes(null))?.[0];
    if (whose === undefined || whose === null) return [];
    const why = `Artikel menulis "${whose}", ringkasan menulisnya sebagai fakta.`;
    return [{ kind: "hedge", found: sentence, why }];
  });
}

const FEWEST = 4;
// Most of what the text says must be that sentence's, or it retells something else.
const RETOLD = 0.7;
const QUOTES = /["“]/;

const CLAIMING = [
  "mengatakan|menyatakan|menyebut|menyebutkan|menilai|mengakui|menegaskan|menjelaskan|mengungkap|mengungkapkan|menuturkan|memastikan|menambahkan|menerangkan|memaparkan|membeberkan",
  "mengklaim|melaporkan|menuduh|menuding|menduga|mencurigai|memperkirakan|memprediksi|meyakini|berkata|berujar|bilang|berpendapat",
  "disebut|dinilai|diklaim|dianggap|dilaporkan|dikabarkan|dikatakan|diyakini|diperkirakan|dituduh|dituding|diduga",
  "menurut|menurutnya|berdasarkan",
].join("|");
/** Somebody says it: in front of what is said, or inside of it ("…, kata dia, …"). */
const BEFORE = new RegExp(`(?<!\\p{L}|lebih )(?:${CLAIMING}|(?:${SAYS})(?:nya)?)(?!\\p{L})`, "iu");
/** Behind it, at the sentence's end: "…, kata Rukmana." */
const BEHIND = new RegExp(`[,"”]\\s?((?:${SAYS}|menurut|demikian)(?:nya)?(?:\\s[^,.;]{2,60})?)[.]?$`, "iu");
const SAID = new RegExp(
  `(?<!\\p{L})(?:${CLAIMING}|(?:${SAYS}|klaim)(?:nya)?|mengaku|yakin|percaya|konon|kabarnya|(?:dari|dalam|pada|lewat|melalui|sesuai|merujuk|mengutip|mengacu)(?: \\p{L}+){0,2} (?:data|laporan|keterangan)|(?:data|laporan|keterangan)(?: [\\p{L}\\d]+){0,8} (?:menunjukkan|memperlihatkan|mencatat|memuat))(?!\\p{L})`,
  "iu",
);
// "Dimas menerima suap dan menyatakan akan mundur": what somebody says besides is not who says the first
const BESIDES = new RegExp(
  `,? (?:dan|lalu|serta|tetapi|tapi|namun|kemudian) (?:${CLAIMING})(?!\\p{L}).*$`,
  "iu",
);

/** Somebody who does something, or (`who` null) a word that only somebody who judges, foresees or accuses says. */
interface Claim {
  who: string | null;
  does: string;
  /** It is to be done by somebody. */
  plan: boolean;
}

/** What the article has from a rumour is no fact, whatever it says. */
const RUMOURED: Claim = { who: null, does: "", plan: false };
/** An "isu" so called is what was talked about, and nobody says it. */
const TALKED_ABOUT = "strategis|utama|pokok|penting|prioritas|global|kawasan";
const RUMOUR = new RegExp(
  `(?<!\\p{L})(?:[Mm]enurut|[Bb]erdasarkan) (?:sebuah |sejumlah |beberapa )?(?<who>(?:rumor|kabar|isu(?! (?:${TALKED_ABOUT}))|gosip|desas-desus|bocoran|pengakuan|dugaan|spekulasi)(?!\\p{L})[^,.]{0,80})`,
  "u",
);
const TOPIC = new RegExp(`(?<!\\p{L})(?:menurut|berdasarkan) isu (?:${TALKED_ABOUT})(?!\\p{L})`, "iu");
/** "Berdasarkan pengakuan tersangka, polisi menemukan sabu": what those who look into it did is no confession's word. */
const FOLLOWED_UP =
  /pengakuan[^,.]*, (?:\p{L}+ ){0,3}(?:polisi|polres|polda|polsek|petugas|penyidik|jaksa|KPK|BNN|kepolisian|aparat|tim)(?: \p{L}+){0,4}? (?:menemukan|menangkap|meringkus|membekuk|menyita|menggeledah|mengamankan|memburu|mengejar|mengembangkan|mendatangi|menetapkan|membongkar|menelusuri|memeriksa)(?!\p{L})/iu;

const HELPING =
  /^(?:akan|telah|sudah|sedang|tengah|harus|bisa|dapat|masih|mulai|resmi|sempat|ikut|kembali|bakal)$/u;
const PLACED = /(?<!\p{L})(?:di|ke|dari|asal|sekitar|pada|dalam|yang|untuk)\s[^,]*$/u;

/** The first name of the sentence that does something, with its verb: not where something is, nor of whom more is said. */
function deedOf(sentence: string, evidence: Evidence): Claim | null {
  const all = words(sentence);
  const at = all.findIndex(({ key }) => hasVerb(key));
  const helped = all.findIndex(({ key }, i) => i >= at && !HELPING.test(key) && !NEGATIONS.has(key));
  const who = all.slice(0, Math.max(at, 0)).findLast(({ key }) => !isFunctionWord(key));
  const does = all[helped];
  if (!who || !does || !isName(who, evidence) || PLACED.test(sentence.slice(0, who.start))) return null;
  return PLACED.test(sentence.slice(who.end, does.start))
    ? null
    : { who: who.key, does: does.key, plan: false };
}

const ACCUSING = new Set(
  (
    "menerima menyuap disuap korupsi mengorupsi menipu ditipu menggelapkan mencuri merampok membunuh dibunuh memperkosa diperkosa mencabuli dicabuli " +
    "melecehkan dilecehkan menganiaya dianiaya memukul dipukul mengeroyok dikeroyok memeras diperas mengancam diancam berbohong memalsukan dipalsukan " +
    "memanipulasi menyiksa disiksa menyelundupkan menghina terlibat bersalah melanggar curang berselingkuh menembak ditembak menculik diculik membakar " +
    "dibakar merusak dirusak menyalahgunakan disalahgunakan mencemari merugikan dirugikan menewaskan"
  ).split(" "),
);

/** The first accusing word with whom it is said of, named or not. */
function accusationIn(sentence: string): Claim | null {
  const all = words(sentence);
  const at = all.findIndex(({ key }) => ACCUSING.has(key));
  const who = all.slice(0, Math.max(at, 0)).findLast(({ key }) => !isFunctionWord(key) && !HELPING.test(key));
  const does = all[at];
  return who && does ? { who: who.key, does: does.key, plan: false } : null;
}

/** Not "harus", "bisa", "dapat": what people have to do now, or can, is mostly seen ("warga harus memutar 28 kilometer"). */
const JUDGING = new Set(
  (
    "akan bakal perlu wajib seharusnya semestinya sebaiknya hendaknya mungkin kemungkinan penting wajar layak pantas tepat " +
    "berpotensi terbukti penyebab pemicu penyebabnya pemicunya dipicu disebabkan memicu menghambat baik buruk terlalu sangat sulit mudah lancar aman berbahaya membahayakan merugikan menguntungkan adil ideal efektif kuat lemah bagus " +
    "suap korupsi penipuan pembunuhan penganiayaan pencurian pemerasan pelanggaran pelecehan kecurangan penggelapan pemalsuan kelalaian"
  ).split(" "),
);

/** Its words that judge, foresee or accuse: of what is said, not of what only describes it, is aimed at or is somebody's name. */
function judgementsIn(sentence: string): Claim[] {
  // what is "tidak baik" may be seen, and "senyawa yang penting bagi tulang" is only a kind of them
  return words(sentence.replaceAll(AIM, "")).flatMap(({ key, text }, at, all) => {
    const before = all[at - 1]?.key ?? "";
    const isSeen = NEGATIONS.has(before) || before === "yang" || (at > 0 && /^\p{Lu}/u.test(text));
    return JUDGING.has(key) && !isSeen ? [{ who: null, does: key, plan: isPlan(all, at) }] : [];
  });
}

const MODAL = "akan|bakal|bisa|dapat|harus|perlu|wajib";
const AIM = new RegExp(
  `(?<!\\p{L})(?:untuk|guna|demi|agar|supaya) (?:(?:${MODAL}) )?[^,]*?(?=,|[.]?$|(?<!\\p{L})(?:${MODAL})(?!\\p{L}))`,
  "giu",
);

/** "akan digelar", "akan segera membahas" are somebody's to do; "akan turun", "akan menguat" happen. */
function isPlan(all: readonly Word[], at: number): boolean {
  const next =
    all.slice(at + 1).find(({ key }) => !isFunctionWord(key) && !HELPING.test(key) && !SOON.test(key))?.key ??
    "";
  return /^(?:akan|bakal)$/u.test(all[at]?.key ?? "") && DONE.test(next) && hasVerb(next);
}

const SOON = /^(?:segera|juga|lagi|hanya|terus|tetap|langsung)$/u;
const DONE =
  /^(?:di|me(?!nguat|lemah|ningkat|nurun|mbaik|mburuk|njadi|ncapai|rosot|lonjak|luas|reda|rugi|nguasai|nang)[mnlry])/u;

/** Somebody's word, and nothing read off: who counted or studied, and which paper or schedule has it, is left out as a matter of course. */
const OPINIONS: readonly RegExp[] = [
  /^(?:\p{L}+,? )?[Mm]enurut (?<who>[^,.:;]{2,80}),/u,
  new RegExp(`[,”"] (?:${SAYS}|menurut)(?:nya)?(?<who>(?: [^,.:;”"]{2,80})?)[,.]`, "u"),
  /^(?<who>[^.:;”"]{2,100}?),? me(?:ngatakan|nyatakan|nilai|negaskan|njelaskan|ngungkapkan|nuturkan|mastikan|nambahkan|nerangkan|maparkan|ngklaim|nuduh|nuding|nduga|yakini|mperkirakan|mprediksi)(?!\p{L})/u,
];
const READ_OFF =
  /(?<!\p{L})(?:jadwal|data|catatan|aturan|peraturan|ketentuan|undang-undang|studi|penelitian|riset|survei|hasil|laporan|laman|situs|media|pantauan|prakiraan|yang|tidak|belum)(?!\p{L})/iu;
const COUNTED = /(?<!\p{L})(?:jumlah|angka|rata-rata|tingkat)(?!\p{L})/iu;

/** Whose opinion the sentence is; null if nobody's, or of one who may speak of their own doing: whom the text names, or "dia" of a plan. */
function opinionOf(origin: string, told: string, plan: boolean): string | null {
  const found = OPINIONS.map((pattern) => pattern.exec(origin)).find((match) => match !== null);
  if (!found || COUNTED.test(origin)) return null;
  const who = found.groups?.["who"]?.trim() ?? "";
  const names = who.match(/\p{Lu}[\p{L}-]+/gu) ?? [];
  if (READ_OFF.test(who) || names.some((name) => told.includes(name))) return null;
  if (plan && UNNAMED.test(who)) return null;
  return endOf(found[0].trim().replace(/[,.]$/, ""));
}

const UNNAMED = /^(?:ia|dia|beliau|mereka)?$/iu;

/** Written with a capital in the middle of a line of the article as well. */
function isName({ text }: Word, evidence: Evidence): boolean {
  return /^\p{Lu}/u.test(text) && evidence.text.includes(` ${text}`);
}

// An article may put an office or an age between.
const REACH = 5;

/** Who says in this sentence that the one did it; null where the article says so itself, or says it of neither. */
function whoseWord(origin: string, claim: Claim, text: string): string | null {
  if (claim === RUMOURED)
    return FOLLOWED_UP.test(origin) ? null : (RUMOUR.exec(origin)?.groups?.["who"] ?? null);
  const { who, does, plan } = claim;
  const all = words(origin);
  if (who === null) {
    const at = words(text).find(({ key }) => key === does)?.start ?? 0;
    return all.some(({ key }) => key === does)
      ? opinionOf(origin, plan ? text : text.slice(0, at), plan)
      : null;
  }
  const doer = all.findIndex(({ key }) => key === who);
  const deed = all.findIndex(({ key }, i) => i > doer && key === does);
  if (doer === -1 || deed === -1 || deed - doer > REACH) return null;
  const before = origin.slice(0, all[doer]?.start).replace(TOPIC, "");
  if (BEFORE.test(before)) return endOf(before.trim().replace(/,$/, ""));
  return BEHIND.exec(origin.slice(all[deed]?.end))?.[1] ?? null;
}

/** Its last words, as many as an editor needs to find the place. */
function endOf(text: string): string {
  return text.length <= LONGEST ? text : `…${text.slice(-LONGEST).replace(/^\S*/, "")}`;
}

const LONGEST = 60;
