import type { CleanArticle } from "../articles/article.ts";
import { saidIn } from "../articles/news-turns.ts";
import { sentencesOf } from "./candidates.ts";
import { annulledIn, tellsDecision } from "./references.ts";
import { splitSentences } from "./sentences.ts";
import type { Summary } from "./summary.ts";
import { keys } from "./words.ts";

/**
 * The sentence with which the article itself overtakes what the summary tells: another number of dead, missing or hurt that it calls the
 * newer one, or a matter that has come further (a warning lifted, who was hunted caught, who was buried found, what was to come called off). null
 * if there is none.
 */
export function overtakenBy(article: CleanArticle, { text }: Pick<Summary, "text">): string | null {
  return overtakenAmong(sentencesOf(article), text);
}

/** As `overtakenBy`, for what a text tells of the article's sentences. */
export function overtakenAmong(sentences: readonly string[], text: string): string | null {
  return newerFigure(sentences, text) ?? laterStage(sentences, text) ?? calledOff(sentences, text);
}

/** "Konser itu dibatalkan", of a concert that the text tells of as if it were to come. */
function calledOff(sentences: readonly string[], text: string): string | null {
  if (TELLS_SO.test(text)) return null;
  const told = splitSentences(text).filter(tellsDecision);
  const later = sentences.find((sentence) => {
    const what = annulledIn(sentence);
    return what !== null && told.some((one) => keys(one).includes(what));
  });
  return later ?? null;
}

const TELLS_SO =
  /(?<!\p{L})(?:di|(?:me|pe)(?:m|n|ng)?|ter)?(?:batal|tunda|cabut|tangguh|anulir|urung|nunda|nangguh)/iu;

function newerFigure(sentences: readonly string[], text: string): string | null {
  const told = splitSentences(text).flatMap(peopleIn);
  return (
    [...new Set(told.map(({ counts }) => counts))]
      .map((counts) => {
        const values = new Set(told.filter((figure) => figure.counts === counts).map(({ value }) => value));
        const latest = sentences.findLast(
          (sentence) =>
            UPDATES.test(sentence) && peopleIn(sentence).some((figure) => figure.counts === counts),
        );
        const value = peopleIn(latest ?? "").findLast((figure) => figure.counts === counts)?.value;
        const first = sentences.findIndex((sentence) =>
          peopleIn(sentence).some((one) => values.has(one.value)),
        );
        const isLater = latest !== undefined && first !== -1 && sentences.indexOf(latest) > first;
        return isLater && value !== undefined && !values.has(value) ? latest : null;
      })
      .find((sentence) => sentence !== null) ?? null
  );
}

function peopleIn(sentence: string): { counts: string | null; value: string }[] {
  return saidIn(sentence.split(/\s+/)).figures.filter(({ people }) => people);
}

const UPDATES =
  /(?<!\p{L})(?:bertambah|meningkat menjadi|naik menjadi|kini|terbaru|terkini|memperbarui|diperbarui|pembaruan|meralat|diralat|data terakhir|(?:hingga|sampai) (?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|pukul|pagi|siang|sore|petang|malam|saat ini|berita ini))(?!\p{L})/iu;

function laterStage(sentences: readonly string[], text: string): string | null {
  for (const { early, late } of STAGES) {
    if (!early.test(text) || late.test(text)) continue;
    const told = sentences.findIndex((sentence) => early.test(sentence));
    const later = sentences.slice(told + 1).find((sentence) => late.test(sentence) && !STILL.test(sentence));
    if (told !== -1 && later !== undefined) return later;
  }
  return null;
}

/** Where a matter stands first, and the words with which it has come further. */
const STAGES: readonly { early: RegExp; late: RegExp }[] = [
  {
    early:
      /(?:mengeluarkan|keluarkan|menerbitkan|dikeluarkan|diterbitkan)[^.]*peringatan|peringatan[^.]*(?:dikeluarkan|diterbitkan)/iu,
    late: /peringatan[^.]*(?:dicabut|diakhiri|dinyatakan berakhir)|(?:mencabut|mengakhiri)[^.]*peringatan/iu,
  },
  {
    early:
      /(?<!\p{L})(?:masih (?:berkeliaran|buron|diburu|dikejar|dalam pengejaran)|memburu|diburu)(?!\p{L})/iu,
    late: /(?<!\p{L})(?:pelaku|tersangka|buronan)(?: (?:itu|tersebut))? (?:(?:sudah|telah|akhirnya|berhasil) )+(?:ditangkap|diringkus|dibekuk|diciduk|diamankan|dilumpuhkan)(?!\p{L})/iu,
  },
  {
    early: /(?<!\p{L})(?:tertimbun|terjebak|hilang|hanyut|terseret)(?!\p{L})/iu,
    late: /(?<!\p{L})(?:semua|seluruh|kelima|keempat|ketiga|kedua|keenam|ketujuh|sudah|telah|akhirnya)(?!\p{L})[^.]*ditemukan[^.]*(?<!\p{L})(?:selamat|tewas|meninggal|hidup)(?!\p{L})/iu,
  },
];

const STILL = /(?<!\p{L})(?:belum|tidak|masih|jika|bila|akan|lain|lainnya|sebagian)(?!\p{L})/iu;
