import { expect, test } from "vitest";
import { withoutSite } from "../../src/articles/title.ts";

const cases: [string, string | null, string][] = [
  ["Harga Cabai Turun di Sagara | tempo.co", null, "Harga Cabai Turun di Sagara"],
  ["Harga Cabai Turun di Sagara - Kompas.com", null, "Harga Cabai Turun di Sagara"],
  ["Harga Cabai Turun di Sagara | Kabar Nusantara - tempo.co", null, "Harga Cabai Turun di Sagara"],
  ["Harga Cabai Turun di Sagara - Koran Uji", "Koran Uji", "Harga Cabai Turun di Sagara"],
  ["Film Panjang Baru Tayang - Berebut Penonton", null, "Film Panjang Baru Tayang - Berebut Penonton"],
  ["Perusahaan Ini Incar Investor - Media Asing", null, "Perusahaan Ini Incar Investor - Media Asing"],
  ["Skor Akhir Bahari FC 3 - 1", null, "Skor Akhir Bahari FC 3 - 1"],
];

test.each(cases)("%j on %j is the headline %j", (title, site, headline) => {
  expect(withoutSite(title, site)).toBe(headline);
});
