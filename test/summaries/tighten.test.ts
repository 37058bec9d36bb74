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
      "without who somebody is, behind",
      "Danang Wirya, blogger asal Lembayung, mendapat suaka",
      "Danang Wirya mendapat suaka",
    ],
    [
      "without a place's province",
      "Bupati Lembayung, Jawa Timur, menyuap dua hakim",
      "Bupati Lembayung menyuap dua hakim",
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
  ["a party did not do what its politician did", "Politikus senior Partai Sagara menyuap dua hakim"],
  ["a country is not its president", "Presiden Afrika Selatan didakwa menerima suap pembelian kapal selam"],
  ["a province is not who does business there", "Pengusaha Jawa Timur menyuap dua hakim"],
  ["a club is not its coach", "Pelatih klub asal Arunika, Garuda Selatan, didakwa menerima suap"],
  ["a company is not its boss", "Bos perusahaan asal Arunika, Sagara Teknologi, menyuap dua hakim"],
  ["whose word it is stays", "Danang Wirya, menurut jaksa, menerima suap dari kontraktor"],
  ["a suspect is not convicted", "Danang Wirya ditetapkan sebagai tersangka menerima suap"],
  ["who failed is not who did not try", "Danang Wirya tidak berhasil menyelamatkan anaknya"],
  ["what is charged is not found", "Dalam surat dakwaan, Danang Wirya menerima suap dari kontraktor"],
  ["a running count is not the result", "Untuk sementara, Danang Wirya unggul atas Ratih Ayu"],
  ["a rise to come is none yet", "Tarif tol di Arunika naik mulai bulan depan"],
])("%s", (_what, line) => {
  expect(tightened(line)).toEqual([]);
});
