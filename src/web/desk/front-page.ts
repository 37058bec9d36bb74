import { html } from "hono/html";
import { z } from "zod";
import { may } from "../../alerts/rights.ts";
import type { Listed } from "../../chat/alert-desk.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { draftItem, going, lineOf } from "./items.ts";
import { draftsMark, empty, type Html, page } from "./layout.ts";
import type { LivePart } from "./live.ts";
import { noticeOf } from "./notices.ts";
import type { DeskParts, Marks, SignedIn } from "./ports.ts";
import { figure } from "./table.ts";

/** What waits for a decision; and beside it what is going out, what waits for its moment, and what somebody should look at. */
export const FRONT: readonly DeskRoute[] = [{ method: "get", path: "/", who: "look", answer: front }];

export function liveGoing({ parts }: Visit): Omit<LivePart, "name"> {
  return { key: "jalan", look: async () => ({ html: String(await goingPart(parts)), over: false }) };
}

const LATELY = 5;
const GOING: readonly string[] = ["sending", "paused"];

async function front({ c, parts, person }: Visit): Promise<Response> {
  const [{ drafts, newest, scheduled, recent }, standing, marks, news, part] = await Promise.all([
    parts.alerts.list(),
    standingOf(parts, person),
    parts.marks(),
    parts.sourceNews.lately(),
    goingPart(parts),
  ]);
  const waiting = Math.max(marks.drafts, drafts.length);
  const lately = recent.filter(({ alert }) => !GOING.includes(alert.state)).slice(0, LATELY);
  const went = await parts.oversight.wentOut(lately.map(({ alert }) => alert.id));
  return c.html(
    page(
      { title: "Meja redaksi", person, at: "/", standing, notice: noticeOf(c.req.query("pesan")) },
      html`<h1 class="aside">Meja redaksi</h1>
        <div class="front">
          <div class="now">
            ${toLookAt(marks, news)}
            <div data-live="jalan">${part}</div>
            ${
              scheduled.length === 0
                ? ""
                : html`<section class="card" aria-labelledby="terjadwal">
                    <h2 id="terjadwal">Terjadwal</h2>
                    <ul class="lines">
                      ${scheduled.map((one) => lineOf(one, parts))}
                    </ul>
                  </section>`
            }
          </div>
          <section class="queue" aria-labelledby="draf">
            <div data-live="draf:${newest}" role="status"></div>
            <div class="heading">
              <h2 class="first"><span id="draf">Menunggu keputusan</span> ${draftsMark(waiting)}</h2>
            </div>
            ${drafts.length === 0 ? nothingWaits(person) : queue(drafts, parts)}
            ${older(waiting - drafts.length)}
          </section>
          ${
            lately.length === 0
              ? ""
              : html`<section class="card lately" aria-labelledby="baru-saja">
                  <h2 id="baru-saja">Terakhir diputuskan</h2>
                  <ul class="lines">
                    ${lately.map((one) => lineOf(one, parts, went.get(one.alert.id)))}
                  </ul>
                  <p class="small"><a href="/siaran">Seluruh riwayat</a></p>
                </section>`
          }
        </div>`,
    ),
  );
}

function nothingWaits(person: SignedIn): Html {
  return html`<div class="card">
    ${empty(
      "Tidak ada draf yang menunggu",
      "Artikel baru dari sumber yang menunggu penyunting muncul di sini begitu dibaca, tanpa memuat ulang halaman.",
    )}
    ${
      may(person, "edit")
        ? html`<p class="row centred">
            <a class="button" href="/siaran/baru">Tulis siaran</a
            ><a class="button" href="/sumber">Lihat sumber</a>
          </p>`
        : ""
    }
  </div>`;
}

function queue(drafts: readonly Listed[], parts: DeskParts): Html {
  return html`<ul class="list">
    ${byStory(drafts).map((group) =>
      group.length === 1
        ? html`<li>${group.map((one) => draftItem(one, parts))}</li>`
        : html`<li>
            <div class="story" role="group" aria-label="Satu peristiwa">
              <p class="small soft">Satu peristiwa, ${group.length} draf</p>
              ${group.map((one) => draftItem(one, parts))}
            </div>
          </li>`,
    )}
  </ul>`;
}

/** Of very many drafts, those that do not stand here. */
function older(count: number): Html | "" {
  if (count === 0) return "";
  return html`<p class="small soft">
    dan ${figure(count)} draf lebih lama. Di chat, /antrean mulai dari yang paling lama; di sini tampil lagi
    begitu yang di atas diputuskan.
  </p>`;
}

/** Breaking news first, then as they came; those of one story together where its first stands. */
export function byStory(drafts: readonly Listed[]): Listed[][] {
  const groups = new Map<string, Listed[]>();
  for (const one of drafts) {
    const key = one.storyId === null ? `alone ${one.alert.id}` : `story ${one.storyId}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const urgent = (group: readonly Listed[]): boolean => group.some(({ alert }) => alert.content.breaking);
  const all = [...groups.values()];
  return [...all.filter(urgent), ...all.filter((group) => !urgent(group))];
}

const MOST_NAMED = 4; // on a phone the drafts are below them

/** What no draft is and waits for somebody all the same. Nothing where nothing does. */
function toLookAt(
  { deadLetters, sourcesFailing, unknown }: Marks,
  news: Awaited<ReturnType<DeskParts["sourceNews"]["lately"]>>,
): Html | "" {
  const said = [
    ...news.map((one) => ({ ...one, what: NEWS[one.kind] })),
    ...unknown.map((one) => ({ ...one, what: "sebagian kiriman tidak pasti" })),
  ];
  const alerts = [...Map.groupBy(said, ({ id }) => id)];
  const rest = alerts.length - MOST_NAMED;
  const all = [
    ...alerts
      .slice(0, MOST_NAMED)
      .map(
        ([id, those]) =>
          html`<li>
            <a href="/siaran/${id}">${those[0]?.headline}</a>: ${those.map(({ what }) => what).join("; ")}
          </li>`,
      ),
    ...(rest > 0 ? [html`<li>dan <a href="/siaran">${figure(rest)} siaran lain</a></li>`] : []),
    ...(sourcesFailing > 0
      ? [html`<li><a href="/sumber">${figure(sourcesFailing)} sumber</a> tidak terbaca lebih dari sejam</li>`]
      : []),
    ...(deadLetters > 0
      ? [html`<li><a href="/gagal">${figure(deadLetters)} artikel</a> gagal dibaca</li>`]
      : []),
  ];
  if (all.length === 0) return "";
  return html`<section class="card attention" aria-labelledby="perlu">
    <h2 id="perlu">Perlu dilihat</h2>
    <ul class="lines">
      ${all}
    </ul>
  </section>`;
}

const NEWS = {
  changed: "sumbernya berubah",
  gone: "sumbernya dihapus",
  withdrawn: "penerbit menarik artikelnya",
} as const;

async function goingPart({ oversight }: DeskParts): Promise<Html | ""> {
  const now = await oversight.going();
  return going(now, now.length === 0 ? new Map() : await oversight.wentOut(now.map(({ alert }) => alert.id)));
}

/** Says that more has come and what is decided by now, and moves nothing that someone is about to press. */
export function liveDrafts(
  { parts: { oversight } }: Visit,
  [after]: readonly string[],
): Omit<LivePart, "name"> {
  const last = z.coerce.number().int().min(0).catch(0).parse(after);
  return {
    key: `draf ${last}`,
    look: async () => {
      const [{ drafts, breaking }, waiting] = await Promise.all([
        oversight.draftsAfter(last),
        oversight.draftsUpTo(last),
      ]);
      const more =
        drafts === 0
          ? ""
          : `<p class="notice ${breaking ? "bad" : ""}">${breaking ? "Berita kilat! " : ""}${figure(drafts)} draf baru. <a href="/">Tampilkan</a></p>`;
      return { html: `${more}<span data-waiting="${waiting.join(" ")}" hidden></span>`, over: false };
    },
  };
}
