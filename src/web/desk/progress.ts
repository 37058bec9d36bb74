import { html } from "hono/html";
import { may } from "../../alerts/rights.ts";
import type { OnDesk } from "../../chat/alert-desk.ts";
import { SEND_OR_LEAVE } from "../../chat/copy/unknown.ts";
import type { Progress } from "../../delivery/ledger.ts";
import type { Html } from "./layout.ts";
import type { SignedIn } from "./ports.ts";
import { actName } from "./words.ts";

/** How far each act of an alert is, the newest first. */
export function progressOf(
  { alert, acts, undecided }: Pick<OnDesk, "alert" | "acts" | "undecided">,
  person: SignedIn,
  perSecond: number | null,
): Html {
  const open = acts.reduce((sum, { counts }) => sum + counts.open, 0);
  return html`<div class="progress">
    ${
      open > 0 && perSecond !== null && perSecond > 0
        ? html`<p class="small soft">
            ${perSecond.toLocaleString("id-ID", { maximumFractionDigits: 1 })} per detik, kira-kira
            ${duration(open / perSecond)} lagi
          </p>`
        : ""
    }
    ${[...acts].reverse().map(
      ({ act, counts }) =>
        html`<div>
          <h3>${actName(act)}</h3>
          ${bar(counts)}
          <dl class="counts">
            ${figures(counts).map(
              ([label, n]) =>
                html`<div>
                  <dt>${label}</dt>
                  <dd>${n.toLocaleString("id-ID")}</dd>
                </div>`,
            )}
          </dl>
        </div>`,
    )}
    ${
      acts.some(({ counts }) => counts.unknown + counts.gone + counts.refused > 0)
        ? html`<p class="small"><a href="/siaran/${alert.id}/kiriman">Yang tidak sampai, dan sebabnya</a></p>`
        : ""
    }
    ${
      undecided > 0
        ? html`<p class="small">
              <strong>${undecided.toLocaleString("id-ID")} kiriman tidak pasti sampai</strong>: platform tidak
              memberi jawaban. ${SEND_OR_LEAVE}
              <a href="/siaran/${alert.id}/kiriman#tak-pasti">Lihat satu per satu</a>
            </p>
            ${may(person, "mend") ? settleForm(alert.id) : ""}`
        : ""
    }
  </div>`;
}

/** For all of an alert, or for the delivery of `only` one chat. */
export function settleForm(alertId: number, only?: { id: number; chat: string }): Html {
  const chat = only ? html`<span class="aside"> (${only.chat})</span>` : "";
  return html`<form method="post" action="/siaran/${alertId}/tak-pasti" class="row">
    ${only ? html`<input type="hidden" name="only" value="${only.id}" />` : ""}
    <button type="submit" name="what" value="send again">Kirim lagi${chat}</button>
    <button type="submit" name="what" value="leave">Biarkan${chat}</button>
  </form>`;
}

/** Drawn, since the pages' policy allows no styles of their own. */
function bar(counts: Progress): Html {
  const done = counts.total - counts.open;
  const parts: [string, number][] = [
    ["sent", counts.sent],
    ["unknown", counts.unknown],
    ["bad", counts.gone + counts.refused],
  ];
  let x = 0;
  const whole = Math.max(1, counts.total);
  return html`<svg
    class="bar"
    viewBox="0 0 ${whole} 1"
    preserveAspectRatio="none"
    role="img"
    aria-label="${done} dari ${counts.total} selesai"
  >
    ${parts.map(([name, n]) => {
      const from = x;
      x += n;
      return html`<rect class="${name}" x="${from}" width="${n}" height="1"></rect>`;
    })}
  </svg>`;
}

function figures({ sent, open, gone, withdrawn, unknown, refused }: Progress): [string, number][] {
  const all: [string, number][] = [
    ["Terkirim", sent],
    ["Menunggu", open],
    ["Pergi atau memblokir", gone],
    ["Ditolak platform", refused],
    ["Tidak pasti", unknown],
    ["Dibatalkan", withdrawn],
  ];
  return all.filter(([label, n]) => n > 0 || label === "Terkirim");
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} detik`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} menit`;
  return `${Math.round(seconds / 3600)} jam`;
}
