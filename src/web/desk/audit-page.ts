import { html } from "hono/html";
import { z } from "zod";
import { may } from "../../alerts/rights.ts";
import { clockTime, dayName } from "../../chat/age.ts";
import { actDetails, actReason } from "./act-details.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { empty, heading, type Html, page } from "./layout.ts";
import type { DeskParts, NameOf } from "./ports.ts";
import { doneName } from "./words.ts";

/** Who did what, when, and what it was before. Nobody can change it, the database included. */
export const AUDIT: readonly DeskRoute[] = [{ method: "get", path: "/catatan", who: "look", answer: audit }];

const Asked = z.object({
  oleh: z.string().min(1).max(200).optional().catch(undefined),
  apa: z.string().min(1).max(100).optional().catch(undefined),
  siaran: z.coerce.number().int().positive().optional().catch(undefined),
  hari: z.iso.date().optional().catch(undefined),
  sebelum: z.coerce.number().int().positive().optional().catch(undefined),
});

async function audit({ c, parts, person }: Visit): Promise<Response> {
  const { oleh, apa, siaran, hari, sebelum } = Asked.parse(c.req.query());
  const subject = siaran === undefined ? undefined : `alert:${siaran}`;
  const nameOf = await parts.names();
  const who = oleh === undefined ? undefined : (name: string): boolean => nameOf(name) === oleh;
  const [log, standing] = await Promise.all([
    parts.oversight.audit({ who, act: apa, subject, day: hari, before: sebelum }),
    standingOf(parts, person),
  ]);
  const last = log.entries.at(-1);
  const next = new URLSearchParams({
    ...(oleh && { oleh }),
    ...(apa && { apa }),
    ...(siaran && { siaran: String(siaran) }),
    ...(hari && { hari }),
    ...(last && { sebelum: String(last.id) }),
  });
  const seesPeople = may(person, "people");
  const days = [...Map.groupBy(log.entries, ({ at }) => dayName(at))];
  return c.html(
    page(
      { title: "Catatan", person, at: "/catatan", standing },
      html`${heading("Catatan", "Siapa melakukan apa, kapan, dan apa yang ada sebelumnya. Tidak dapat diubah atau dihapus.")}
        <form method="get" action="/catatan" class="filter" role="search">
          ${choice("oleh", "Oleh", [...new Set(log.who.map(nameOf))].sort(), oleh)}
          ${choice("apa", "Tindakan", log.acts, apa, doneName)}
          <div>
            <label for="siaran">Siaran</label>
            <input
              type="text"
              inputmode="numeric"
              id="siaran"
              name="siaran"
              placeholder="nomor"
              value="${siaran ?? ""}"
            />
          </div>
          <div>
            <label for="hari">Hari</label><input type="date" id="hari" name="hari" value="${hari ?? ""}" />
          </div>
          <button type="submit">Saring</button>
        </form>
        ${
          log.entries.length === 0
            ? html`<div class="card">
                ${
                  oleh || apa || siaran || hari
                    ? empty("Tidak ada yang cocok", "Ubah saringannya.")
                    : empty("Belum ada catatan", "Setiap tindakan penyunting tercatat di sini.")
                }
              </div>`
            : days.map(
                ([day, entries]) =>
                  html`<section class="card">
                    <h2>${day}</h2>
                    <ol class="history">
                      ${entries.map((entry) => line(entry, nameOf, seesPeople))}
                    </ol>
                  </section>`,
              )
        }
        ${log.more ? html`<p><a class="button" href="/catatan?${next.toString()}">Lebih lama</a></p>` : ""}`,
    ),
  );
}

type Entry = Awaited<ReturnType<DeskParts["oversight"]["audit"]>>["entries"][number];

function line({ at, who, act, subject, details }: Entry, nameOf: NameOf, seesPeople: boolean): Html {
  return html`<li>
    <time class="soft" datetime="${at.toISOString()}">${clockTime(at)}</time>
    <strong>${nameOf(who)}</strong> ${doneName(act)}
    ${isOwn(subject, who, nameOf) ? "" : subjectOf(subject, nameOf)}
    ${subject.startsWith("alert:") ? actDetails(act, details) : ""} ${changes(subject, details, seesPeople)}
  </li>`;
}

/** What people do with their own account needs no second name. */
function isOwn(subject: string, who: string, nameOf: NameOf): boolean {
  return subject.startsWith("person:") && nameOf(subject) === nameOf(who);
}

function choice(
  name: string,
  label: string,
  all: readonly string[],
  chosen: string | undefined,
  nameOf = (value: string): string => value,
): Html {
  return html`<div>
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      <option value="">Semua</option>
      ${all.map((value) => html`<option value="${value}" ${value === chosen ? "selected" : ""}>${nameOf(value)}</option>`)}
    </select>
  </div>`;
}

function subjectOf(subject: string, nameOf: NameOf): Html {
  const [kind, id = ""] = subject.split(":");
  if (kind === "alert") return html`<a href="/siaran/${id}">siaran ${id}</a>`;
  if (kind === "article") return html`artikel ${id}`;
  if (kind === "source") return html`<a href="/sumber/${id}">${nameOf(`sumber:${id}`)}</a>`;
  if (kind === "person") return html`${nameOf(subject)}`;
  return html`${subject === "sending" ? "semua pengiriman" : ""}`;
}

/** Before and after; of people only for whoever may see the page of people. */
function changes(
  subject: string,
  details: Readonly<Record<string, unknown>>,
  seesPeople: boolean,
): Html | "" {
  const { before, after } = details;
  if (subject.startsWith("person:") && !seesPeople) return "";
  const reason = actReason(details);
  if (reason !== null) return html`<p class="small soft">“${reason}”</p>`;
  const was = Fields.safeParse(before ?? {}).data ?? {};
  const is = Fields.safeParse(after ?? {}).data ?? {};
  const names = Object.keys({ ...was, ...is }).filter(
    (name) => name in FIELDS && shownValue(was[name]) !== shownValue(is[name]),
  );
  if (names.length === 0) return "";
  return html`<details>
    <summary>Sebelum dan sesudah</summary>
    <dl class="changes small">
      ${names.map(
        (name) =>
          html`<dt>${FIELDS[name]}</dt>
            <dd>
              ${name in was ? html`<del>${shownValue(was[name])}</del><br />` : ""}
              ${name in is ? html`<ins>${shownValue(is[name])}</ins>` : ""}
            </dd>`,
      )}
    </dl>
  </details>`;
}

const Fields = z.record(z.string(), z.unknown());
const Call = z.object({ text: z.string(), url: z.string().nullable() });

const FIELDS: Readonly<Record<string, string>> = {
  headline: "Judul",
  summary: "Ringkasan",
  flash: "Kalimat kilat",
  callToAction: "Ajakan",
  link: "Tautan",
  image: "Gambar",
  topics: "Topik",
  regions: "Wilayah",
  breaking: "Berita kilat",
  toEveryone: "Untuk semua",
  correction: "Keterangan ralat",
  name: "Nama",
  role: "Peran",
  maySend: "Boleh menyiarkan",
  identities: "Akun chat",
  disabled: "Dinonaktifkan",
  feed: "Umpan",
  sitemap: "Peta situs",
  policy: "Kebijakan",
};

function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "(kosong)";
  if (typeof value === "boolean") return value ? "ya" : "tidak";
  if (Array.isArray(value)) return value.length === 0 ? "(kosong)" : value.join(", ");
  const call = Call.safeParse(value);
  if (call.success) return [call.data.text, call.data.url].filter(Boolean).join(" · ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
