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
  ["KONTAN.CO.ID -  JAKARTA. ", "KONTAN.CO.ID -  JAKARTA"],
  ["PR DEPOK - ", "PR DEPOK"],
  ["Jakarta, 10 Juni 2025 - ", "Jakarta, 10 Juni 2025"],
  ["JAKARTA, 10 Juni 2025 – ", "JAKARTA, 10 Juni 2025"],
  ["Kupang, NTT - ", "Kupang, NTT"],
  ["SURABAYA, Jawa Timur - ", "SURABAYA, Jawa Timur"],
  ["BANDUNG, (PRLM) - ", "BANDUNG, (PRLM)"],
  ["SLEMAN (KR) - ", "SLEMAN (KR)"],
  ["KBRN, Jakarta: ", "KBRN, Jakarta"],
  ["Metrotvnews.com, Jakarta: ", "Metrotvnews.com, Jakarta"],
  ["Jakarta, Metrotvnews.com: ", "Jakarta, Metrotvnews.com"],
  ["Fimela.com, Jakarta ", "Fimela.com, Jakarta"],
  ["detikJatim - ", "detikJatim"],
  ["JAKARTA, WartaSiang - ", "JAKARTA, WartaSiang"],
  ["JAKARTA, WARTA SIANG.com - ", "JAKARTA, WARTA SIANG.com"],
  ["Jakarta, iKabar - ", "Jakarta, iKabar"],
  ["Bandung, Suara Pasundan Raya -- ", "Bandung, Suara Pasundan Raya"],
  ["JOGJA, Radar Jogja – ", "JOGJA, Radar Jogja"],
  ["BANJARMASIN, radarbanjarmasin.jawapos.com - ", "BANJARMASIN, radarbanjarmasin.jawapos.com"],
])("%s", (before, dateline) => {
  const found = datelineOf(before + LEAD);
  expect(found?.text).toBe(dateline);
  expect((before + LEAD).slice(found?.length)).toBe(LEAD);
});

test("behind a place it knows, a dateline needs no capital to be told", () => {
  expect(datelineOf("JAKARTA- realme merilis ponsel baru.")).toEqual({ text: "JAKARTA", length: 9 });
  expect(datelineOf("TERPAL- terpal itu berserakan.")).toBeNull();
});

test("a known place and a colon are a dateline before a whole sentence only", () => {
  const text = "Pemerintah Kota menyiapkan gudang bagi hasil panen yang melimpah itu.";
  expect(datelineOf(`Surabaya: ${text}`)).toEqual({ text: "Surabaya", length: 10 });
  expect(datelineOf("Surabaya: Hujan Ringan")).toBeNull();
});

test.each([
  "Ganjar Pranowo - Mahfud MD mendaftar ke KPU.",
  "PSG-Barcelona bertemu malam ini.",
  "JAKARTA-BANDUNG kini ditempuh dalam 40 menit.",
  "Fitur-fitur modern memperkaya pengalaman berkendara.",
  "PT KAI - anak usahanya ikut - menambah kereta.",
  "Jakarta diguyur hujan sejak pagi.",
  "PSSI - Timnas menyepakati jadwal baru.",
  "KPK - Polri menandatangani nota kesepahaman.",
  "Jakarta: kota yang tidak pernah tidur.",
  "Liputan6.com, Jakarta diguyur hujan sejak pagi.",
])("no dateline: %s", (text) => {
  expect(datelineOf(text)).toBeNull();
});
