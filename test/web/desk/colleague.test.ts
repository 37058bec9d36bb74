import { expect, test } from "vitest";
import { asSeen, besideColleague, fieldsOf, Seen } from "../../../src/web/desk/colleague.ts";
import { content } from "../../delivery/support.ts";

/** Two editors in one form: what comes back to the one who saved later. */
const before = content({ headline: "Judul", summary: "Isi.\nBaris dua.", topics: ["daerah", "cuaca"] });
const was = fieldsOf(before);

test("what only one of them changed is as that one has it, topic by topic", () => {
  const saved = { ...before, summary: "Isi rekan.", topics: ["cuaca", "ekonomi"], breaking: true };
  const typed = { ...was, headline: "Judul saya", topics: ["daerah", "cuaca", "politik"] };
  expect(besideColleague(typed, was, saved)).toEqual({
    ...was,
    headline: "Judul saya",
    summary: "Isi rekan.",
    topics: ["cuaca", "ekonomi", "politik"],
    breaking: true,
    saved: {},
  });
});

test("what both changed is as it was typed, with what is saved beside it", () => {
  const saved = { ...before, headline: "Judul rekan", callToAction: null };
  const typed = { ...was, headline: "Judul saya", callToAction: "" };
  expect(besideColleague(typed, was, saved)).toMatchObject({
    headline: "Judul saya",
    callToAction: "",
    saved: { headline: "Judul rekan" },
  });
});

test("a form tells what its editor had before them, and one that does not is taken as it is typed", async () => {
  const [, value = ""] = /value="([^"]*)"/.exec(await asSeen(before)) ?? [];
  const json = value.replaceAll("&quot;", '"');
  expect(Seen.parse(json)).toEqual(was);
  for (const none of [undefined, "", "bukan JSON", "{}"]) expect(Seen.parse(none)).toBe(undefined);
  expect(besideColleague({ ...was, flash: "Kilat" }, undefined, before)).toMatchObject({
    headline: "Judul",
    flash: "Kilat",
    saved: {},
  });
});
