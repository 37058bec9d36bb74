import { expect, test } from "vitest";
import { datelineOf } from "../../src/articles/dateline.ts";

const LEAD = "Presiden meresmikan bendungan baru";

test.each([
  ["JAKARTA, KABARKINI.TV - ", "JAKARTA, KABARKINI.TV"],
  ["TEGAL, KOMPAS.TV- ", "TEGAL, KOMPAS.TV"],
  ["BALIKPAPAN, KOMPAS.TV – ", "BALIKPAPAN, KOMPAS.TV"],
  ["KABUPATEN BOGOR, KOMPAS.com—", "KABUPATEN BOGOR, KOMPAS.com"],
  ["KOMPASTV - ", "KOMPASTV"],
  ["Liputan6.com, Jakarta -", "Liputan6.com, Jakarta"],
  ["Liputan6.com, Jakarta", "Liputan6.com, Jakarta"],
  ["Liputan6.com, Palangka Raya", "Liputan6.com, Palangka Raya"],
  ["TEMPO.CO,Jakarta- ", "TEMPO.CO,Jakarta"],
  ["TRIBUN-BALI.COM, DENPASAR –", "TRIBUN-BALI.COM, DENPASAR"],
  ["REPUBLIKA.CO.ID, JAKARTA -- ", "REPUBLIKA.CO.ID, JAKARTA"],
  ["17:48 WIBJAKARTA, KOMPAS.TV - ", "JAKARTA, KOMPAS.TV"],
  ["Mataram, NTB (ANTARA News) - ", "Mataram, NTB (ANTARA News)"],
  ["ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) - ", "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire)"],
  ["KONTAN.CO.ID - JAKARTA. ", "KONTAN.CO.ID - JAKARTA"],
  ["KONTAN.CO.ID - WASHINGTON - ", "KONTAN.CO.ID - WASHINGTON"],
  ["Jakarta, CNN Indonesia -- ", "Jakarta, CNN Indonesia"],
  ["BERNE- ", "BERNE"],
  ["Jakarta - ", "Jakarta"],
  ["JAKARTA-", "JAKARTA"],
  ["Jakarta, CNN Indonesia - - ", "Jakarta, CNN Indonesia"],
  ["MEDAN.COM,- ", "MEDAN.COM"],
  ["Rimanews – ", "Rimanews"],
  ["BOLASPORT.COM – ", "BOLASPORT.COM"],
  ["TRIBUNNEWS.CO. JAKARTA - ", "TRIBUNNEWS.CO. JAKARTA"],
  ["Jeddah, Saudi Arabia, 27/11 (Antara) - ", "Jeddah, Saudi Arabia, 27/11 (Antara)"],
  ["Vod | 14 April 2022, 20:39 WIBKOMPAS.TV - ", "KOMPAS.TV"],
])("%s", (before, dateline) => {
  const found = datelineOf(before + LEAD);
  expect(found?.text).toBe(dateline);
  expect((before + LEAD).slice(found?.length)).toBe(LEAD);
});

test("behind a place it knows, a dateline needs no capital to be told", () => {
  expect(datelineOf("JAKARTA- realme merilis ponsel baru.")).toEqual({ text: "JAKARTA", length: 9 });
  expect(datelineOf("TERPAL- terpal itu berserakan.")).toBeNull();
});

test.each([
  "Ganjar Pranowo - Mahfud MD mendaftar ke KPU.",
  "PSG-Barcelona bertemu malam ini.",
  "JAKARTA-BANDUNG kini ditempuh dalam 40 menit.",
  "Fitur-fitur modern memperkaya pengalaman berkendara.",
  "PT KAI - anak usahanya ikut - menambah kereta.",
  "Jakarta diguyur hujan sejak pagi.",
])("no dateline: %s", (text) => {
  expect(datelineOf(text)).toBeNull();
});
