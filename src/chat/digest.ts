import type { AlertContent } from "../alerts/alert.ts";
import { untapped } from "../delivery/rich-text.ts";
import type { Zone } from "../time.ts";
import { dayName, hourOf } from "./age.ts";

/** An alert that a digest lists. */
export type DigestEntry = Pick<AlertContent, "headline" | "link" | "callToAction">;

/**
 * The digest of these alerts, as alerts of their own: mostly one, several where one message could not hold them all, none
 * where there is nothing to list. Each lists headline and link; the call to action is the one that the listed share, to the
 * letter, and none where they differ. `at` is when it was due, which gives it its name.
 */
export function digestOf(listed: readonly DigestEntry[], at: Date, zone: Zone): AlertContent[] {
  const name = hourOf(at, zone) < 12 ? "Ringkasan pagi" : "Ringkasan sore";
  return parts(listed).map((part, i, all) => {
    const headline = `${name}, ${dayName(at, zone)}${all.length > 1 ? ` (${i + 1}/${all.length})` : ""}`;
    return {
      headline,
      summary: part.map((alert, place) => entry(alert, place)).join("\n\n"),
      flash: headline,
      credits: [],
      link: null,
      callToAction: shared(part),
      image: null,
      outlet: null,
      topics: [],
      regions: [],
      toEveryone: false,
      breaking: false,
    };
  });
}

/**
 * A digest's text with an entry replaced; `now` is null where the alert was recalled. Answers null where the digest does not list `was`. The
 * other entries keep their numbers.
 */
export function withEntry(summary: string, was: DigestEntry, now: DigestEntry | null): string | null {
  const entries = summary.split("\n\n");
  const at = entries.findIndex((one) => one === entry(was, Number.parseInt(one, 10) - 1));
  if (at < 0) return null;
  const place = Number.parseInt(entries[at] ?? "", 10) - 1;
  return entries
    .with(at, now ? entry(now, place) : `${place + 1}. (Kabar ini ditarik redaksi.)`)
    .join("\n\n");
}

const ROOM = 3_200; // characters; of Telegram's 4,096 the headline and the call to action need the rest

function parts(listed: readonly DigestEntry[]): DigestEntry[][] {
  const all: DigestEntry[][] = [];
  let room = 0;
  for (const alert of listed) {
    const length = entry(alert, 98).length + 2;
    if (length > room) {
      all.push([]);
      room = ROOM;
    }
    all.at(-1)?.push(alert);
    room -= length;
  }
  return all;
}

const LONGEST_LINE = 300; // characters; an editor's own words can be one endless line

function entry({ headline, link }: DigestEntry, place: number): string {
  const line =
    headline.length > LONGEST_LINE ? `${headline.slice(0, LONGEST_LINE - 1).toWellFormed()}…` : headline;
  return `${place + 1}. ${untapped(line)}${link === null ? "" : `\n${link}`}`;
}

function shared(part: readonly DigestEntry[]): AlertContent["callToAction"] {
  const calls = part.flatMap(({ callToAction }) => callToAction ?? []);
  const [first] = calls;
  const same = calls.every(({ text, url }) => text === first?.text && url === first.url);
  return first !== undefined && same ? first : null;
}
