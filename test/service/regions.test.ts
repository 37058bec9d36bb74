import { expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { until } from "../support/until.ts";

const ANA = "6281200000001";

test("an article reaches whoever follows the region of its dateline, on both messengers, and nobody of another", async () => {
  await using t = await startTestApp({ whatsapp: true });
  const read = () => t.whatsapp?.read.map(({ text }) => text) ?? [];
  await t.says(1, "/start wilayah-jawa-tengah");
  await t.says(2, "/wilayah bali");
  await t.whatsapp?.says(ANA, "wilayah semarang");
  await until("WhatsApp's reader follows", () => read().some((text) => text.includes("wilayah Semarang")));

  const text = "SEMARANG, KABARUJI.ID - Pasar Johar dibuka kembali setelah diperbaiki selama dua tahun.";
  await t.app.accept(anArticle({ title: "Pasar Johar Dibuka Kembali", text }));
  await until("both have it", () =>
    [t.sentTo(1), read()].every((sent) => sent.some((one) => one.includes("Pasar Johar Dibuka"))),
  );
  expect(t.sentTo(2).some((one) => one.includes("Pasar Johar"))).toBe(false);

  await t.says(1, "/kenapa");
  await until("it is told why", () =>
    t.sentTo(1).some((one) => one.includes("karena Anda mengikuti: wilayah Jawa Tengah.")),
  );
});
