import { html } from "hono/html";
import type { Alert, AlertContent } from "../../alerts/alert.ts";
import { may } from "../../alerts/rights.ts";
import { momentName } from "../../chat/age.ts";
import type { OnDesk } from "../../chat/alert-desk.ts";
import { momentWords } from "../../chat/moment.ts";
import { newsroomZone, zoneName } from "../../time.ts";
import { type Typed, words } from "./alert-form.ts";
import { doubts } from "./alert-proof.ts";
import { audience, chats } from "./audience.ts";
import { asSeen } from "./colleague.ts";
import type { Html } from "./layout.ts";
import { inAllZones, momentFields, momentShown } from "./moment-fields.ts";
import type { SignedIn } from "./ports.ts";
import { WHILE } from "./words.ts";

/** Everything that can be done with an alert, as its state and its editor's rights allow. */
export function actions(
  one: OnDesk,
  person: SignedIn,
  at: { now: Date; two: Two | null },
  typed: Typed,
): Html | "" {
  switch (one.alert.state) {
    case "draft":
    case "scheduled":
      return decision(one, person, at, typed);
    case "sending":
    case "paused":
    case "sent":
    case "stopped":
      return afterSending(one, person, typed);
    case "rejected":
      return may(person, "edit") ? takeBack(one) : "";
    case "recalled":
      return "";
  }
}

/** What can be done while an alert is being sent or paused. Part of the live part of the page. */
export function whileSending({ alert }: Pick<OnDesk, "alert">, person: SignedIn): Html | "" {
  const { state } = alert;
  const under = state === "sending" || state === "paused";
  const [hold, goOn] = [
    state === "sending" && may(person, "stop"),
    state === "paused" && may(person, "send"),
  ];
  const stop = under && may(person, "stop");
  if (!hold && !goOn && !stop) return "";
  return html`<div class="row actions">
    ${hold ? button(alert, "tahan", "Tahan") : ""}
    ${goOn ? button(alert, "teruskan", "Teruskan", "send") : ""}
    ${stop ? button(alert, "hentikan", "Hentikan", "stop") : ""}
  </div>`;
}

/** Makes a rejected alert a draft again. */
function takeBack({ alert }: OnDesk): Html {
  return html`<section class="card actions" aria-labelledby="putusan" data-while="rejected">
    <h2 id="putusan">Putusan</h2>
    <p class="soft">Draf ini ditolak; tidak ada yang terkirim.</p>
    ${button(alert, "kembalikan", "Kembalikan menjadi draf")}
  </section>`;
}

/** Why an alert needs two editors, and who has approved it by now. */
export interface Two {
  why: string;
  /** `sendAt`: the time for which they approved it; null: at once. */
  first: { name: string; isOwn: boolean; sendAt: Date | null } | null;
}

function decision(
  one: OnDesk,
  person: SignedIn,
  { now, two }: { now: Date; two: Two | null },
  typed: Typed,
): Html {
  const { alert, reach, preview } = one;
  const [maySend, edit] = [may(person, "send"), may(person, "edit")];
  const sendable = "message" in preview;
  const send = maySend && sendable;
  return html`<section class="card actions" aria-labelledby="putusan" data-while="${WHILE.undecided}">
    <h2 id="putusan">Putusan</h2>
    ${audience(reach)}
    ${two ? html`<p class="notice small">${two.why} ${two.first ? whoWasFirst(two.first) : ""}</p>` : ""}
    ${
      send
        ? sending(alert, chats(reach.now + reach.inDigest), two, now, doubts(one))
        : html`<p class="soft">
            ${sendable ? "Hak Anda mencakup menyunting, bukan menyiarkan." : "Isinya belum dapat dikirim, jadi belum dapat disiarkan atau dijadwalkan."}
          </p>`
    }
    ${
      edit
        ? html`<div class="row">
              <a class="button" href="#ubah-headline">Ubah isi</a>
              ${person.chat && sendable ? button(alert, "coba", "Kirim ke saya dulu") : ""}
              ${person.chat && sendable && !send ? SAVE_FIRST : ""}
            </div>
            ${
              person.chat
                ? ""
                : html`<p class="small soft">
                    Untuk mencoba siaran di ponsel sendiri, Anda perlu akun chat di halaman Orang.
                  </p>`
            }`
        : ""
    }
    ${send ? schedule(alert, two, now, typed) : ""} ${edit ? embargo(alert, now, typed) : ""}
    ${edit ? reject(alert, typed) : ""}
  </section>`;
}

function whoWasFirst({ name, sendAt }: NonNullable<Two["first"]>): Html {
  const when = sendAt ? html` untuk <strong>${inAllZones(sendAt)}</strong>` : "";
  return html`<strong>${name}</strong> sudah menyetujui${when}.`;
}

/** Where the first of two approved it for a later moment, the main button schedules it for then, and a second button sends it at once. */
function sending(
  to: Target & Pick<Alert, "state">,
  whom: string,
  two: Two | null,
  now: Date,
  doubted: Html | "",
): Html {
  const at = two?.first?.sendAt ?? null;
  if (at === null || at <= now || isOnlyFirst(two))
    return html`<div class="row sendbar">
      ${doubted}
      ${button(to, "siarkan", sendLabel(to.state === "scheduled" ? `sekarang ke ${whom}` : `ke ${whom}`, two), "send", promise(two))}
      ${SAVE_FIRST}
    </div>`;
  const moment = html`<input type="hidden" name="quick" value="${momentWords(at)}" />`;
  return html`<div class="row sendbar">
      ${doubted} ${button(to, "jadwalkan", `Setujui untuk ${momentName(at)}`, "send", moment)} ${SAVE_FIRST}
    </div>
    <div class="row">
      ${button(to, "siarkan", `Siarkan sekarang ke ${whom}`, "", html`<input type="hidden" name="now" value="yes" />`)}
    </div>`;
}

/** The label says “Siarkan” only where pressing it sends something. */
function sendLabel(to: string, two: Two | null): string {
  if (two === null) return `Siarkan ${to}`;
  if (!isOnlyFirst(two)) return `Setujui dan siarkan ${to}`;
  return two.first?.sendAt ? "Setujui untuk disiarkan segera" : "Setujui sebagai orang pertama";
}

/** This approval would only be the first: nobody has approved it yet, or only the same person. */
const isOnlyFirst = (two: Two | null): boolean => two !== null && (two.first === null || two.first.isOwn);

/** Marks the form of a first approval, so that it sends nothing where somebody else has approved meanwhile. */
function promise(two: Two | null): Html | "" {
  return isOnlyFirst(two) ? html`<input type="hidden" name="first" value="yes" />` : "";
}

function schedule(
  to: Target & Pick<Alert, "state" | "sendAt">,
  two: Two | null,
  now: Date,
  typed: Typed,
): Html {
  const scheduled = to.state === "scheduled";
  const set = to.sendAt ?? two?.first?.sendAt ?? null;
  return html`<details ${typed.moment ? "open" : ""}>
    <summary>${scheduled ? "Ubah jadwal" : "Jadwalkan"}</summary>
    ${SAVE_FIRST}
    <form method="post" action="/siaran/${to.id}/jadwalkan" data-as-saved>
      ${version(to)} ${promise(two)}
      <div class="row" role="group" aria-label="Jadwal cepat">
        ${["30 menit", "1 jam", "besok 06.00"].map(
          (words) =>
            html`<button type="submit" class="chip" name="quick" value="${words}">
              ${words.startsWith("besok") ? `Besok 06.00 ${zoneName(newsroomZone())}` : `${words} lagi`}
            </button>`,
        )}
      </div>
    </form>
    <form method="post" action="/siaran/${to.id}/jadwalkan" data-as-saved>
      ${version(to)} ${promise(two)}
      ${momentFields("jadwal", typed.moment ?? momentShown(set, now), typed.refused)}
      <button type="submit" class="main">${scheduled ? "Ubah jadwal" : "Jadwalkan"}</button>
    </form>
    ${scheduled ? button(to, "batal-jadwal", "Batalkan jadwal") : ""}
  </details>`;
}

function embargo(to: Target & Pick<Alert, "embargoUntil">, now: Date, typed: Typed): Html {
  return html`<details ${typed.embargo ? "open" : ""}>
    <summary>Embargo</summary>
    <form method="post" action="/siaran/${to.id}/embargo">
      ${version(to)}
      <p class="small soft">Sebelum waktu ini tidak seorang pun dapat menyiarkannya.</p>
      ${momentFields("embargo", typed.embargo ?? momentShown(to.embargoUntil, now), typed.refused)}
      <div class="row">
        <button type="submit" name="what" value="set">Simpan embargo</button>
        ${to.embargoUntil === null ? "" : html`<button type="submit" name="what" value="lift" formnovalidate>Cabut embargo</button>`}
      </div>
    </form>
  </details>`;
}

function reject(to: Target, typed: Typed): Html {
  return html`<details ${typed.reason === undefined ? "" : "open"}>
    <summary>Tolak</summary>
    <form method="post" action="/siaran/${to.id}/tolak">
      ${version(to)} ${reasonAndButton("reason", "redaksi", typed, "Tolak draf")}
    </form>
  </details>`;
}

function afterSending({ alert }: OnDesk, person: SignedIn, typed: Typed): Html | "" {
  if (!may(person, "send")) return "";
  const to: Target = alert;
  return html`<section class="card actions" aria-labelledby="putusan" data-while="${WHILE.said}">
    <h2 id="putusan">Tindakan</h2>
    <details id="ralat" ${typed.correction === undefined ? "" : "open"}>
      <summary>Ralat</summary>
      <p class="small soft">
        Pesan yang sudah terkirim diubah; di tempat yang tidak dapat diubah lagi, ralat dikirim sebagai pesan
        baru.
      </p>
      ${correctForm(to, alert.content, typed)}
    </details>
    <details ${typed.reason === undefined ? "" : "open"}>
      <summary>Tarik</summary>
      <p class="small soft">
        Pesannya dihapus di semua chat; di tempat yang tidak dapat dihapus lagi, pembaca diberi tahu bahwa
        kabar ini ditarik.
      </p>
      <form method="post" action="/siaran/${to.id}/tarik" data-keeps data-slow>
        ${version(to)} ${reasonAndButton("why", "pembaca", typed, "Tarik siaran")}
      </form>
    </details>
  </section>`;
}

function correctForm(to: Target, content: AlertContent, typed: Typed): Html {
  return html`<form
    method="post"
    action="/siaran/${to.id}/ralat"
    data-keeps
    data-slow
    data-previews="/siaran/${to.id}/pratinjau-ralat"
    ${typed.correction === undefined ? "" : "data-dirty"}
  >
    ${version(to)} ${asSeen(content)} ${words(content, typed, "ralat")}
    <div class="field">
      <label for="correction">Apa yang semula keliru? <span class="soft">(untuk pembaca)</span></label>
      <input
        type="text"
        id="correction"
        name="correction"
        maxlength="300"
        value="${typed.correction ?? ""}"
      />
    </div>
    <button type="submit" class="main">Kirim ralat</button>
  </form>`;
}

function reasonAndButton(id: string, whom: "redaksi" | "pembaca", typed: Typed, label: string): Html {
  return html`<label for="${id}">Alasan <span class="soft">(untuk ${whom})</span></label>
    <div class="row">
      <input type="text" id="${id}" name="reason" maxlength="300" value="${typed.reason ?? ""}" /><button
        type="submit"
        class="stop"
      >
        ${label}
      </button>
    </div>`;
}

/** The alert that a form acts on, as its editor saw it. */
interface Target {
  id: number;
  version: number;
}

function version({ version: seen }: Target): Html {
  return html`<input type="hidden" name="version" value="${seen}" />`;
}

/** Shown while there are unsaved words, since sending, scheduling and trying use the saved ones. */
const SAVE_FIRST = html`<p class="small soft" data-unsaved hidden>Simpan perubahan Anda dulu.</p>`;
const AS_SAVED = ["siarkan", "jadwalkan", "coba"];

function button(to: Target, act: string, label: string, tone = "", more: Html | "" = ""): Html {
  return html`<form
    method="post"
    action="/siaran/${to.id}/${act}"
    ${AS_SAVED.includes(act) ? "data-as-saved data-slow" : ""}
  >
    ${version(to)}${more}<button type="submit" class="${tone}">${label}</button>
  </form>`;
}
