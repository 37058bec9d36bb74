import { html } from "hono/html";
import { age, clockTime, dayName } from "../../chat/age.ts";
import type { Listed } from "../../chat/alert-desk.ts";
import { badge, type Html } from "./layout.ts";
import type { DeskParts } from "./ports.ts";
import { figure } from "./table.ts";
import { STATE_BADGES } from "./words.ts";

/** Alerts in the desk's lists. */

interface Went {
  sent: number;
  open: number;
  total: number;
}

/** A draft, with what its editor decides by at a glance. */
export function draftItem({ alert, reasons, ...one }: Listed, parts: DeskParts): Html {
  const { content } = alert;
  return html`<article class="item ${content.breaking ? "breaking" : ""}" data-draft="${alert.id}">
    ${facts({ alert, reasons, ...one }, parts, alert.articleId !== null && alert.editedBy === null && reasons.length === 0)}
    <h3 class="title"><a href="/siaran/${alert.id}">${content.headline}</a></h3>
    ${content.summary ? html`<p class="words">${content.summary}</p>` : ""}
    ${
      reasons.length > 0
        ? html`<ul class="why">
            ${reasons.map((why) => html`<li>${why}</li>`)}
          </ul>`
        : ""
    }
    <p class="small" data-decided hidden>Sudah diputuskan.</p>
  </article>`;
}

/** One that was decided: its state, and whom it reached. */
export function decidedItem(one: Listed, parts: DeskParts, went: Went | undefined): Html {
  const { alert } = one;
  return html`<article class="item ${alert.content.breaking ? "breaking" : ""}">
    ${facts(one, parts)}
    <h2 class="title"><a href="/siaran/${alert.id}">${alert.content.headline}</a></h2>
    <p class="facts">
      ${badge(...STATE_BADGES[alert.state])}
      ${went ? html`<span>sampai ke ${figure(went.sent)} dari ${figure(went.total)} chat</span>` : ""}
      ${alert.corrections > 0 ? html`<span>diralat ${alert.corrections > 1 ? `${alert.corrections} kali` : ""}</span>` : ""}
    </p>
  </article>`;
}

/** In a line, for the lists at the side. */
export function lineOf({ alert }: Listed, { now }: DeskParts, went?: Went): Html {
  const when =
    alert.state === "scheduled" && alert.sendAt
      ? `${dayName(alert.sendAt)} ${clockTime(alert.sendAt)}`
      : alert.decidedAt
        ? age(alert.decidedAt, now())
        : "";
  return html`<li>
    <a href="/siaran/${alert.id}">${alert.content.headline}</a>
    <p class="facts">
      ${alert.state === "scheduled" ? "" : badge(...STATE_BADGES[alert.state])}
      <span>${when}</span>${went && went.total > 0 ? html`<span>${figure(went.sent)} chat</span>` : ""}
    </p>
  </li>`;
}

/** What is being sent or held just now, with how far it is. */
export function going(all: readonly Listed[], went: ReadonlyMap<number, Went>): Html | "" {
  if (all.length === 0) return "";
  return html`<section class="card" aria-labelledby="berjalan">
    <h2 id="berjalan">Sedang berjalan</h2>
    <ul class="lines">
      ${all.map(({ alert }) => {
        const { sent = 0, open = 0, total = 0 } = went.get(alert.id) ?? {};
        return html`<li>
          <a href="/siaran/${alert.id}">${alert.content.headline}</a>
          <progress
            max="${Math.max(1, total)}"
            value="${total - open}"
            aria-label="${total - open} dari ${total} selesai"
          ></progress>
          <p class="facts">
            ${alert.state === "paused" ? badge(...STATE_BADGES.paused) : ""}
            <span>${figure(sent)} terkirim, ${figure(open)} menunggu</span>
          </p>
        </li>`;
      })}
    </ul>
  </section>`;
}

function facts(
  { alert: { content }, since, source }: Listed,
  { topics, sources, now }: DeskParts,
  supported = false,
): Html {
  const names = content.topics.map((id) => topics.find((topic) => topic.id === id)?.name ?? id);
  return html`<p class="facts above">
    ${content.breaking ? badge("Berita kilat", "bad") : ""}
    <time datetime="${since.toISOString()}">${age(since, now())}</time>
    <span>${source === null ? "tulisan redaksi" : (sources.get(source) ?? source)}</span>
    ${names.length > 0 ? html`<span>${names.join(", ")}</span>` : ""}
    ${supported ? html`<span class="fine">✓ Sesuai artikel</span>` : ""}
  </p>`;
}
