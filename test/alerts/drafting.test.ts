import { expect, test } from "vitest";
import type { Alert, AlertState } from "../../src/alerts/alert.ts";
import { draftWords } from "../../src/alerts/draft.ts";
import { createDrafting } from "../../src/alerts/drafting.ts";
import { stateOf } from "../../src/chat/copy/alert-states.ts";

/** What an editor is told who takes up an article that has its alert already. */

const AT = new Date("2026-11-23T10:15:00+07:00");

const missing = (): never => {
  throw new Error("not played here");
};
const drafting = createDrafting({
  accept: missing,
  read: missing,
  article: missing,
  alert: missing,
  alertOfArticle: missing,
  insertDraft: missing,
  fetchPage: missing,
  preview: missing,
  origin: missing,
  budget: 320,
  where: missing,
  audience: missing,
  source: "redaksi",
  stateOf,
});

const alert = (state: AlertState): Alert => ({
  id: 12,
  articleId: 1,
  state,
  content: draftWords("Jalan Kali Biru ditutup"),
  createdBy: "sumber:kabar-uji",
  createdAt: AT,
  decidedBy: "telegram:777",
  decidedAt: AT,
  firstApproval: null,
  firstSendAt: null,
  version: 1,
  editedBy: null,
  sendAt: state === "scheduled" ? new Date("2026-11-24T18:30:00+07:00") : null,
  embargoUntil: null,
  corrections: 0,
});

test.each([
  ["scheduled", "Artikel ini sudah dijadwalkan untuk 24 Nov 2026 18.30 WIB (siaran 12)."],
  ["paused", "Artikel ini sedang ditahan (siaran 12)."],
  ["stopped", "Artikel ini sudah dihentikan (siaran 12)."],
  ["recalled", "Artikel ini sudah ditarik (siaran 12)."],
  ["sent", "Artikel ini sudah terkirim (siaran 12)."],
  [
    "rejected",
    "Artikel ini sudah ditolak (siaran 12). Kembalikan menjadi draf di halamannya, atau di chat dengan /kembalikan 12.",
  ],
] as const)("of an alert that is %s: %s", async (state, why) => {
  expect(await drafting.draftOf(alert(state))).toEqual({ kind: "fault", why });
});
