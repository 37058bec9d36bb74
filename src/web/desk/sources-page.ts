import { html } from "hono/html";
import { may } from "../../alerts/rights.ts";
import { age } from "../../chat/age.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { badge, empty, heading, type Html, noSuchPage, type Notice, page } from "./layout.ts";
import { noticeOf } from "./notices.ts";
import type { SourceSeen } from "./oversight-ports.ts";
import type { DeskParts, SignedIn } from "./ports.ts";
import { type SourceFields, SourceFormFields, sourceForm } from "./source-form.ts";
import type { SourceFault, SourceShown, Trial } from "./source-ports.ts";
import { figure } from "./table.ts";
import { trialOf } from "./trial.ts";

/** Where articles come from: how each source is, what it would have sent, and adding, pausing and taking away. */
export const SOURCES: readonly DeskRoute[] = [
  { method: "get", path: "/sumber", who: "look", answer: (visit) => list(visit) },
  { method: "get", path: "/sumber/baru", who: "sources", answer: (visit) => fresh(visit) },
  { method: "post", path: "/sumber/baru", who: "sources", answer: add },
  { method: "get", path: "/sumber/:id{[a-z0-9-]+}", who: "look", answer: (visit) => one(visit) },
  { method: "post", path: "/sumber/:id{[a-z0-9-]+}/coba", who: "edit", answer: tryOut },
  { method: "post", path: "/sumber/:id{[a-z0-9-]+}/jeda", who: "sources", answer: pause },
  { method: "post", path: "/sumber/:id{[a-z0-9-]+}/lanjut", who: "sources", answer: resume },
  { method: "post", path: "/sumber/:id{[a-z0-9-]+}/hapus", who: "sources", answer: remove },
];

async function shown(
  { c, parts, person }: Visit,
  title: string,
  body: Html,
  notice?: Notice,
): Promise<Response> {
  const standing = await standingOf(parts, person);
  return c.html(
    page({ title, person, at: "/sumber", standing, notice: notice ?? noticeOf(c.req.query("pesan")) }, body),
    notice?.tone === "bad" ? 422 : 200,
  );
}

async function list(visit: Visit): Promise<Response> {
  const { parts, person } = visit;
  const all = await parts.oversight.sources();
  const failing = all.filter(isFailing);
  const paused = all.filter((one) => one.paused);
  const silent = all.filter(isSilent);
  const well = all.filter((one) => !isFailing(one) && !isSilent(one) && !one.paused);
  const now = parts.now();
  return shown(
    visit,
    "Sumber",
    html`${heading(
      html`Sumber ${failing.length > 0 ? badge(`${figure(failing.length)} bermasalah`, "bad") : ""}`,
      "Dari mana artikel datang, dan apa yang terjadi dengannya.",
      may(person, "sources") ? html`<a class="button main" href="/sumber/baru">Tambah sumber</a>` : "",
    )}
    ${
      all.length === 0
        ? html`<div class="card">
            ${empty("Belum ada sumber", "Tambahkan umpan RSS atau peta situs berita di sini, atau di berkas konfigurasi.")}
          </div>`
        : html`<ul class="list">
            ${[...failing, ...silent, ...well, ...paused].map((one) => html`<li>${item(one, now)}</li>`)}
          </ul>`
    }`,
  );
}

const isFailing = ({ health, paused }: SourceSeen): boolean => !paused && (health?.failures ?? 0) > 0;

const isSilent = (one: SourceSeen): boolean => !one.paused && !isFailing(one) && one.silentSince !== null;

function item(one: SourceSeen, now: Date): Html {
  const { id, name, policy, health, news } = one;
  return html`<article class="item">
    <h2 class="title"><a href="/sumber/${id}">${name}</a></h2>
    <p class="facts">
      ${stateOf(one)}
      ${policy === "auto" ? badge("Langsung siar", "plain") : html`<span>menunggu penyunting</span>`}
      ${health?.lastOkAt ? html`<span>dibaca ${age(health.lastOkAt, now)}</span>` : ""}
      <span>${figure(news?.articles ?? 0)} artikel dalam 24 jam</span>
    </p>
    ${isFailing(one) && health?.lastError ? html`<p class="why">${health.lastError}</p>` : ""}
    ${isSilent(one) ? html`<p class="why">${silence(one, now)}</p>` : ""}
    ${news?.latest && news.latestAt ? html`<p class="small soft">Terakhir: ${news.latest}, ${age(news.latestAt, now)}</p>` : ""}
  </article>`;
}

function silence({ silentSince }: SourceSeen, now: Date): string {
  if (silentSince === null) return "";
  return `Artikel terbarunya datang ${age(silentSince, now)}: lebih lama daripada biasanya, padahal dapat dibaca.`;
}

function stateOf(one: SourceSeen): Html {
  if (one.paused) return badge("Dijeda", "warn");
  if (isFailing(one)) return badge(`Gagal ${figure(one.health?.failures ?? 0)} kali`, "bad");
  if (isSilent(one)) return badge("Tidak ada yang baru", "warn");
  if (one.health?.lastOkAt) return badge("Sehat", "good");
  return badge(one.pushes ? "Mengirim sendiri" : "Belum dibaca");
}

async function one(visit: Visit, trial?: Trial): Promise<Response> {
  const { c, parts, person } = visit;
  const id = c.req.param("id") ?? "";
  const [found, seen] = [
    parts.sourceDesk.one(id),
    (await parts.oversight.sources()).find((s) => s.id === id),
  ];
  if (!found || !seen) return c.html(noSuchPage(), 404);
  const { source, fromFile, paused } = found;
  const now = parts.now();
  const address = source.feed ?? source.sitemap;
  const post = (act: string, label: string, tone = ""): Html =>
    html`<form method="post" action="/sumber/${id}/${act}" ${act === "coba" ? "data-slow" : ""}>
      <button type="submit" class="${tone}">${label}</button>
    </form>`;
  return shown(
    visit,
    source.name,
    html`<p class="small"><a href="/sumber">← Semua sumber</a></p>
      ${heading(html`${source.name} ${stateOf(seen)}`)}
      <section class="card">
        <dl class="changes">
          ${facts(source, seen, parts, now).map(
            ([label, value]) =>
              html`<dt>${label}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
        <div class="row">
          ${address && may(person, "edit") ? post("coba", "Coba: apa yang akan terkirim?", "main") : ""}
          ${may(person, "sources") ? (paused ? post("lanjut", "Lanjutkan", "go") : post("jeda", "Jeda")) : ""}
        </div>
        ${
          fromFile
            ? html`<p class="small soft">Tertulis di berkas konfigurasi; diubah dan dihapus di sana.</p>`
            : may(person, "sources")
              ? html`<details>
                  <summary>Hapus sumber ini</summary>
                  <p class="small soft">Artikel dan siaran yang sudah ada tetap tersimpan.</p>
                  ${post("hapus", "Hapus sumber", "stop")}
                </details>`
              : ""
        }
      </section>
      ${trial ? trialOf(trial, parts, now) : ""}`,
  );
}

function facts(
  source: SourceShown,
  seen: SourceSeen,
  { topics }: DeskParts,
  now: Date,
): [string, Html | string][] {
  const { health, news } = seen;
  const address = source.feed ?? source.sitemap;
  const names = source.topics.map((id) => topics.find((topic) => topic.id === id)?.name ?? id);
  const all: [string, Html | string | null][] = [
    [
      source.sitemap ? "Peta situs" : "Umpan",
      address ? html`<a href="${address}" rel="noreferrer">${address}</a>` : "mengirim sendiri artikelnya",
    ],
    ["Situs", source.site ? html`<a href="${source.site}" rel="noreferrer">${source.site}</a>` : null],
    [
      "Kebijakan",
      source.policy === "auto" ? "langsung disiarkan bila pemeriksaan bersih" : "menunggu penyunting",
    ],
    ["Topik tetap", names.length > 0 ? names.join(", ") : null],
    ["Berita kilat", source.breaking ? "semua artikelnya" : null],
    ["Terakhir terbaca", health?.lastOkAt ? age(health.lastOkAt, now) : "belum pernah"],
    [
      "Gagal sejak",
      health?.failingSince ? `${age(health.failingSince, now)}: ${health.lastError ?? ""}` : null,
    ],
    ["Tidak ada yang baru", isSilent(seen) ? silence(seen, now) : null],
    ["24 jam terakhir", `${figure(news?.articles ?? 0)} artikel, ${figure(news?.failed ?? 0)} gagal dibaca`],
  ];
  return all.flatMap(([label, value]): [string, Html | string][] => (value === null ? [] : [[label, value]]));
}

async function tryOut(visit: Visit): Promise<Response> {
  const trial = await visit.parts.sourceDesk.tryOut(visit.c.req.param("id") ?? "");
  return trial === null ? visit.c.html(noSuchPage(), 404) : one(visit, trial);
}

function fresh(
  visit: Visit,
  { fields, notice, trial }: { fields?: SourceFields; notice?: Notice; trial?: Trial } = {},
): Promise<Response> {
  const { parts, person } = visit;
  return shown(
    visit,
    "Tambah sumber",
    html`<p class="small"><a href="/sumber">← Semua sumber</a></p>
      ${heading("Tambah sumber", "Coba dulu: Anda melihat apa yang akan terkirim sebelum sumbernya ditambahkan.")}
      ${sourceForm(parts.topics, may(person, "send"), fields, notice)}
      ${trial ? trialOf(trial, parts, parts.now()) : ""}`,
    notice,
  );
}

async function add(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const fields = SourceFormFields.parse(await c.req.parseBody({ all: true }));
  const fault = (text: string, field: SourceFault["field"] = "address"): Promise<Response> =>
    fresh(visit, { fields, notice: { tone: "bad", text, field } });
  if (fields.name === "") return fault("Tulis dulu nama medianya.", "name");
  if (fields.policy === "auto" && !mayLetGo(person))
    return fault("Sumber yang langsung siar hanya dapat ditambahkan oleh yang boleh menyiarkan.", "policy");
  if (fields.what === "try") {
    const trial = await parts.sourceDesk.tryForm(fields);
    return trial.kind === "fault" ? fault(trial.why, trial.field) : fresh(visit, { fields, trial });
  }
  const added = await parts.sourceDesk.add(fields, person.audit);
  if (added.kind === "fault") return fault(added.why, added.field);
  return c.redirect(`/sumber/${added.id}?pesan=sumber-baru`, 303);
}

/** What goes out by itself is sent by whoever let it. */
const mayLetGo = (person: SignedIn): boolean => may(person, "send");

async function pause({ c, parts, person }: Visit): Promise<Response> {
  const id = c.req.param("id") ?? "";
  await parts.sourceDesk.pause(id, person.audit);
  return c.redirect(`/sumber/${id}?pesan=sumber-dijeda`, 303);
}

async function resume({ c, parts, person }: Visit): Promise<Response> {
  const id = c.req.param("id") ?? "";
  await parts.sourceDesk.resume(id, person.audit);
  return c.redirect(`/sumber/${id}?pesan=sumber-lanjut`, 303);
}

async function remove({ c, parts, person }: Visit): Promise<Response> {
  const done = await parts.sourceDesk.remove(c.req.param("id") ?? "", person.audit);
  return c.redirect(`/sumber${done ? "?pesan=sumber-dihapus" : ""}`, 303);
}
