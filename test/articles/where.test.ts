import { describe, expect, test } from "vitest";
import { faultsOfGazetteer, regionNamed } from "../../src/articles/region.ts";
import { regionFinder } from "../../src/articles/where.ts";
import { configFrom } from "../../src/config.ts";

const { regions } = configFrom({}, {});
const find = regionFinder(regions);

function where(lead: string, over: { title?: string; dateline?: string } = {}): string {
  const { title = "Judul", dateline = null } = over;
  return find({ title, dateline, paragraphs: [lead] }).join(", ");
}

describe("an article's news is where its dateline, its title or its lead says", () => {
  test.each<[lead: string, over: { title?: string; dateline?: string }, regions: string]>([
    ["Air setinggi lutut.", { dateline: "SEMARANG, KOMPAS.com" }, "Jawa Tengah, Semarang"],
    ["Air setinggi lutut.", { dateline: "Malang (ANTARA)" }, "Jawa Timur, Malang"],
    ["Air setinggi lutut.", { dateline: "YOGYAKARTA" }, "DI Yogyakarta"],
    ["Sebuah truk terguling di Kota Batu, Kamis.", {}, "Jawa Timur, Batu"],
    ["Warga Desa Gebog, Kudus, Jawa Tengah, mengungsi.", {}, "Jawa Tengah, Kudus"],
    ["Rumah di Desa Padasuka, Kecamatan Soreang, Bandung terbakar.", {}, "Jawa Barat, Bandung"],
    ["Banjir merendam Kabupaten Banjar sejak Senin.", {}, "Kalimantan Selatan, Kabupaten Banjar"],
    ["Gubernur Sulsel meninjau jalan.", {}, "Sulawesi Selatan"],
    ["Ribuan orang menonton.", { title: "Festival Danau di Banyuwangi" }, "Jawa Timur, Banyuwangi"],
    ["Banyuwangi bersiap menyambut tamu.", { title: "Banyuwangi Bersolek" }, "Jawa Timur, Banyuwangi"],
    ["Pemprov DKI menutup dua jalan.", { dateline: "JAKARTA" }, "Jakarta"],
    [
      "Perempuan itu ditemukan di Hotel Melati Semarang.",
      { title: "Tewas di Hotel Semarang" },
      "Jawa Tengah, Semarang",
    ],
    // who writes from elsewhere says where it was
    ["Hujan turun di Kota Batam.", { dateline: "Liputan6.com, Bandung" }, "Kepulauan Riau, Batam"],
  ])("%s %o", (lead, over, regions) => {
    expect(where(lead, over)).toBe(regions);
  });
});

describe("a wrong region is worse than none", () => {
  test.each<[lead: string, over: { title?: string; dateline?: string }]>([
    ["Rupiah menguat pada Senin pagi.", { dateline: "JAKARTA, KOMPAS.com" }],
    ["Hal itu ia katakan di Jakarta Selatan, Senin (4/6).", { dateline: "Jakarta" }],
    ["Malang nian nasib kakek itu, batu menimpa rumahnya.", { title: "Malang Nian Nasib Kakek Ini" }],
    ["Persib Bandung menang 2-0.", { title: "Persib Bandung Menang" }],
    ["Madura United menahan Bali United.", {}],
    ["Dosen Universitas Negeri Semarang meneliti rumput laut.", {}],
    ["Polda Metro Jaya menangkap dua orang.", {}],
    ["Gempa mengguncang Papua Nugini.", {}],
    ["Pembalap asal Gunungkidul itu finis keempat di Prancis.", {}],
    ["Mantan Gubernur Jawa Tengah itu berpidato.", {}],
    ["Tol Jakarta-Bandung padat.", {}],
    ["Kata jagal itu saat ditemui di gedung DPRD DKI Jakarta, Rabu (27/5).", {}],
    ["Relawan Jawa Timur (Jatim) memasak di Turki.", {}],
    [`${"Napas yang panjang menenangkan. ".repeat(20)}Ia berbicara di Surakarta, Jawa Tengah.`, {}],
    ["Truk itu melaju di Jalan Raya Bogor.", {}],
    ["Hujan turun di Aceh, di Jambi, di Riau, dan di Bengkulu.", {}],
  ])("%s %o", (lead, over) => {
    expect(where(lead, over)).toBe("");
  });
});

test("the gazetteer has the 38 provinces, no name twice, and nothing that contradicts itself", () => {
  expect(regions.filter(({ name, province }) => name === province)).toHaveLength(38);
  const names = regions.flatMap((region) => region.names.map((name) => name.toLowerCase()));
  expect(new Set(names).size).toBe(names.length);
});

test("a gazetteer's faults are told", () => {
  const province = { also: [], island: "Jawa", capital: false, words: [], elsewhere: [] };
  expect(
    faultsOfGazetteer([
      { ...province, name: "Satu", places: ["Kota A = Kota B"], words: ["Kota C"] },
      { ...province, name: "Dua", places: ["kota b"] },
    ]),
  ).toEqual(['two regions are called "kota b"', 'Satu: "Kota C" is not among its places']);
});

test("a region is known by each of its names, in any case, and as a link writes it", () => {
  expect(regionNamed("jateng", regions)?.name).toBe("Jawa Tengah");
  expect(regionNamed("JAWA-TENGAH", regions)?.name).toBe("Jawa Tengah");
  expect(regionNamed("solo", regions)?.name).toBe("Surakarta");
  expect(regionNamed("", regions)).toBeUndefined();
});

test("a newsroom without regions finds none", () => {
  expect(
    regionFinder(configFrom({ regions: [] }, {}).regions)({
      title: "Banjir di Kudus",
      dateline: "KUDUS",
      paragraphs: [],
    }),
  ).toEqual([]);
});
