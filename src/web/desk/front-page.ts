import { html } from "hono/html";
import { z } from "zod";
import { age, clockTime, dayName } from "../../chat/age.ts";
import type { Listed } from "../../chat/alert-desk.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { haltOf } from "./halt.ts";
import { badge, empty, type Html, page } from "./layout.ts";
import { noticeOf } from "./notices.ts";
import type { DeskParts } from "./ports.ts";
import type { Live } from "./live.ts";
import { STATE_BADGES } from "./words.ts";

/** What waits for a decision, what waits for its moment, what is going out; and the history. */
export function frontRoutes(live: Live): readonly DeskRoute[] {
  return [
    { method: "get", path: "/", who: "look", answer: front },
    {
      method: "get",
      path: "/hidup",
      who: "look",
      answer: ({ c, parts }) => newDrafts(c.req.query("sesudah") ?? "0", live, c, parts),
    },
    { method: "get", path: "/siaran", who: "look", answer: history },
  ];
}

async function front({ c, parts, person }: Visit): Promise<Response> {
  const [{ drafts, scheduled, recent }, halt] = await Promise.all([
    parts.alerts.list(),
    haltOf(parts, person),
  ]);
  const going = recent.filter(({ alert }) => alert.state === "sending" || alert.state === "paused");
  const newest = Math.max(0, ...drafts.map(({ alert }) => alert.id));
  return c.html(
    page(
      { title: "Meja redaksi", person, at: "/", halt, notice: noticeOf(c.req.query("pesan")) },
      html`<div data-live="/hidup?sesudah=${newest}"></div>
        ${section("Sedang berjalan", going, parts)}
        <section aria-labelledby="draf">
          <h1 id="draf">Menunggu keputusan ${drafts.length > 0 ? badge(String(drafts.length)) : ""}</h1>
          ${
            drafts.length === 0
              ? empty(
                  "Tidak ada draf yang menunggu",
                  "Artikel baru dari sumber berkebijakan “review” muncul di sini begitu dibaca.",
                )
              : html`<ul class="list">
                  ${byStory(drafts).map((group) =>
                    group.length === 1
                      ? html`<li>${group.map((one) => item(one, parts))}</li>`
                      : html`<li>
                          <div class="story" role="group" aria-label="Satu peristiwa">
                            ${group.map((one) => item(one, parts))}
                          </div>
                        </li>`,
                  )}
                </ul>`
          }
        </section>
        ${section("Terjadwal", scheduled, parts)}`,
    ),
  );
}

async function history({ c, parts, person }: Visit): Promise<Response> {
  const [{ recent }, halt] = await Promise.all([parts.alerts.list(), haltOf(parts, person)]);
  return c.html(
    page(
      { title: "Riwayat", person, at: "/siaran", halt },
      html`<h1>Siaran terakhir</h1>
        ${
          recent.length === 0
            ? empty("Belum ada siaran", "Yang disiarkan, ditolak, atau ditarik tercatat di sini.")
            : html`<ul class="list">
                ${recent.map((one) => html`<li>${item(one, parts)}</li>`)}
              </ul>`
        }`,
    ),
  );
}

function section(title: string, listed: readonly Listed[], parts: DeskParts): Html | "" {
  if (listed.length === 0) return "";
  return html`<section>
    <h2>${title}</h2>
    <ul class="list">
      ${listed.map((one) => html`<li>${item(one, parts)}</li>`)}
    </ul>
  </section>`;
}

function item({ alert, source, since, reasons }: Listed, { sources, topics, now }: DeskParts): Html {
  const { content } = alert;
  const [state, tone] = STATE_BADGES[alert.state];
  const at = now();
  return html`<article class="item ${content.breaking ? "breaking" : ""}">
    <h3><a href="/siaran/${alert.id}">${content.headline}</a></h3>
    ${alert.state === "draft" && content.summary ? html`<p class="words">${content.summary}</p>` : ""}
    <p class="facts">
      ${content.breaking ? badge("Berita kilat", "bad") : ""}
      ${alert.state === "draft" ? "" : badge(state, tone)}
      ${alert.state === "draft" && alert.articleId !== null && reasons.length === 0 ? html`<span class="fine">✓ Sesuai artikel</span>` : ""}
      <time datetime="${since.toISOString()}">${age(since, at)}</time>
      <span>${source === null ? "tulisan redaksi" : (sources.get(source) ?? source)}</span>
      ${alert.sendAt && alert.state === "scheduled" ? html`<strong>${dayName(alert.sendAt)} ${clockTime(alert.sendAt)}</strong>` : ""}
      ${
        content.topics.length > 0
          ? html`<span
              >${content.topics.map((id) => topics.find((topic) => topic.id === id)?.name ?? id).join(", ")}</span
            >`
          : ""
      }
    </p>
    ${alert.state === "draft" && reasons.length > 0 ? html`<p class="why">${reasons.map((why) => html`⚠ ${why} `)}</p>` : ""}
  </article>`;
}

/** Drafts in their order, those of one story together where its first stands. */
function byStory(drafts: readonly Listed[]): Listed[][] {
  const groups = new Map<string, Listed[]>();
  for (const one of drafts) {
    const key = one.storyId === null ? `alone ${one.alert.id}` : `story ${one.storyId}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** Says that more has come, and moves nothing that someone is about to press. */
function newDrafts(after: string, live: Live, c: Visit["c"], { alerts }: DeskParts): Response {
  const last = z.coerce.number().int().min(0).catch(0).parse(after);
  return live.watch(c, `drafts ${last}`, async () => {
    const { drafts } = await alerts.list();
    const fresh = drafts.filter(({ alert }) => alert.id > last).length;
    const html =
      fresh === 0 ? "" : `<p class="notice" role="status">${fresh} draf baru. <a href="/">Tampilkan</a></p>`;
    return { html, over: false };
  });
}
