import { splitSentences } from "../sentences.ts";
import { isFunctionWord, keys } from "../words.ts";
import { oncePerArticle, type Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { NEGATIONS, originsOf } from "./negations.ts";

/**
 * Words of the text that turn round what the article says: "menguat" where the sentence that it retells only has "melemah", "IHSG
 * naik" where the article only has "IHSG turun". A sentence that has both, on either side, is not compared.
 */
export function directionFaults(text: string, evidence: Evidence): Fault[] {
  return splitSentences(text).flatMap((sentence) => {
    const own = keys(joined(sentence));
    if (!own.some((key) => TURNABLE.has(key))) return [];
    const article = joinedKeys(evidence);
    const origins = originsOf(keys(sentence), evidence).map((origin) => keys(joined(origin.join(" "))));
    return [
      ...bothWays(OPPOSITES).flatMap(([claimed, opposite]) => turned(own, origins, claimed, opposite)),
      ...bothWays([...OPPOSITES, OUTCOMES]).flatMap(([claimed, opposite]) => [
        ...turnedOf(own, article, claimed, opposite, 1),
        ...turnedOf(own, article, claimed, opposite, -1),
      ]),
    ];
  });
}

const joinedKeys = oncePerArticle(({ sentences }) => sentences.map(({ text }) => keys(joined(text))));

/** "timur laut", "pekan depan" and "puluhan ribu" as one word each. */
function joined(text: string): string {
  return text.replaceAll(PAIRS, (pair) => pair.replace(" ", "-").replace(/^minggu/i, "pekan"));
}

const PAIRS =
  /(?<![\p{L}-])(?:(?:barat|timur) (?:daya|laut)|(?:pekan|minggu|bulan|tahun) (?:ini|lalu|depan)|(?:belasan|puluhan|ratusan) (?:ribu|juta|miliar|triliun))(?![\p{L}-])/giu;

type Pair = readonly [ReadonlySet<string>, ReadonlySet<string>];

function bothWays(pairs: readonly Pair[]): Pair[] {
  return pairs.flatMap(([one, other]): Pair[] => [
    [one, other],
    [other, one],
  ]);
}

type Origins = readonly (readonly string[])[];

const UP = wordSet(
  "naik menguat meningkat melonjak bertambah tumbuh menanjak melesat menaikkan dinaikkan naikkan meningkatkan ditingkatkan kenaikan penguatan peningkatan lonjakan",
);
const DOWN = wordSet(
  "turun melemah menurun anjlok merosot berkurang melorot ambles menurunkan diturunkan turunkan mengurangi dikurangi memangkas dipangkas pangkas penurunan pelemahan pemangkasan terkoreksi",
);
/** Of several that exclude each other, each against the rest. */
const eachAgainstRest = (list: string): Pair[] => {
  const all = list.split(" ");
  return all.map((word) => [new Set([word]), new Set(all.filter((other) => other !== word))]);
};
const RANKS = "pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh";
const OPPOSITES: readonly Pair[] = [
  ...eachAgainstRest(RANKS),
  ...eachAgainstRest(
    `belasan puluhan ratusan ribuan jutaan ${["belasan", "puluhan", "ratusan"].map((tens) => `${tens}-ribu ${tens}-juta ${tens}-miliar ${tens}-triliun`).join(" ")}`,
  ),
  ...eachAgainstRest("utara selatan timur barat barat-daya timur-laut tenggara barat-laut"),
  ...eachAgainstRest(
    ["pekan", "bulan", "tahun"].map((time) => `${time}-ini ${time}-lalu ${time}-depan`).join(" "),
  ),
  ...eachAgainstRest("saksi tersangka terdakwa terpidana terlapor"),
  ...eachAgainstRest("emas perak perunggu"),
  ...eachAgainstRest("betis lutut paha pinggang perut dada leher"),
  ...eachAgainstRest("waspada siaga awas"),
  ...["setengah separuh", "sepertiga", "seperempat", "seperlima"].map((one, _, all): Pair => [
    wordSet(one),
    wordSet(all.filter((other) => other !== one).join(" ")),
  ]),
  [wordSet("mati"), wordSet("seumur")],
  [UP, DOWN],
  [wordSet("jual menjual dijual penjualan"), wordSet("beli membeli dibeli pembelian")],
  [
    wordSet("menolak ditolak tolak penolakan"),
    wordSet("mengabulkan dikabulkan kabulkan menyetujui disetujui setujui menerima diterima"),
  ],
  [wordSet("surplus"), wordSet("defisit")],
  [wordSet("laba untung keuntungan"), wordSet("rugi merugi kerugian")],
  [wordSet("dibuka membuka"), wordSet("ditutup menutup")],
  [wordSet("mencabut dicabut"), wordSet("mengeluarkan dikeluarkan menerbitkan diterbitkan")],
  [wordSet("menuntut dituntut tuntut"), wordSet("memvonis divonis vonis")],
  [
    wordSet("melepaskan dilepaskan melepas dilepas membebaskan dibebaskan"),
    wordSet("menahan ditahan menangkap ditangkap memenjarakan dipenjara"),
  ],
  [wordSet("ringan"), wordSet("berat")],
  [wordSet("memperketat diperketat pengetatan"), wordSet("melonggarkan dilonggarkan pelonggaran")],
  [wordSet("tertinggi"), wordSet("terendah")],
];

function turned(
  own: readonly string[],
  origins: Origins,
  claimed: ReadonlySet<string>,
  opposite: ReadonlySet<string>,
): Fault[] {
  const at = own.findIndex((key) => claimed.has(key));
  const word = own[at];
  if (word === undefined || NEGATIONS.has(own[at - 1] ?? "") || own.some((key) => opposite.has(key)))
    return [];
  if (origins.some((origin) => origin.some((key) => claimed.has(key)))) return [];
  const written = origins[0]?.find(
    (key, i) => opposite.has(key) && !NEGATIONS.has(origins[0]?.[i - 1] ?? ""),
  );
  return written === undefined ? [] : [faultOf(word, written)];
}

// Who wins of the one is who loses of the other: only of the same side one says the opposite.
const OUTCOMES: Pair = [
  wordSet(
    "menang mengalahkan kalahkan menaklukkan taklukkan menundukkan tundukkan menumbangkan tumbangkan membantai melibas",
  ),
  wordSet("kalah takluk tumbang dikalahkan ditaklukkan ditundukkan ditumbangkan dibantai dilibas"),
];

const TURNABLE = new Set([...OPPOSITES, OUTCOMES].flatMap(([one, other]) => [...one, ...other]));

// How far off the article may say of the same one what the text says.
const REACH = 4;

/** "IHSG naik" or "mengabulkan gugatan": the word said of its neighbour, behind it (1) or before it (-1). */
function turnedOf(
  own: readonly string[],
  article: Origins,
  claimed: ReadonlySet<string>,
  opposite: ReadonlySet<string>,
  side: 1 | -1,
): Fault[] {
  return own.flatMap((word, at): Fault[] => {
    const whom = own[at - side];
    if (!claimed.has(word) || whom === undefined || isFunctionWord(whom) || /\d/.test(whom)) return [];
    const places = article.flatMap((sentence) =>
      sentence.flatMap((key, i) =>
        key === whom
          ? [{ next: sentence[i + side], around: sentence.slice(Math.max(0, i - REACH), i + REACH + 1) }]
          : [],
      ),
    );
    const written = places.find(({ next }) => next !== undefined && opposite.has(next))?.next;
    if (written === undefined || places.some(({ around }) => around.some((key) => claimed.has(key))))
      return [];
    return [faultOf(word, written)];
  });
}

function faultOf(found: string, written: string): Fault {
  return { kind: "direction", found, why: `Artikel menulis "${written}", ringkasan menulis "${found}".` };
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
