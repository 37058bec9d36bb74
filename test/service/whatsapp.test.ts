import { expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { anArticle, CALL_TO_ACTION } from "../support/articles.ts";
import { until } from "../support/until.ts";

const ANA = "6281200000001";

test("a WhatsApp reader subscribes without a slash, by number, and gets the alert once, also after a restart", async () => {
  await using t = await startTestApp({ whatsapp: true });
  const read = () => t.whatsapp?.read.map(({ text }) => text) ?? [];

  await t.whatsapp?.says(ANA, "mulai");
  await until("the topics are offered", () => read().some((text) => text.includes("1. Nasional")));
  await t.whatsapp?.says(ANA, "1");
  await until("the choice is confirmed", () => read().length >= 2);

  await t.app.accept(anArticle({ title: "Jembatan Kali Biru Dibuka" }));
  const alerts = () => read().filter((text) => text.startsWith("*Jembatan Kali Biru Dibuka*"));
  await until("the alert is read", () => alerts().length > 0);
  expect(alerts()[0]?.split("\n").at(-1)).toBe(CALL_TO_ACTION);

  await t.restart();
  await t.whatsapp?.says(ANA, "cari jembatan");
  await until("the archive answers", () => read().some((text) => text.includes("Hasil pencarian")));
  expect(alerts()).toHaveLength(1);

  await t.whatsapp?.says(ANA, "berhenti");
  await until("the end is confirmed", () => read().at(-1)?.includes("sudah dihentikan") ?? false);
  const before = read().length;
  await t.says(5, "/langganan semua");
  await t.app.accept(anArticle({ title: "Kabar Sesudahnya" }));
  await until("another reader has it", () => t.sentTo(5).some((text) => text.includes("Kabar Sesudahnya")));
  expect(read()).toHaveLength(before);
});
