import { describe, expect, test } from "vitest";
import { tightened } from "../../src/summaries/tighten.ts";

describe("a line is told as headlines tell it", () => {
  const lines: [what: string, line: string, shortest: string][] = [
    [
      "without fillers",
      "Garuda Selatan akhirnya resmi memecat pelatihnya",
      "Garuda Selatan memecat pelatihnya",
    ],
    [
      "without who somebody is, in front",
      "Blogger asal Lembayung, Danang Wirya, mendapat suaka",
      "Danang Wirya mendapat suaka",
    ],
    [
      "without who somebody is, behind",
      "Danang Wirya, blogger asal Lembayung, mendapat suaka",
      "Danang Wirya mendapat suaka",
    ],
    [
      "without an occupation before the name",
      "Aktor senior Danang Wirya memenangkan lima piala",
      "Danang Wirya memenangkan lima piala",
    ],
    [
      "without place and year",
      "Garuda Selatan menjuarai Liga Nusantara di Stadion Merapi, Lembayung, pada 2024",
      "Garuda Selatan menjuarai Liga Nusantara",
    ],
    [
      "without what comes before its subject",
      "Meski sudah berpisah, Danang dan Ratih masih punya rumah",
      "Danang dan Ratih masih punya rumah",
    ],
  ];
  test.each(lines)("%s", (_what, line, shortest) => {
    expect(tightened(line).at(-1)).toBe(shortest);
  });
});

test.each([
  ["a province is no person", "Sejumlah ulama di Kabupaten Lembayung, Jawa Barat, membentuk forum"],
  ["a name's first word is no occupation", "Hamish Danang Wirya memenangkan piala"],
  ["what somebody has is not somebody", "Penampilan apik Danang Wirya menarik perhatian"],
  ["a rumour is no fact", "Danang Wirya dikabarkan akan menikah"],
])("%s", (_what, line) => {
  expect(tightened(line)).toEqual([]);
});
