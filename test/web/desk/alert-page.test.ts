import { afterEach, beforeEach, expect, test } from "vitest";
import { EDITOR, startTestApp, type TestApp } from "../../support/app.ts";
import { deskPerson, type DeskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

/** What an alert's page says of it, over HTTP against the whole service. */
let app: TestApp;
let chief: DeskPerson;

beforeEach(async () => {
  app = await startTestApp({ sweepEveryMs: 200 });
  await app.says(1, "/langganan semua");
  await app.says(EDITOR, "/siarkan Jalan Kali Biru ditutup");
  await until("it is drafted", () => app.sentTo(EDITOR).some((text) => text.includes("Draf 1")));
  chief = await deskPerson(app, "chief");
});
afterEach(() => app[Symbol.asyncDispose]());

test("what is decided while all sending is stopped is said to wait, and not to be going out", async () => {
  await chief.post("/hentikan");
  const acts: [string, Record<string, string>][] = [
    ["siarkan", { version: "1" }],
    ["ralat", { version: "1", headline: "Jalan Kali Biru dibuka", summary: "", correction: "Terbalik." }],
    ["tarik", {}],
  ];
  for (const [act, form] of acts) {
    const { text } = await chief.post(`/siaran/1/${act}`, form);
    expect(text, act).toContain("setelah pengiriman dilanjutkan.");
    expect(text, act).not.toMatch(/Sedang dikirim\. Hasilnya|Ralat sedang dikirim|Siaran sedang ditarik/);
  }
});

test("of a recalled alert it shows what readers see where it could not be deleted, with the reason as one", async () => {
  await chief.post("/siaran/1/siarkan", { version: "1" });
  await until("the reader has it", () => app.sentTo(1).some((text) => text.includes("Kali Biru")));
  const { text } = await chief.post("/siaran/1/tarik", { reason: "Sumbernya keliru." });
  expect(text).toContain("DITARIK");
  expect(text).toContain("Alasan: Sumbernya keliru.");
  expect(text).not.toContain("Ralat: Sumbernya keliru.");
});

test("its state is a live part: who leaves the page open reads when it is done", async () => {
  await chief.post("/siaran/1/siarkan", { version: "1" });
  await until("it says so", async () =>
    /Pengiriman\s*<span[^>]*>Terkirim</.test((await chief.get("/siaran/1")).text),
  );
  expect((await chief.get("/siaran/1")).text).not.toContain("Sedang dikirim");
});
