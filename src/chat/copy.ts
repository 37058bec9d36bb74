import type { Region } from "../articles/region.ts";
import type { Topic } from "../articles/topic.ts";
import type { Reach } from "../delivery/audience.ts";
import type { Button, ChatKind, MessengerName, OutgoingMessage } from "../delivery/delivery.ts";
import { type RichText, untapped } from "../delivery/rich-text.ts";
import { readFilter } from "../search/filter.ts";
import type { InlineItem, Said } from "./said.ts";
import { age, clockTime, dayName, zoneName } from "./age.ts";
import { type Command, COMMANDS } from "./commands.ts";
import { type Filtering, type Follows, followsNothing, type Wish } from "./follows.ts";
import type { Verdict } from "./intent.ts";
import type { FoundArticle, FoundPage, HeardAlert, Kept, Opinions, WouldHaveCome } from "./ports.ts";
import type { Preferences, Preferred, Setting } from "./preferences.ts";
import { asKeywords } from "./spoken.ts";
import { nearRegion, type NearTopic } from "./wishes.ts";

/** Every Indonesian sentence the conversation says, in one file. Each function gives one whole message. */

const NAME = "Kabar Kilat";

export const MESSENGERS: Readonly<Record<MessengerName, string>> = {
  telegram: "Telegram",
  whatsapp: "WhatsApp",
  console: "Terminal",
};

export const KINDS: Readonly<Record<ChatKind, string>> = {
  channel: "Saluran",
  group: "Grup",
  private: "Chat pribadi",
};

// --- starting, following, leaving --------------------------------------------

export function welcome(follows: Follows, editor: boolean, { topics, regions }: Choosable): OutgoingMessage {
  return {
    text: [
      { bold: `Selamat datang di ${NAME}.` },
      "\nKami mengirim ringkasan berita begitu terbit, sesuai topik yang Anda pilih." +
        (editor
          ? "\n\nAnda termasuk redaksi: /antrean memperlihatkan draf yang menunggu, /siarkan membuat siaran, /masuk membuka meja redaksi di web, /bantuan memuat semuanya."
          : "") +
        "\n\nTopik apa yang ingin Anda ikuti?",
    ],
    buttons: [...topicButtons(follows, topics), beyondTopics(regions)],
  };
}

export function welcomeBack(
  kind: ChatKind,
  follows: Follows,
  preferences: Preferences,
  { topics, regions }: Choosable,
  now: Date,
): OutgoingMessage {
  return {
    text: [
      { bold: "Selamat datang kembali." },
      `\n${followed(kind, follows, topics)}${pausedNow(preferences, now)}`,
    ],
    buttons: [...topicButtons(follows, topics), beyondTopics(regions)],
  };
}

/**
 * Said in a group or channel that has just taken us in. Where there are no buttons the topics are named instead: nobody has
 * spoken yet whose numbers we could understand.
 */
export function greetGroup(
  kind: ChatKind,
  follows: Follows,
  topics: readonly Topic[],
  buttons: boolean,
): OutgoingMessage {
  const state = followsNothing(follows) ? "" : `\n${followed(kind, follows, topics)}`;
  const how = buttons ? "dengan tombol di bawah atau mengetik" : "dengan mengetik";
  const names = buttons ? "" : `\nTopik: ${list(topics.map(({ name }) => name))}.`;
  const greeting: RichText = [
    { bold: `Halo, ini ${NAME}.` },
    `\nKami mengirim ringkasan berita begitu terbit.${state}${names}` +
      `\n\nAdmin dapat memilih topik ${how}, misalnya, /langganan ${topics[0]?.id ?? "semua"}.`,
  ];
  return buttons ? { text: greeting, buttons: topicButtons(follows, topics) } : { text: greeting };
}

/** What the chat follows, with a button to change each. */
export function followsNow(
  kind: ChatKind,
  follows: Follows,
  preferences: Preferences,
  { topics, regions }: Choosable,
  now: Date,
): OutgoingMessage {
  return {
    text: [`${followed(kind, follows, topics)}${pausedNow(preferences, now)}\nPilih untuk mengubah:`],
    buttons: [...topicButtons(follows, topics), beyondTopics(regions)],
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
  const missed = unknown.length > 0 ? `\n${noSuchTopic(unknown)}` : "";
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
    text: [`${noSuchTopic(unknown)} Topik yang tersedia:`],
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
    text: [`${noSuchTopic(unknown)} Periksa ejaannya, atau pilih:`],
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

/** `follows` is what has just ended: whoever meant "for now" has it back with one press. */
export function goodbye(kind: ChatKind, follows: Follows): OutgoingMessage {
  const message = text(
    kind === "private"
      ? "Langganan Anda sudah dihentikan. Kami tidak akan mengirim berita lagi.\nIngin kembali? Ketik /start kapan saja."
      : "Langganan di sini sudah dihentikan. Kami tidak akan mengirim berita lagi.\nIngin kembali? Admin dapat mengetik /start kapan saja.",
  );
  const buttons = backTo(follows);
  return buttons.length > 0 ? { ...message, buttons: [buttons] } : message;
}

/** What brings all of it back; nothing where there was nothing, or more than a button holds. */
function backTo({ all, breaking, topics, words, outlets, regions }: Follows): Button[] {
  const names = [
    ...(all ? ["semua"] : []),
    ...topics,
    ...words.map(asKeywords),
    ...outlets.map((outlet) => `media ${outlet}`),
    ...regions.map((region) => `wilayah ${region}`),
    ...(breaking ? ["kilat"] : []),
  ];
  return names.length === 0 ? [] : fitting({ label: "Ikuti lagi", says: `/ikuti ${names.join(", ")}` });
}

/** For an editor who said "stop" and may have meant all sending. */
export function goodbyeEditor(): OutgoingMessage {
  return text(
    "Langganan Anda sendiri sudah dihentikan.\nUntuk menghentikan semua pengiriman, ketik /hentikan. Untuk kembali berlangganan, ketik /start.",
  );
}

/** For whoever asks how to stop: nothing has happened yet. */
export function howToLeave(): OutgoingMessage {
  return {
    text: [
      "Ketik /berhenti kapan saja, lalu kami tidak mengirim berita lagi. Bisa juga jeda dulu, atau kurangi topiknya.",
    ],
    buttons: [
      [STOP, { label: "Jeda seminggu", says: "/jeda seminggu" }],
      [{ label: "Atur topik", says: "/langganan" }],
    ],
  };
}

/** Nothing is followed that may have been a plea to stop; `words` can be, and `search` looked for, with one more press. */
export function unsure(words: string | null, search?: string): OutgoingMessage {
  return {
    text: ["Maaf, kami belum yakin maksud Anda, jadi belum ada yang diubah. Apa yang Anda inginkan?"],
    buttons: [
      [STOP, { label: "Jeda", says: "/jeda" }],
      [
        { label: "Atur topik", says: "/langganan" },
        { label: "Atur waktu", says: "/atur" },
      ],
      ...(words === null ? [] : offer(words).map((button) => [button])),
      ...(search === undefined
        ? []
        : fitting({ label: `Cari ${inMarks(search)}`, says: `/cari ${search}` }).map((button) => [button])),
    ],
  };
}

const STOP: Button = { label: "Berhenti", says: "/berhenti" };

export function adminsOnly(kind: ChatKind): OutgoingMessage {
  return text(`Maaf, hanya admin ${place(kind)} yang dapat mengatur langganan di sini.`);
}

// --- quiet -------------------------------------------------------------------

/** When and how often this chat hears from us, with a button for what most people choose. */
export function settings(preferences: Preferences, now: Date): OutgoingMessage {
  return {
    text: [{ bold: "Waktu dan jumlah" }, `\n${summaryOf(preferences, now)}`],
    buttons: settingButtons(isPaused(preferences, now)),
  };
}

/** What was changed, and nothing else. */
export function preferred(wanted: Preferred, preferences: Preferences, now: Date): OutgoingMessage {
  const { zone, quiet, digest, breakingAnyway, mostADay } = preferences;
  const digests = digestTimes(preferences);
  const waits = quiet !== null || digests.length > 0;
  const hours =
    quiet === null ? "" : `Pukul ${spanOf(quiet)} ${zoneName(zone)} kami diam, dan beritanya menyusul.`;
  const together = `Berita dikumpulkan menjadi satu pesan pukul ${list(digests)} ${zoneName(zone)}.`;
  const lines = [
    wanted.quiet === undefined ? "" : hours || "Jam tenang dimatikan.",
    wanted.digest === undefined
      ? ""
      : digests.length > 0
        ? together
        : "Berita datang satu per satu, begitu terbit.",
    wanted.zone !== undefined && wanted.quiet === undefined && wanted.digest === undefined
      ? `Waktu Anda sekarang ${zoneName(zone)}.${hours === "" ? "" : ` ${hours}`}`
      : "",
    waits && (wanted.quiet || digest === wanted.digest || wanted.breakingAnyway !== undefined)
      ? breakingAnyway
        ? "Berita kilat tetap langsung datang."
        : "Berita kilat ikut menunggu."
      : "",
    wanted.mostADay === undefined
      ? ""
      : mostADay === null
        ? "Jumlah berita tidak dibatasi lagi."
        : `Paling banyak ${number(mostADay)} berita sehari, selain berita kilat.`,
    wanted.pause === "over" ? "Jeda selesai, berita dikirim lagi." : pausedNow(preferences, now).trim(),
  ];
  const buttons = isPaused(preferences, now) ? [PAUSE_OVER, ALL_SETTINGS] : [ALL_SETTINGS];
  return { text: [`Baik. ${lines.filter((line) => line !== "").join(" ")}`], buttons: [buttons] };
}

const ALL_SETTINGS: Button = { label: "Pengaturan lain", says: "/atur" };
const PAUSE_OVER: Button = { label: "Selesai jeda", says: "/jeda selesai" };

function isPaused({ pausedUntil }: Preferences, now: Date): boolean {
  return pausedUntil !== null && pausedUntil > now;
}

function pausedNow({ pausedUntil, zone }: Preferences, now: Date): string {
  if (pausedUntil === null || pausedUntil <= now) return "";
  return `\nTidak ada berita sampai ${dayName(pausedUntil, zone)} pukul ${clockTime(pausedUntil, zone)}.`;
}

/** The command of a setting with nothing after it, or with `said`, which makes no sense there. */
export function whichSetting(
  setting: Setting,
  said: string,
  preferences: Preferences,
  now: Date,
): OutgoingMessage {
  const sorry = said === "" ? "" : `Maaf, ${inMarks(said)} belum kami mengerti.\n`;
  return {
    text: [`${sorry}${HOW[setting]}\nSekarang: ${stateOf(setting, preferences, now)}`],
    buttons: howButtons(setting, isPaused(preferences, now)),
  };
}

const HOW: Readonly<Record<Setting, string>> = {
  quiet:
    "Jam tenang: pada jam itu kami diam, dan beritanya menyusul sesudahnya. Contoh: /tenang 22-5 wita" +
    "\nBerita kilat tetap langsung datang, kecuali Anda ketik: /tenang 22-5 tanpa kilat",
  digest:
    "Ringkasan: semua berita dalam satu pesan, pukul 06.00, pukul 18.00, atau keduanya. Contoh: /ringkasan pagi",
  most:
    "Batas: paling banyak berapa berita sehari? Balas dengan angkanya, misalnya 5. Tanpa batas: /batas mati" +
    "\nBerita kilat tidak dihitung.",
  pause: "Jeda: kami diam dulu, lalu mulai lagi sendiri. Contoh: /jeda seminggu, /jeda malam ini",
};

/** For whoever is sent more than they like. */
export function tooMuch(): OutgoingMessage {
  return {
    text: ["Maaf kalau terlalu banyak. Apa yang Anda inginkan?"],
    buttons: [
      [{ label: "Satu pesan pagi dan sore", says: "/ringkasan pagi dan sore" }],
      [{ label: "Hanya berita kilat", says: "/langganan hanya kilat" }],
      [{ label: "Paling banyak 3 berita sehari", says: "/batas 3" }], // the third: "3" is both its number and its amount
      [{ label: "Jeda seminggu", says: "/jeda seminggu" }],
      [STOP],
    ],
  };
}

function howButtons(setting: Setting, paused: boolean): Button[][] {
  return setting === "pause" && paused ? [...HOW_BUTTONS.pause, [PAUSE_OVER]] : HOW_BUTTONS[setting];
}

const HOW_BUTTONS: Readonly<Record<Setting, Button[][]>> = {
  quiet: [
    [
      { label: "21.00–05.00", says: "/tenang 21-5" },
      { label: "22.00–06.00", says: "/tenang 22-6" },
    ],
    [
      { label: "WIB", says: "/tenang wib" },
      { label: "WITA", says: "/tenang wita" },
      { label: "WIT", says: "/tenang wit" },
    ],
    [{ label: "Tanpa jam tenang", says: "/tenang mati" }],
  ],
  digest: [
    [
      { label: "Pagi", says: "/ringkasan pagi" },
      { label: "Sore", says: "/ringkasan sore" },
      { label: "Pagi dan sore", says: "/ringkasan pagi dan sore" },
    ],
    [{ label: "Satu per satu", says: "/ringkasan mati" }],
  ],
  most: [
    [
      { label: "3", says: "/batas 3" },
      { label: "5", says: "/batas 5" },
      { label: "10", says: "/batas 10" },
    ],
    [{ label: "Tanpa batas", says: "/batas mati" }],
  ],
  pause: [
    [
      { label: "Sehari", says: "/jeda sehari" },
      { label: "Seminggu", says: "/jeda seminggu" },
    ],
  ],
};

function settingButtons(paused: boolean): Button[][] {
  return [
    [
      { label: "Jam tenang", says: "/tenang" },
      { label: "Ringkasan", says: "/ringkasan" },
    ],
    [{ label: "Batas sehari", says: "/batas" }, paused ? PAUSE_OVER : { label: "Jeda", says: "/jeda" }],
  ];
}

function summaryOf(preferences: Preferences, now: Date): string {
  const { quiet, breakingAnyway } = preferences;
  const waits = quiet !== null || digestTimes(preferences).length > 0;
  const lines = [
    pausedNow(preferences, now).trim(),
    `Jam tenang: ${stateOf("quiet", preferences, now)}`,
    `Berita datang: ${stateOf("digest", preferences, now)}`,
    `Batas sehari: ${stateOf("most", preferences, now)}`,
    waits ? `Berita kilat: ${breakingAnyway ? "selalu langsung" : "ikut menunggu"}` : "",
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function stateOf(setting: Setting, preferences: Preferences, now: Date): string {
  const { zone, quiet, mostADay } = preferences;
  switch (setting) {
    case "quiet":
      return quiet === null ? "tidak ada" : `${spanOf(quiet)} ${zoneName(zone)}`;
    case "digest": {
      const times = digestTimes(preferences);
      return times.length > 0
        ? `dalam ringkasan pukul ${list(times)} ${zoneName(zone)}`
        : "satu per satu, begitu terbit";
    }
    case "most":
      return mostADay === null ? "tidak ada" : `${number(mostADay)} berita, selain berita kilat`;
    case "pause":
      return pausedNow(preferences, now).trim() || "tidak sedang jeda";
  }
}

function digestTimes({ digest }: Preferences): string[] {
  return [digest.morning ? "06.00" : "", digest.evening ? "18.00" : ""].filter((one) => one !== "");
}

function spanOf({ from, until }: NonNullable<Preferences["quiet"]>): string {
  return `${minute(from)}–${minute(until)}`;
}

function minute(ofDay: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(ofDay / 60))}.${two(ofDay % 60)}`;
}

// --- alerts, and what readers think of them ----------------------------------

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

function nameOf(wish: Wish, topics: readonly Topic[]): string {
  switch (wish.kind) {
    case "all":
      return "semua berita";
    case "breaking":
      return "berita kilat";
    case "topic":
      return topics.find(({ id }) => id === wish.topic)?.name ?? wish.topic;
    case "words":
      return filterName(wish.words);
    case "outlet":
      return `media ${wish.outlet}`;
    case "region":
      return `wilayah ${wish.region}`;
  }
}

function dropButton(wish: Wish, topics: readonly Topic[]): Button[] {
  const label = `Berhenti mengikuti ${nameOf(wish, topics)}`;
  switch (wish.kind) {
    case "all":
      return [];
    case "breaking":
      return [{ label, says: "/berhenti kilat" }];
    case "topic":
      return [{ label, says: `/berhenti ${wish.topic}` }];
    case "words":
      return fitting({ label, says: `/berhenti ${asKeywords(wish.words)}` });
    case "outlet":
      return fitting({ label, says: `/berhenti media ${wish.outlet}` });
    case "region":
      return fitting({ label, says: `/berhenti wilayah ${wish.region}` });
  }
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

// --- what we keep ------------------------------------------------------------

export function privatelyOnly(): OutgoingMessage {
  return text("Perintah itu hanya untuk chat pribadi dengan kami.");
}

export function nothingKept(): OutgoingMessage {
  return text("Kami tidak menyimpan data apa pun tentang Anda.");
}

export function dataKept(
  chat: Said["chat"],
  { since, listens, follows, preferences, deliveries, opinions }: Kept,
  topics: readonly Topic[],
  now: Date,
): OutgoingMessage {
  const where = MESSENGERS[chat.messenger];
  return {
    text: [
      { bold: "Yang kami simpan tentang Anda" },
      `\nNomor chat Anda di ${where}: ${chat.address.replace(/@.*$/, "")}` +
        `\nSejak ${dayName(since, preferences.zone)}${listens ? "" : ", dan sekarang tidak berlangganan"}` +
        `\n${followed(chat.kind, follows, topics)}` +
        `\n${summaryOf(preferences, now)}` +
        `\nCatatan kiriman berita: ${number(deliveries)}` +
        `\nPendapat tentang berita: ${number(opinions)}` +
        "\nPercakapan ini: paling lama 24 jam" +
        "\n\nNama Anda tidak kami simpan. Ketik /hapusdataku untuk menghapus semuanya.",
    ],
    buttons: [[{ label: "Hapus semua data saya", says: "/hapusdataku" }]],
  };
}

export function confirmErase(): OutgoingMessage {
  return {
    text: [
      "Semua data Anda akan dihapus untuk selamanya, dan berita tidak dikirim lagi. Ini tidak dapat dibatalkan. Hapus? Balas “ya” kalau yakin.",
    ],
    buttons: [
      [
        { label: "Ya, hapus semuanya", says: "/hapusdataku ya" },
        { label: "Batal", says: "/batal" },
      ],
    ],
  };
}

export function erased(proof: string): OutgoingMessage {
  return text(
    `Semua data Anda sudah dihapus dan langganan berakhir. Kode bukti: ${proof}` +
      "\nKode itu satu-satunya yang kami catat, dan tidak menunjuk kepada Anda.",
  );
}

// --- under load --------------------------------------------------------------

export function slowDown(): OutgoingMessage {
  return text("Pesan Anda terlalu banyak dalam waktu singkat. Tunggu sebentar, lalu coba lagi.");
}

export function busy(): OutgoingMessage {
  return text("Sedang banyak yang mencari berita. Coba lagi sebentar lagi, atau ketik /terbaru.");
}

// --- searching ---------------------------------------------------------------

export const PER_PAGE = 5;

/** What was looked for. `kept`: only among what is of those days. A subject of "" is everything. */
export interface Looked {
  subject: string;
  days: string | null;
  kept: boolean;
  /** It could as well be a plea to stop. */
  refuses: boolean;
  /** It may have been said to be followed. */
  toFollow: boolean;
}

/** `topics` are those that the words name. */
export function results(
  looked: Looked,
  page: number,
  found: FoundPage,
  now: Date,
  topics: readonly Topic[],
): OutgoingMessage {
  const { subject, days, kept, refuses, toFollow } = looked;
  const head: RichText = found.near
    ? nearHead(looked, found.meant)
    : [
        ...(subject === "" ? [{ bold: "Berita" }] : ["Hasil pencarian ", quoted(subject)]),
        days !== null && kept ? ` dari ${days}` : "",
        page > 1 ? `, halaman ${number(page)}:` : ":",
      ];
  const pages = pageButtons(page, found.more, "/hal");
  const offered = found.near || toFollow ? offer(found.meant ?? subject) : [];
  const follow = topics.length > 0 ? topicsOffer(topics) : offered;
  return listed(head, found, now, [...pages, ...(refuses ? [STOP] : follow)]);
}

/** Above what comes closest. */
function nearHead({ subject, days, kept }: Looked, meant: string | undefined): RichText {
  if (days !== null && !kept)
    return ["Tidak ada berita ", quoted(subject), ` dari ${days}. Yang paling dekat:`];
  if (meant !== undefined) return ["Mungkin maksud Anda ", quoted(meant), ":"];
  return ["Tidak ada yang persis ", quoted(subject), ". Yang paling dekat:"];
}

/** Words nobody wrote of yet can be waited for. */
export function nothingFound({ subject, days, refuses }: Looked, topics: readonly Topic[]): OutgoingMessage {
  if (subject === "")
    return text(`Tidak ada berita dari ${days ?? "hari itu"}. Ketik /terbaru untuk yang terbaru.`);
  const buttons = refuses ? [STOP] : topics.length > 0 ? topicsOffer(topics) : offer(subject);
  return {
    text: [
      "Belum ada berita tentang ",
      quoted(subject),
      ". Coba kata lain atau lebih sedikit kata, atau ketik /terbaru.",
    ],
    ...(buttons.length > 0 && { buttons: [buttons] }),
  };
}

function topicsOffer(topics: readonly Topic[]): Button[] {
  const says = `/langganan ${topics.map(({ id }) => id).join(", ")}`;
  return fitting({ label: `Ikuti topik ${list(topics.map(({ name }) => name))}`, says });
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

// --- help, and when we are at a loss -----------------------------------------

export function help(kind: ChatKind, editor: boolean): OutgoingMessage {
  const hint =
    kind === "private"
      ? "\n\nTanpa garis miring juga bisa. Kata apa pun yang lain akan kami cari di arsip berita."
      : "";
  const desk: RichText = editor ? ["\n\n", { bold: "Redaksi" }, `\n${commandLines("editor", kind)}`] : [];
  return { text: [{ bold: "Yang dapat Anda ketik" }, `\n${commandLines("reader", kind)}${hint}`, ...desk] };
}

export function whoWeAre(): OutgoingMessage {
  return text(
    `Ini ${NAME}, layanan berita otomatis di chat. Kami mengirim ringkasan berita yang Anda ikuti dan mencarikan berita untuk Anda; ` +
      "yang membalas di sini mesin, bukan orang.\nMulai: /start. Semua perintah: /bantuan. Berhenti: /berhenti.",
  );
}

export function youAreWelcome(): OutgoingMessage {
  return text("Sama-sama. Ketik /bantuan untuk melihat perintah.");
}

export function unclear(): OutgoingMessage {
  return text("Maaf, kami belum mengerti. Ketik beberapa kata untuk mencari berita, atau /bantuan.");
}

export function unknownCommand(): OutgoingMessage {
  return text("Perintah itu tidak ada. Ketik /bantuan untuk melihat daftarnya.");
}

export function noSuchChoice(of: number): OutgoingMessage {
  return text(of === 1 ? "Pilihannya hanya angka 1." : `Pilih satu angka dari 1 sampai ${number(of)}.`);
}

export function cancelled(): OutgoingMessage {
  return text("Baik, dibatalkan.");
}

export function trouble(): OutgoingMessage {
  return text("Maaf, ada gangguan di tempat kami. Coba lagi sebentar lagi.");
}

/** Under a list without buttons. */
export function answerWithNumber(count: number): string {
  return count === 1 ? "Balas dengan angka 1 untuk memilih." : "Balas dengan angka pilihan Anda.";
}

// --- the pieces --------------------------------------------------------------

export function text(line: string): OutgoingMessage {
  return { text: [line] };
}

/** Each topic toggles: what is followed says /berhenti, what is not says /langganan. */
function topicButtons(follows: Follows, topics: readonly Topic[]): Button[][] {
  const toggle = (on: boolean, label: string, id: string): Button =>
    on ? { label: `✅ ${label}`, says: `/berhenti ${id}` } : { label, says: `/langganan ${id}` };
  const each = topics.map(({ id, name }) => toggle(follows.all || follows.topics.includes(id), name, id));
  const rows = inPairs(each);
  rows.push([
    toggle(follows.all, "Semua berita", "semua"),
    toggle(follows.breaking, "Berita kilat", "kilat"),
  ]);
  const filters = [
    ...follows.words.map((words) => toggle(true, filterName(words), asKeywords(words))),
    ...follows.outlets.map((outlet) => toggle(true, `Media ${outlet}`, `media ${outlet}`)),
    ...follows.regions.map((region) => toggle(true, `Wilayah ${region}`, `wilayah ${region}`)),
  ];
  return [...rows, ...filters.flatMap((button) => fitting(button).map((one) => [one]))];
}

/** The ways to what is no topic. */
function beyondTopics(regions: readonly Region[]): Button[] {
  const words = { label: "Kata lain …", says: "/ikuti" };
  return regions.length === 0 ? [words] : [{ label: "Wilayah …", says: "/wilayah" }, words];
}

function regionButton(follows: Follows, name: string): Button {
  return follows.regions.includes(name)
    ? { label: `✅ ${name}`, says: `/berhenti wilayah ${name}` }
    : { label: name, says: `/ikuti wilayah ${name}` };
}

function islandButtons(regions: readonly Region[]): Button[][] {
  const islands = [...new Set(regions.map(({ island }) => island))];
  return inPairs(islands.map((name) => ({ label: name, says: `/wilayah ${name}` })));
}

export function inPairs(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let i = 0; i < buttons.length; i += 2) rows.push(buttons.slice(i, i + 2));
  return rows;
}

/** What is no topic may be followed as words. */
function offers(unknown: readonly string[]): Button[][] {
  const words = unknown.map((one) => one.replace(NO_REGION, "")).join(" ");
  return words === "" ? [] : offer(words).map((button) => [button]);
}

function offer(words: string): Button[] {
  const filter = readFilter(words);
  return filter === null
    ? []
    : fitting({ label: `Ikuti ${filterName(filter.words)}`, says: `/ikuti ${asKeywords(filter.words)}` });
}

const BUTTON_BYTES = 64; // Telegram's limit for what a button says (InlineKeyboardButton.callback_data)

function fitting(button: Button): Button[] {
  return Buffer.byteLength(button.says) <= BUTTON_BYTES ? [button] : [];
}

/** "Anda mengikuti Ekonomi, Olahraga, dan berita kilat dari semua topik." */
function followed(kind: ChatKind, follows: Follows, topics: readonly Topic[]): string {
  if (follows.all) return `${who(kind)} mengikuti semua berita.`;
  const things = [
    ...topics.filter(({ id }) => follows.topics.includes(id)).map(({ name }) => name),
    ...follows.words.map(filterName),
    ...follows.outlets.map((outlet) => `media ${outlet}`),
    ...follows.regions.map((region) => `wilayah ${region}`),
    ...(follows.breaking ? ["berita kilat dari semua topik"] : []),
  ];
  return things.length === 0
    ? `${who(kind)} belum mengikuti apa pun.`
    : `${who(kind)} mengikuti ${list(things)}.`;
}

function who(kind: ChatKind): string {
  return kind === "private" ? "Anda" : kind === "group" ? "Grup ini" : "Saluran ini";
}

function noSuchTopic(unknown: readonly string[]): string {
  const regions = unknown.filter((one) => NO_REGION.test(one)).map((one) => one.replace(NO_REGION, ""));
  const others = unknown.filter((one) => !NO_REGION.test(one));
  return [
    others.length > 0 ? `Topik ${inMarks(others.join(" "))} belum ada.` : "",
    regions.length > 0 ? `Wilayah ${inMarks(regions.join(", "))} belum kami kenal.` : "",
  ]
    .filter((line) => line !== "")
    .join(" ");
}

const NO_REGION = /^(?:wilayah|provinsi)\s+/i;

function place(kind: ChatKind): string {
  return kind === "channel" ? "saluran" : "grup";
}

function listed(head: RichText, found: FoundPage, now: Date, buttons: Button[]): OutgoingMessage {
  const message = {
    text: [...head, ...found.found.flatMap((article) => entry(article, now))],
    preview: false,
  };
  return buttons.length > 0 ? { ...message, buttons: [buttons] } : message;
}

function entry(article: FoundArticle, now: Date): RichText {
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

/** "1.240 chat, 85 lagi lewat ringkasan" */
export function reach({ now, inDigest }: Reach): string {
  return `${number(now)} chat${inDigest > 0 ? `, ${number(inDigest)} lagi lewat ringkasan` : ""}`;
}

function commandLines(who: Command["who"], kind: ChatKind): string {
  return COMMANDS.filter((entry) => entry.who === who && entry.unlisted === undefined)
    .filter(({ act }) => kind === "private" || act !== "data")
    .map(({ command, description }) => `/${command} – ${description}`)
    .join("\n");
}

/** "a", "a dan b", "a, b, dan c", as Indonesian spelling rules (EYD V) have it. */
function list(things: readonly string[]): string {
  const last = things.at(-1) ?? "";
  if (things.length < 2) return last;
  return `${things.slice(0, -1).join(", ")}${things.length > 2 ? "," : ""} dan ${last}`;
}

function quoted(words: string): RichText[number] {
  return { bold: filterName(words) };
}

/** A filter as it is told: `timnas -basket` is “timnas” tanpa “basket”. */
function filterName(words: string): string {
  const parts = words.split(" ");
  const wanted = parts.filter((part) => !part.startsWith("-")).join(" ");
  const without = parts.filter((part) => part.startsWith("-")).map((part) => inMarks(part.slice(1)));
  const marked = inMarks(wanted.replaceAll('"', ""));
  return without.length === 0 ? marked : `${marked} tanpa ${list(without)}`;
}

function inMarks(words: string): string {
  return `“${clip(words, 60)}”`;
}

/** Others' words among ours: `shortened`, and with no command to tap. */
export function clip(text: string, most = 160): string {
  return untapped(shortened(text, most));
}

/** On one line, shortened to `most` characters as people count them, and unable to turn the rest of ours around. */
export function shortened(text: string, most: number): string {
  const line = text
    .slice(0, most * 20) // one character can be thousands of code units long
    .toWellFormed()
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const characters = Array.from(CHARACTERS.segment(line), (part) => part.segment);
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}

const CHARACTERS = new Intl.Segmenter("id");

export function number(n: number): string {
  return INDONESIAN.format(n);
}

const INDONESIAN = new Intl.NumberFormat("id-ID");

/** WhatsApp let go of our account, or we must not go on; `why` is a sentence. */
export function whatsAppStopped(why: string, pairAgain: boolean): OutgoingMessage {
  const next = pairAgain
    ? "Tautkan lagi dari ponsel: kodenya ada di terminal layanan. Langganan pembaca tetap tersimpan."
    : "Setelah sebabnya diatasi, nyalakan ulang layanan.";
  return { text: [{ bold: "WhatsApp berhenti" }, `\n${why}\n\n${next}`] };
}

export function whatsAppRestricted(until: Date): OutgoingMessage {
  return {
    text: [
      { bold: "WhatsApp membatasi akun ini" },
      `\nKiriman ke chat pribadi ditunda sampai ${clockTime(until)}. Saluran dan grup tetap jalan.`,
    ],
  };
}
