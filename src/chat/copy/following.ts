import type { Region } from "../../articles/region.ts";
import type { Topic } from "../../articles/topic.ts";
import type { Button, ChatKind, OutgoingMessage } from "../../delivery/delivery.ts";
import type { RichText } from "../../delivery/rich-text.ts";
import { type Filtering, type Follows, followsNothing, type Wish } from "../follows.ts";
import type { Newsroom, WouldHaveCome } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import { asKeywords } from "../understanding/pleas.ts";
import { nearRegion } from "../understanding/region-names.ts";
import type { NearTopic } from "../understanding/topic-names.ts";
import {
  beyondTopics,
  dropButton,
  followed,
  islandButtons,
  nameOf,
  NO_REGION,
  noSuchTopic,
  offers,
  regionButton,
  topicButtons,
} from "./followed.ts";
import { clip, filterName, fitting, inMarks, inPairs, list, number, place, text, who } from "./pieces.ts";
import { pausedNow } from "./settings.ts";

/** Starting and following. */

export function welcome(
  follows: Follows,
  editor: boolean,
  { newsroom, ...choosable }: Choosable & { newsroom: Newsroom },
): OutgoingMessage {
  return {
    text: [
      { bold: `Selamat datang di ${newsroom.name}.` },
      "\nKami mengirim ringkasan berita begitu terbit, sesuai topik yang Anda pilih." +
        (editor
          ? "\n\nAnda termasuk redaksi: /antrean memperlihatkan draf yang menunggu, /siarkan membuat siaran, /masuk membuka meja redaksi di web, /bantuan memuat semuanya."
          : "") +
        "\n\nTopik apa yang ingin Anda ikuti?",
    ],
    buttons: choices(follows, choosable),
  };
}

export function welcomeBack(chat: Listening, choosable: Choosable, now: Date): OutgoingMessage {
  return {
    text: [{ bold: "Selamat datang kembali." }, `\n${listensNow(chat, choosable, now)}`],
    buttons: choices(chat.follows, choosable),
  };
}

/** A chat with what it hears from us, and when. */
interface Listening {
  kind: ChatKind;
  follows: Follows;
  preferences: Preferences;
}

function listensNow({ kind, follows, preferences }: Listening, { topics }: Choosable, now: Date): string {
  return `${followed(kind, follows, topics)}${pausedNow(preferences, now)}`;
}

/**
 * Said in a group or channel that has just taken us in. Where there are no buttons the topics are named instead: nobody has
 * spoken yet whose numbers we could understand.
 */
export function greetGroup(
  kind: ChatKind,
  follows: Follows,
  topics: readonly Topic[],
  { name }: Newsroom,
  buttons: boolean,
): OutgoingMessage {
  const state = followsNothing(follows) ? "" : `\n${followed(kind, follows, topics)}`;
  const how = buttons ? "dengan tombol di bawah atau mengetik" : "dengan mengetik";
  const names = buttons ? "" : `\nTopik: ${list(topics.map((topic) => topic.name))}.`;
  const greeting: RichText = [
    { bold: `Halo, ini ${name}.` },
    `\nKami mengirim ringkasan berita begitu terbit.${state}${names}` +
      `\n\nAdmin dapat memilih topik ${how}, misalnya, /langganan ${topics[0]?.id ?? "semua"}.`,
  ];
  return buttons ? { text: greeting, buttons: topicButtons(follows, topics) } : { text: greeting };
}

/** What the chat follows, with a button to change each. */
export function followsNow(chat: Listening, choosable: Choosable, now: Date): OutgoingMessage {
  return {
    text: [`${listensNow(chat, choosable, now)}\nPilih untuk mengubah:`],
    buttons: choices(chat.follows, choosable),
  };
}

/** The islands, or one island's provinces with a button for each; regencies and cities are many, and typed. */
export function regionsToFollow(
  kind: ChatKind,
  follows: Follows,
  regions: readonly Region[],
  island: string | null,
): OutgoingMessage {
  if (regions.length === 0) return text("Belum ada wilayah yang dapat diikuti di sini.");
  const here = follows.regions.map((name) => regionButton(follows, name));
  const how = "Ketik nama provinsi, kabupaten, atau kota, misalnya: /wilayah Banyuwangi";
  if (island === null) {
    const now =
      here.length === 0
        ? `${who(kind)} belum mengikuti wilayah mana pun.`
        : `${who(kind)} mengikuti wilayah ${list(follows.regions)}.`;
    return {
      text: [`${now}\n${how}\nAtau pilih:`],
      buttons: [...islandButtons(regions), ...here.flatMap(fitting).map((one) => [one])],
    };
  }
  const provinces = regions.filter((region) => region.island === island && region.name === region.province);
  return {
    text: [{ bold: island }, `\n${how}`],
    buttons: inPairs(provinces.flatMap(({ name }) => fitting(regionButton(follows, name)))),
  };
}

function choices(follows: Follows, { topics, regions }: Choosable): Button[][] {
  return [...topicButtons(follows, topics), beyondTopics(regions)];
}

/** What can be chosen to follow. */
interface Choosable {
  topics: readonly Topic[];
  regions: readonly Region[];
}

/** What a new filter would have sent in the last day. */
export interface Preview extends WouldHaveCome {
  wish: Filtering;
}

/** After a change. `unknown` was asked for, too, and is nothing that can be followed; `dropped` was followed until now. */
export function changed(
  kind: ChatKind,
  follows: Follows,
  topics: readonly Topic[],
  { unknown = [], preview = [], dropped = [] }: Beside = {},
): OutgoingMessage {
  const missed = unknown.length > 0 ? `\n${noSuchTopic(unknown, topics)}` : "";
  const ended =
    dropped.length > 0 ? `\nTidak diikuti lagi: ${list(dropped.map((wish) => nameOf(wish, topics)))}.` : "";
  return {
    text: [`Baik. ${followed(kind, follows, topics)}${ended}${missed}${previewed(preview, topics)}`],
    buttons: [...topicButtons(follows, topics), ...offers(unknown)],
  };
}

interface Beside {
  unknown?: readonly string[];
  preview?: readonly Preview[];
  dropped?: readonly Wish[];
}

/** Of one filter the newest headlines, of several only how many. */
function previewed(previews: readonly Preview[], topics: readonly Topic[]): string {
  const many = (count: number): string => (count === 0 ? "belum ada berita" : `${number(count)} berita`);
  const [first, ...others] = previews;
  if (first === undefined) return "";
  if (others.length > 0) {
    return `\n\nDalam 24 jam terakhir:${previews.map(({ wish, count }) => `\n${nameOf(wish, topics)}: ${many(count)}`).join("")}`;
  }
  if (first.count === 0) return "\n\nDalam 24 jam terakhir belum ada berita seperti itu.";
  const such = first.newest.map((headline) => `\n• ${clip(headline, 120)}`).join("");
  const more = first.count > first.newest.length ? ", antara lain" : "";
  return `\n\nDalam 24 jam terakhir ada ${many(first.count)} seperti itu${more}:${such}`;
}

/** A topic was nearly named. */
export function whichFollow({ topic, misspelt }: NearTopic, words: string): OutgoingMessage {
  const which = misspelt
    ? `Maksud Anda topik ${topic.name}?`
    : `${inMarks(words)} termasuk topik ${topic.name}. Ikuti yang mana?`;
  return {
    text: [which],
    buttons: [
      [{ label: `Topik ${topic.name}`, says: `/langganan ${topic.id}` }],
      ...fitting({ label: `Hanya kata ${inMarks(words)}`, says: `/ikuti ${asKeywords(words)}` }).map(
        (button) => [button],
      ),
    ],
  };
}

/** Filters joined by "dan". */
export function whichParts(parts: readonly string[]): OutgoingMessage {
  const each = { label: "Masing-masing", says: `/ikuti ${parts.map(asKeywords).join(", ")}` };
  const both = parts.length === 2 ? "keduanya" : "semuanya";
  const together = { label: `Hanya yang memuat ${both}`, says: `/ikuti ${asKeywords(parts.join(" "))}` };
  return {
    text: [`Ikuti ${list(parts.map(filterName))} masing-masing, atau hanya berita yang memuat ${both}?`],
    buttons: [each, together].flatMap(fitting).map((button) => [button]),
  };
}

/** For whoever wants no more of `words` and hears of them by a topic. */
export function partOfTopic({ topic }: NearTopic, words: string): OutgoingMessage {
  return {
    text: [`${inMarks(words)} termasuk topik ${topic.name}, yang Anda ikuti. Berhenti mengikuti topik itu?`],
    buttons: [dropButton({ kind: "topic", topic: topic.id }, [topic])],
  };
}

/** For whoever wants less of what they follow: it can be ended, or everything be fewer. */
export function endIt(followed: readonly Wish[], topics: readonly Topic[]): OutgoingMessage {
  return {
    text: [
      `Anda mengikuti ${list(followed.map((wish) => nameOf(wish, topics)))}. Ingin berhenti mengikutinya?`,
    ],
    buttons: [
      ...followed.flatMap((wish) => dropButton(wish, topics)).map((button) => [button]),
      [{ label: "Batasi semua berita", says: "/batas" }],
    ],
  };
}

/** `outlets` are those that can be followed. */
export function unknownOutlet(unknown: readonly string[], outlets: readonly string[]): OutgoingMessage {
  const names = unknown.map((one) => one.replace(NO_OUTLET, "")).join(", ");
  const buttons = outlets
    .slice(0, OUTLETS_SHOWN)
    .flatMap((outlet) => fitting({ label: outlet, says: `/ikuti media ${outlet}` }));
  return {
    text: [`Media ${inMarks(names)} tidak ada di sini.${outlets.length > 0 ? " Yang dapat diikuti:" : ""}`],
    ...(buttons.length > 0 && { buttons: inPairs(buttons) }),
  };
}

const OUTLETS_SHOWN = 20;
const NO_OUTLET = /^(?:media|outlet|sumber)\s+/i;

export function areOutlets(unknown: readonly string[]): boolean {
  return unknown.length > 0 && unknown.every((one) => NO_OUTLET.test(one));
}

export function unknownTopic(
  unknown: readonly string[],
  follows: Follows,
  topics: readonly Topic[],
): OutgoingMessage {
  return {
    text: [`${noSuchTopic(unknown, topics)} Topik yang tersedia:`],
    buttons: [...topicButtons(follows, topics), ...offers(unknown)],
  };
}

/** `unknown` was named as a region. */
export function unknownRegion(unknown: readonly string[], regions: readonly Region[]): OutgoingMessage {
  const near = unknown.flatMap((one) => {
    const { name } = nearRegion(one.replace(NO_REGION, ""), regions) ?? {};
    return name === undefined
      ? []
      : fitting({ label: name, says: `/ikuti wilayah ${name}` }).map((button) => [button]);
  });
  return {
    text: [`${noSuchTopic(unknown, [])} Periksa ejaannya, atau pilih:`],
    buttons: [...near, ...islandButtons(regions), ...offers(unknown)],
  };
}

export function areRegions(unknown: readonly string[]): boolean {
  return unknown.length > 0 && unknown.every((one) => NO_REGION.test(one));
}

export function askFollow(): OutgoingMessage {
  return text(
    "Apa yang ingin Anda ikuti? Ketik topik, nama daerah, atau kata apa saja, misalnya: banjir jakarta" +
      '\nTanpa kata tertentu: timnas -basket. Persis berurutan: "ibu kota".',
  );
}

export function tooManyFilters(
  kind: ChatKind,
  most: number,
  follows: Follows,
  topics: readonly Topic[],
): OutgoingMessage {
  return {
    text: [
      `Belum ditambahkan: paling banyak ${number(most)} kata, media, atau wilayah yang dapat diikuti. ` +
        `Pilih yang tidak perlu lagi untuk menghapusnya.\n${followed(kind, follows, topics)}`,
    ],
    buttons: topicButtons(follows, topics),
  };
}

/** For whoever follows everything and asks for a part of it. */
export function heardAnyway(kind: ChatKind, follows: Follows, topics: readonly Topic[]): OutgoingMessage {
  return {
    text: [
      `${followed(kind, follows, topics)} Yang itu sudah termasuk.` +
        "\nIngin hanya yang itu? Matikan dulu Semua berita.",
    ],
    buttons: topicButtons(follows, topics),
  };
}

export function notFollowed(
  kind: ChatKind,
  strange: readonly string[],
  follows: Follows,
  topics: readonly Topic[],
): OutgoingMessage {
  const what = strange.length > 0 ? `${inMarks(strange.join(", "))} tidak sedang diikuti. ` : "";
  return {
    text: [`${what}${followed(kind, follows, topics)}`],
    buttons: topicButtons(follows, topics),
  };
}

export function adminsOnly(kind: ChatKind): OutgoingMessage {
  return text(`Maaf, hanya admin ${place(kind)} yang dapat mengatur langganan di sini.`);
}
