import { expect, test } from "vitest";
import { waysToWrite } from "../../src/search/spellings.ts";

test("a word that is written in several ways is each of them, and any other itself", () => {
  expect(waysToWrite("cabe")).toEqual(["cabai", "cabe"]);
  expect(waysToWrite("cabai")).toEqual(waysToWrite("cabe"));
  expect(waysToWrite("yogya")).toContain("jogja");
  expect(waysToWrite("gempa")).toEqual(["gempa"]);
});
