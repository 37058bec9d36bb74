import { describe, expect, test } from "vitest";
import { follow, type Follows, NOTHING, unfollow, type Wish } from "../../src/chat/follows.ts";

const EVERY = ["politik", "ekonomi", "olahraga"];
const ALL: Follows = { ...NOTHING, all: true };
const all: Wish = { kind: "all" };
const breaking: Wish = { kind: "breaking" };
const topic = (id: string): Wish => ({ kind: "topic", topic: id });
const topics = (...ids: string[]): Follows => ({ ...NOTHING, topics: ids });

describe("following", () => {
  test.each<[name: string, before: Follows, wishes: Wish[], after: Follows]>([
    ["a topic", NOTHING, [topic("ekonomi")], topics("ekonomi")],
    ["a topic twice is once", topics("ekonomi"), [topic("ekonomi")], topics("ekonomi")],
    ["two topics at once", NOTHING, [topic("ekonomi"), topic("politik")], topics("ekonomi", "politik")],
    ["everything leaves nothing to follow beside it", { ...topics("ekonomi"), breaking: true }, [all], ALL],
    ["a topic beside everything changes nothing", ALL, [topic("ekonomi")], ALL],
    [
      "breaking alerts beside a topic",
      topics("ekonomi"),
      [breaking],
      { ...topics("ekonomi"), breaking: true },
    ],
    ["breaking alerts instead of everything", ALL, [breaking], { ...NOTHING, breaking: true }],
  ])("%s", (_, before, wishes, after) => {
    expect(follow(before, wishes)).toEqual(after);
  });
});

describe("following no longer", () => {
  test.each<[name: string, before: Follows, wishes: Wish[], after: Follows]>([
    ["a topic", topics("ekonomi", "politik"), [topic("ekonomi")], topics("politik")],
    ["a topic never followed", topics("politik"), [topic("ekonomi")], topics("politik")],
    ["one topic of everything leaves the others", ALL, [topic("ekonomi")], topics("politik", "olahraga")],
    ["breaking alerts", { ...NOTHING, breaking: true }, [breaking], NOTHING],
    ["everything", ALL, [all], NOTHING],
  ])("%s", (_, before, wishes, after) => {
    expect(unfollow(before, wishes, EVERY)).toEqual(after);
  });
});
