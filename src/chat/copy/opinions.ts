import type { Topic } from "../../articles/topic.ts";
import type { ChatKind, OutgoingMessage } from "../../delivery/delivery.ts";
import type { Wish } from "../follows.ts";
import type { HeardAlert, Newsroom, Opinions, Verdict } from "../ports.ts";
import { dropButton, nameOf } from "./followed.ts";
import { clip, list, number, text, who } from "./pieces.ts";

/** Why an alert came, and what readers think of it. */

export function noAlertMeant(): OutgoingMessage {
  return text(
    "Berita mana yang Anda maksud? Balas langsung pesan beritanya; tanpa itu kami hanya mengenali berita dari 24 jam terakhir.",
  );
}

export function why(
  kind: ChatKind,
  alert: HeardAlert,
  because: readonly Wish[],
  topics: readonly Topic[],
): OutgoingMessage {
  const reason = alert.digest
    ? "sampai sebagai ringkasan dari yang Anda ikuti. Ketik /ringkasan untuk mengubahnya."
    : alert.toEveryone
      ? "dikirim redaksi ke semua pelanggan."
      : because.length === 0
        ? "sampai karena langganan yang sekarang sudah tidak diikuti lagi."
        : `sampai karena ${who(kind)} mengikuti: ${list(because.map((wish) => nameOf(wish, topics)))}.`;
  const drop = because.filter(({ kind }) => kind !== "all").flatMap((wish) => dropButton(wish, topics));
  const message = { text: [{ bold: clip(alert.headline) }, `\n${sentence(reason)}`] };
  return drop.length > 0 ? { ...message, buttons: drop.map((button) => [button]) } : message;
}

function sentence(words: string): string {
  return `Berita ini ${words}`;
}

/** Asked whether it is true: what readers can look at themselves, and how to report what is wrong. */
export function comesFrom({ headline, outlet, link, digest }: HeardAlert): OutgoingMessage {
  const from = outlet === null ? "Kabar ini dari redaksi" : `Kabar ini dari ${outlet}`;
  return {
    text: [
      { bold: clip(headline) },
      ...(digest ? [] : [`\n${from}${link === null ? "." : `; artikelnya: ${link}`}`]),
      "\nBila ada yang keliru, balas pesan beritanya dengan: salah, lalu apa yang keliru.",
    ],
    preview: false,
  };
}

/** Of what somebody else wrote we know nothing. */
export function cannotVouch({ contact }: Newsroom): OutgoingMessage {
  return text(
    "Benar tidaknya sebuah pesan tidak dapat kami pastikan; yang membalas di sini mesin. Ketik beberapa kata dari isinya, lalu kami carikan " +
      `beritanya.${contact === null ? "" : `\nBertanya kepada redaksi: ${contact}`}`,
  );
}

/** The alert itself, for whoever wants more of it than it told. */
export function moreOfAlert({ headline, outlet, link }: HeardAlert): OutgoingMessage {
  const more =
    link === null ? "Kami tidak punya keterangan lain tentang ini." : `Selengkapnya di artikelnya:\n${link}`;
  return { text: [{ bold: clip(headline) }, `${outlet === null ? "" : `\n${outlet}`}\n${more}`] };
}

export function opinionKept(verdict: Verdict): OutgoingMessage {
  return text(
    verdict === "wrong"
      ? "Terima kasih. Laporan Anda kami teruskan ke redaksi bersama beritanya."
      : "Terima kasih, pendapat Anda kami catat.",
  );
}

/** Told to editors; who said it stays with us. */
export function opinionForEditors(
  alert: Pick<HeardAlert, "id" | "headline">,
  verdict: Verdict,
  words: string | null,
  opinions: Opinions,
): OutgoingMessage {
  const what = verdict === "wrong" ? "Pembaca melaporkan kesalahan" : "Banyak pembaca tidak suka";
  return {
    text: [
      { bold: `${what} pada siaran ${alert.id}` },
      `\n${clip(alert.headline)}${words === null ? "" : `\n“${clip(words, 300)}”`}\n${opinionCounts(opinions)}`,
    ],
  };
}

export function opinionCounts({ good, bad, wrong }: Opinions): string {
  return `Pembaca: ${number(good)} suka, ${number(bad)} tidak suka, ${number(wrong)} melaporkan salah.`;
}
