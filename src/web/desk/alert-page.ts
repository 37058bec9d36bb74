import { html } from "hono/html";
import { may } from "../../alerts/rights.ts";
import { age, clockTime, dayName } from "../../chat/age.ts";
import type { OnDesk } from "../../chat/alert-desk.ts";
import { actDetails, actReason } from "./act-details.ts";
import { actions, type Two, whileSending } from "./alert-actions.ts";
import { editForm, type Typed } from "./alert-form.ts";
import { articleOf, checks } from "./alert-proof.ts";
import { bubbles } from "./bubble.ts";
import { changedSource } from "./changed-source.ts";
import { badge, type Html } from "./layout.ts";
import { inAllZones } from "./moment-fields.ts";
import type { ChangedSource, DeskParts, NameOf, SignedIn } from "./ports.ts";
import { progressOf } from "./progress.ts";
import { figure } from "./table.ts";
import { actName, doneName, STATE_BADGES, WHILE } from "./words.ts";

/** One alert: as readers will see it, what supports it, and everything that can be done with it. */
export function alertBody(
  one: OnDesk & { news: ChangedSource | null },
  person: SignedIn,
  parts: DeskParts,
  nameOf: NameOf,
  typed: Typed = {},
): Html {
  const { alert } = one;
  const [state, tone] = STATE_BADGES[alert.state];
  const open = alert.state === "draft" || alert.state === "scheduled";
  const now = parts.now();
  return html`<div class="work">
    <div class="seen">
      <p class="facts above">
        ${one.acts.length === 0 ? html`<span data-while="${alert.state}">${badge(state, tone)}</span>` : ""}
        ${alert.content.breaking ? badge("Berita kilat", "bad") : ""}
        <time datetime="${one.since.toISOString()}">${age(one.since, now)}</time>
        <span
          >${one.source === null ? "tulisan redaksi" : (parts.sources.get(one.source) ?? one.source)}</span
        >
        <span>Siaran ${alert.id}</span>
      </p>
      <h1>${alert.content.headline}</h1>
      ${
        alert.sendAt && alert.state === "scheduled"
          ? html`<p class="notice" data-while="scheduled">
              Terkirim otomatis pada <strong>${inAllZones(alert.sendAt)}</strong>.
            </p>`
          : ""
      }
      ${
        alert.embargoUntil && open
          ? html`<p class="notice warn" data-while="${WHILE.undecided}">
              Diembargo sampai <strong>${inAllZones(alert.embargoUntil)}</strong>.
            </p>`
          : ""
      }
      ${
        open && one.reasons.length > 0
          ? html`<ul class="notice warn why" data-while="${WHILE.undecided}">
              ${one.reasons.map((why) => html`<li>${why}</li>`)}
            </ul>`
          : ""
      }
      ${one.news ? changedSource(one.news, one, person, now) : ""}
      <div
        data-live="siaran:${alert.id}:${alert.version}:${alert.state}${hasFirstApproval(alert) ? ":1" : ""}"
      >
        ${livePart(one, person)}
      </div>
      ${
        alert.state === "recalled"
          ? html`<p class="small soft">
              Di tempat yang pesannya tidak dapat dihapus lagi, pembaca melihat ini:
            </p>`
          : ""
      }
      <div id="pratinjau">
        ${bubbles(
          one.preview,
          parts.newsroom,
          one.faults.map(({ found }) => found),
        )}
      </div>
    </div>
    <div class="side">
      ${actions(one, person, { now, two: twoOf(one, person, parts, nameOf) }, typed)} ${checks(one)}
      ${around(one)} ${historyOf(one, nameOf)}
    </div>
    <div class="text">
      ${open && may(person, "edit") ? editForm(one, parts, typed) : ""} ${articleOf(one)}
    </div>
  </div>`;
}

/** Why a draft needs two editors, and who was the first; null where it does not. A scheduled alert has both approvals. */
function twoOf({ alert, source }: OnDesk, person: SignedIn, parts: DeskParts, nameOf: NameOf): Two | null {
  const why = parts.whyTwo(alert.content, source);
  if (why === null || alert.state !== "draft") return null;
  const { firstApproval: who, firstSendAt: sendAt } = alert;
  if (who === null) return { why, first: null };
  return { why, first: { name: nameOf(who), isOwn: person.names.includes(who), sendAt } };
}

/** Whether a draft has a first approval, which changes what its page offers. */
export function hasFirstApproval({ state, firstApproval }: OnDesk["alert"]): boolean {
  return state === "draft" && firstApproval !== null;
}

/**
 * What of the page is live: its state and counts, what can be done while it is sent, and what somebody else has done to it since it was
 * made. The page's parts that are only for some states go by the state that stands here.
 */
export function livePart(
  one: Pick<OnDesk, "alert" | "acts" | "undecided">,
  person: SignedIn,
  perSecond: number | null = null,
  meanwhile: Html | "" = "",
): Html {
  return html`<div data-is="${one.alert.state}">
    <div role="status">${meanwhile}${whatCame(one)}</div>
    ${
      one.acts.length === 0
        ? ""
        : html`<section class="card" aria-labelledby="hasil">
            <div class="row between">
              <h2 id="hasil">Pengiriman ${badge(...STATE_BADGES[one.alert.state])}</h2>
              ${whileSending(one, person)}
            </div>
            ${progressOf(one, person, perSecond)}
          </section>`
    }
  </div>`;
}

/** What it came to, for whoever listens: the figures themselves change too often to be read aloud. */
function whatCame({ alert, acts }: Pick<OnDesk, "alert" | "acts">): Html | "" {
  const last = acts.at(-1);
  if (!last || acts.some(({ counts }) => counts.open > 0)) return "";
  const { sent, total } = last.counts;
  const cutShort = alert.state === "stopped" && last.act === "send";
  return html`<p class="aside">
    ${actName(last.act)} ${cutShort ? "dihentikan" : "selesai"}: ${figure(sent)} dari ${figure(total)} chat.
  </p>`;
}

function around({ siblings }: OnDesk): Html | "" {
  if (siblings.length === 0) return "";
  return html`<section class="card" aria-labelledby="seperistiwa">
    <h2 id="seperistiwa">Peristiwa yang sama</h2>
    <ul class="history">
      ${siblings.map(({ id, headline, state }) => html`<li><a href="/siaran/${id}">${headline}</a> ${badge(...STATE_BADGES[state])}</li>`)}
    </ul>
  </section>`;
}

function historyOf({ history }: OnDesk, nameOf: NameOf): Html | "" {
  if (history.length === 0) return "";
  return html`<section class="card" aria-labelledby="catatan">
    <h2 id="catatan">Catatan</h2>
    <ul class="history">
      ${history.map(({ at, who, act, details }) => {
        const reason = actReason(details);
        return html`<li>
          <time datetime="${at.toISOString()}" class="soft">${dayName(at)} ${clockTime(at)}</time
          ><br /><strong>${nameOf(who)}</strong> ${doneName(act)} ${actDetails(act, details)}
          ${reason === null ? "" : html`<p class="small soft">“${reason}”</p>`}
        </li>`;
      })}
    </ul>
  </section>`;
}
