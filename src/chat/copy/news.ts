import { type Alert, SAID } from "../../alerts/alert.ts";
import type { SourceNews } from "../../alerts/rereading.ts";
import type { SourceChange } from "../../alerts/source-change.ts";
import type { Change } from "../../articles/story-changes.ts";
import type { Button, OutgoingMessage } from "../../delivery/delivery.ts";
import type { RichText } from "../../delivery/rich-text.ts";
import type { Trouble } from "../../delivery/troubles.ts";
import type { SilentStories } from "../ports.ts";
import { stateOf } from "./alert-states.ts";
import { clip, shortened } from "./pieces.ts";

/** What editors are told of stories: a source that changed or took down an article after it became an alert, and what was left unsaid. */

const MOST_CHANGES = 8; // of more, an editor reads the article itself
const LONGEST = 200;

/** `held`: the alert was scheduled, and is a draft again. */
export function newsFromSource(alert: Alert, news: SourceNews, held: boolean): OutgoingMessage {
  if (typeof news === "string") return withoutPage(alert, news, held);
  return "retitled" in news ? retitled(alert, news.retitled, held) : changed(alert, news, held);
}

/** What changed, what of the alert no longer holds, and the correction as it would stand. */
function changed(
  alert: Alert,
  { changes, unsupported, correction }: SourceChange,
  held: boolean,
): OutgoingMessage {
  const said = SAID.includes(alert.state);
  const rest = changes.length - MOST_CHANGES;
  return {
    text: [
      { bold: "Sumber berubah" },
      `: ${called(alert)}.\n`,
      ...unsupported.flatMap((why): RichText => ["\n⚠️ ", why]),
      ...changes.slice(0, MOST_CHANGES).flatMap(line),
      ...(rest > 0 ? [`\n… dan ${rest} perubahan lain.`] : []),
      "\n\n",
      { bold: said ? "Ralat yang disiapkan:" : "Isinya menurut sumber yang baru:" },
      `\n${[correction.headline, correction.summary, correction.link ?? ""].filter((part) => part !== "").join("\n")}`,
      said
        ? `\n\nSebelum dikirim, ralat itu diperlihatkan dahulu seperti pembaca melihatnya; atau tulis sendiri dengan /ralat ${alert.id}.`
        : `\n\n${unsaid(alert, held)}`,
    ],
    buttons: [
      said
        ? [
            { label: "Siapkan ralat", says: `/ralat ${alert.id} sumber` },
            { label: "Tarik", says: `/tarik ${alert.id}` },
          ]
        : [{ label: "Ubah isi", says: `/ubah ${alert.id}` }, rejecting(alert)],
    ],
  };
}

function rejecting({ id, version }: Alert): Button {
  return { label: "Tolak draf", says: `/tolak ${id}v${version}` };
}

function unsaid(alert: Alert, held: boolean): string {
  if (held) return `Jadwalnya dibatalkan: siaran ${alert.id} menjadi draf lagi, dengan isi yang lama.`;
  if (alert.state === "scheduled") return `Siaran ${alert.id} ${stateOf(alert)}, dengan isi yang lama.`;
  return `Draf ${alert.id} masih memuat isi yang lama.`;
}

/** Nothing supports the alert any more. Many sites answer with another page for what they took down; or now it is for subscribers alone. */
function withoutPage(alert: Alert, why: "gone" | "another page", held: boolean): OutgoingMessage {
  const said = SAID.includes(alert.state);
  const [title, what] =
    why === "gone"
      ? ["Sumber dihapus", `halaman artikel untuk ${called(alert)} tidak ada lagi (404 atau 410).`]
      : [
          "Artikel tidak lagi di alamatnya",
          `halaman untuk ${called(alert)} kini berisi hal lain. Mungkin artikelnya dihapus, dipindahkan, atau hanya untuk pelanggan.`,
        ];
  return {
    text: [
      { bold: title },
      `: ${what}`,
      ...(alert.content.link === null ? [] : [`\n${alert.content.link}`]),
      "\n\n",
      held ? "Jadwalnya dibatalkan. " : "",
      said ? "Periksa, lalu tarik siarannya bila perlu." : "Periksa sebelum menyiarkannya.",
    ],
    buttons: [said ? [{ label: "Tarik", says: `/tarik ${alert.id}` }] : [rejecting(alert)]],
  };
}

/** Other figures or names in its title are all that we have of the new text. */
function retitled(alert: Alert, title: string, held: boolean): OutgoingMessage {
  const said = SAID.includes(alert.state);
  return {
    text: [
      { bold: "Sumber mengubah judul" },
      `: ${called(alert)}. Halaman artikelnya tidak dapat kami baca. Judulnya di sumber sekarang:\n`,
      { bold: clip(title, LONGEST) },
      ...(alert.content.link === null ? [] : [`\n${alert.content.link}`]),
      "\n\n",
      said
        ? `Periksa artikelnya, lalu ralat siarannya bila perlu: tulis /ralat ${alert.id}.`
        : unsaid(alert, held),
    ],
    buttons: [
      said
        ? [
            { label: "Tulis ralat", says: `/ralat ${alert.id}` },
            { label: "Tarik", says: `/tarik ${alert.id}` },
          ]
        : [{ label: "Ubah isi", says: `/ubah ${alert.id}` }, rejecting(alert)],
    ],
  };
}

/** Said under /antrean: articles that became no alert because readers have their story, and how to send one all the same. */
export function silentStories({ count, newest }: SilentStories): OutgoingMessage {
  return {
    text: [
      { bold: `Tidak disiarkan dalam 24 jam terakhir: ${count}` },
      ...newest.flatMap(({ headline, why, link }): RichText => [
        "\n\n",
        { bold: clip(headline, LONGEST) },
        `\n${why}${link === null ? "" : `\n/siarkan ${link}`}`,
      ]),
    ],
    preview: false,
  };
}

function called({ id, state, content }: Alert): string {
  return `${state === "draft" ? "draf" : "siaran"} ${id}, “${clip(content.headline, LONGEST)}”`;
}

const KINDS: Readonly<Record<Change["kind"], string>> = { figure: "Angka", name: "Nama", words: "Kata" };

function line({ kind, before, after }: Change): RichText {
  if (before === "") return ["\n+ ", { italic: clip(after, LONGEST) }];
  if (after === "") return ["\n– ", { italic: clip(before, LONGEST) }];
  return [`\n${KINDS[kind]}: `, { italic: clip(before, LONGEST) }, " → ", { bold: clip(after, LONGEST) }];
}

/** The publisher itself took the article back. */
export function sourceWithdrew(alert: Alert): OutgoingMessage {
  return {
    text: [
      { bold: "Sumber menarik artikelnya" },
      `: ${called(alert)}.`,
      ...(alert.content.link === null ? [] : [`\n${alert.content.link}`]),
      "\n\nTanyakan alasannya kepada penerbit sebelum memutuskan apa yang disampaikan kepada pembaca.",
    ],
    preview: false,
    ...(alert.state === "draft" && { buttons: [[rejecting(alert)]] }),
    ...(SAID.includes(alert.state) && { buttons: [[{ label: "Tarik", says: `/tarik ${alert.id}` }]] }),
  };
}

/** A publisher's endpoint was disabled. */
export function webhookDisabled(host: string, why: "gone" | "failing"): OutgoingMessage {
  const reason =
    why === "gone" ? "menyatakan alamatnya sudah dihapus" : "gagal menerima selama kira-kira sehari";
  return {
    text: [
      { bold: "Webhook dimatikan" },
      `: ${host} ${reason}, jadi tidak kami kabari lagi. Beri tahu penerbitnya; setelah diperbaiki, penerbit menyalakannya ` +
        "kembali lewat API.",
    ],
    preview: false,
  };
}

const MOST_SOURCES = 8; // a network that is gone takes all of them at once; a message holds 4096 characters
const SOME_NAMES = 5;
const LONGEST_NAME = 60;

/** Troubles of the service itself. Those of the whole service come before those of single sources. */
export function troubles(found: readonly Trouble[]): OutgoingMessage {
  const others = found
    .filter(({ source }) => source === undefined)
    .map(({ text }) => shortened(text, LONGEST));
  return {
    text: [
      { bold: "Kabar Kilat perlu dilihat" },
      ...[...others, ...deadSources(found)].map((text) => `\n• ${text}`),
    ],
    preview: false,
  };
}

/** Each source with its reason; where there are many, only some by name. */
function deadSources(found: readonly Trouble[]): string[] {
  const dead = found.flatMap(({ source, text }) => (source === undefined ? [] : { source, text }));
  if (dead.length <= MOST_SOURCES) return dead.map(({ text }) => shortened(text, LONGEST));
  const some = named(
    dead.map(({ source }) => source),
    SOME_NAMES,
  );
  return [
    `${dead.length} sumber bermasalah, antara lain ${some}. Periksa jaringan di mesin layanan; sebabnya satu per satu ada di ` +
      "meja redaksi, halaman Sumber.",
  ];
}

export function troubleOver(names: readonly string[]): OutgoingMessage {
  const rest = names.length - MOST_SOURCES;
  return {
    text: [{ bold: "Pulih: " }, `${named(names, MOST_SOURCES)}${rest > 0 ? `, dan ${rest} lainnya` : ""}.`],
    preview: false,
  };
}

function named(names: readonly string[], most: number): string {
  return names
    .slice(0, most)
    .map((name) => clip(name, LONGEST_NAME))
    .join(", ");
}
