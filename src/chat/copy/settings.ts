import type { Button, OutgoingMessage } from "../../delivery/delivery.ts";
import { zoneName } from "../../time.ts";
import { clockTime, dayName } from "../age.ts";
import type { Preferences, Preferred, Setting } from "../preferences.ts";
import { STOP } from "./leaving.ts";
import { inMarks, list, number } from "./pieces.ts";

/** When and how often a chat hears from us. */

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

export function pausedNow({ pausedUntil, zone }: Preferences, now: Date): string {
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

/** For whoever wants to hear from us on days or at hours that cannot be chosen. */
export function otherTimes(): OutgoingMessage {
  return {
    text: [
      "Maaf, waktu itu belum dapat dipilih, jadi belum ada yang diubah. Yang bisa: semua berita dalam satu pesan pukul 06.00 atau 18.00, jam " +
        "tenang, atau jeda.",
    ],
    buttons: [
      [
        { label: "Ringkasan", says: "/ringkasan" },
        { label: "Jam tenang", says: "/tenang" },
      ],
      [{ label: "Jeda", says: "/jeda" }, STOP],
    ],
  };
}

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

export function summaryOf(preferences: Preferences, now: Date): string {
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
