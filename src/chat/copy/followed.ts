import type { Region } from "../../articles/region.ts";
import type { Topic } from "../../articles/topic.ts";
import type { Button, ChatKind } from "../../delivery/delivery.ts";
import { readFilter } from "../../search/filter.ts";
import type { Follows, Wish } from "../follows.ts";
import { asKeywords } from "../understanding/pleas.ts";
import { nearTopic } from "../understanding/topic-names.ts";
import { filterName, fitting, inMarks, inPairs, list, who } from "./pieces.ts";

/** What can be followed and what is, in words and on buttons. */

export function nameOf(wish: Wish, topics: readonly Topic[]): string {
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

export function dropButton(wish: Wish, topics: readonly Topic[]): Button[] {
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

export function topicsOffer(topics: readonly Topic[]): Button[] {
  const says = `/langganan ${topics.map(({ id }) => id).join(", ")}`;
  return fitting({ label: `Ikuti topik ${list(topics.map(({ name }) => name))}`, says });
}

/** Each topic toggles: what is followed says /berhenti, what is not says /langganan. */
export function topicButtons(follows: Follows, topics: readonly Topic[]): Button[][] {
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
export function beyondTopics(regions: readonly Region[]): Button[] {
  const words = { label: "Kata lain …", says: "/ikuti" };
  return regions.length === 0 ? [words] : [{ label: "Wilayah …", says: "/wilayah" }, words];
}

export function regionButton(follows: Follows, name: string): Button {
  return follows.regions.includes(name)
    ? { label: `✅ ${name}`, says: `/berhenti wilayah ${name}` }
    : { label: name, says: `/ikuti wilayah ${name}` };
}

export function islandButtons(regions: readonly Region[]): Button[][] {
  const islands = [...new Set(regions.map(({ island }) => island))];
  return inPairs(islands.map((name) => ({ label: name, says: `/wilayah ${name}` })));
}

/** What is no topic may be followed as words. */
export function offers(unknown: readonly string[]): Button[][] {
  const words = unknown.map((one) => one.replace(NO_REGION, "")).join(" ");
  return words === "" ? [] : offer(words).map((button) => [button]);
}

export function offer(words: string): Button[] {
  const filter = readFilter(words);
  return filter === null || !/\p{L}/u.test(filter.words)
    ? []
    : fitting({ label: `Ikuti ${filterName(filter.words)}`, says: `/ikuti ${asKeywords(filter.words)}` });
}

/** "Anda mengikuti Ekonomi, Olahraga, dan berita kilat dari semua topik." */
export function followed(kind: ChatKind, follows: Follows, topics: readonly Topic[]): string {
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

export function noSuchTopic(unknown: readonly string[], topics: readonly Topic[]): string {
  const regions = unknown.filter((one) => NO_REGION.test(one)).map((one) => one.replace(NO_REGION, ""));
  const others = unknown.filter((one) => !NO_REGION.test(one));
  const within = others.flatMap((one) => {
    const near = nearTopic(one, topics);
    return near === null ? [] : [{ one, ...near }];
  });
  const strange = others.filter((one) => !within.some((known) => known.one === one));
  return [
    ...within.map(({ one, topic, misspelt }) =>
      misspelt
        ? `Topik ${inMarks(one)} belum ada; mungkin maksud Anda ${topic.name}.`
        : `${inMarks(one)} termasuk topik ${topic.name}.`,
    ),
    strange.length > 0 ? `Topik ${inMarks(strange.join(" "))} belum ada.` : "",
    regions.length > 0 ? `Wilayah ${inMarks(regions.join(", "))} belum kami kenal.` : "",
  ]
    .filter((line) => line !== "")
    .join(" ");
}

export const NO_REGION = /^(?:wilayah|provinsi)\s+/i;
