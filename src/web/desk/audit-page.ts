import { html } from "hono/html";
import { z } from "zod";
import { clockTime, dayName } from "../../chat/age.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { haltOf } from "./halt.ts";
import { empty, type Html, page } from "./layout.ts";
import { doneName } from "./words.ts";

/** Who did what, when, and what it was before. Nobody can change it, the database included. */
export const AUDIT: readonly DeskRoute[] = [{ method: "get", path: "/catatan", who: "look", answer: audit }];

const Asked = z.object({
  oleh: z.string().min(1).max(200).optional().catch(undefined),
  apa: z.string().min(1).max(100).optional().catch(undefined),
  sebelum: z.coerce.number().int().positive().optional().catch(undefined),
});

async function audit({ c, parts, person }: Visit): Promise<Response> {
  const { oleh, apa, sebelum } = Asked.parse(c.req.query());
  const [log, nameOf, halt] = await Promise.all([
    parts.oversight.audit({ who: oleh, act: apa, before: sebelum }),
    parts.names(),
    haltOf(parts, person),
  ]);
  const last = log.entries.at(-1);
  const next = new URLSearchParams({
    ...(oleh && { oleh }),
    ...(apa && { apa }),
    ...(last && { sebelum: String(last.id) }),
  });
  return c.html(
    page(
      { title: "Catatan", person, at: "/catatan", halt },
      html`<h1>Catatan</h1>
        <form method="get" action="/catatan" class="card row">
          ${choice("oleh", "Oleh", log.who, oleh, nameOf)}
          ${choice("apa", "Tindakan", log.acts, apa, doneName)}
          <button type="submit">Saring</button>
        </form>
        ${
          log.entries.length === 0
            ? empty("Belum ada catatan", "Setiap tindakan penyunting tercatat di sini.")
            : html`<ol class="card history">
                ${log.entries.map(
                  ({ at, who, act, subject, details }) =>
                    html`<li>
                      <time class="soft small" datetime="${at.toISOString()}"
                        >${dayName(at)} ${clockTime(at)}</time
                      ><br />
                      <strong>${nameOf(who)}</strong> ${doneName(act)} ${subjectOf(subject)}
                      ${changes(subject, details)}
                    </li>`,
                )}
              </ol>`
        }
        ${log.more ? html`<p><a class="button" href="/catatan?${next.toString()}">Lebih lama</a></p>` : ""}`,
    ),
  );
}

function choice(
  name: string,
  label: string,
  all: readonly string[],
  chosen: string | undefined,
  nameOf: (value: string) => string,
): Html {
  return html`<div>
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      <option value="">Semua</option>
      ${all.map((value) => html`<option value="${value}" ${value === chosen ? "selected" : ""}>${nameOf(value)}</option>`)}
    </select>
  </div>`;
}

function subjectOf(subject: string): Html {
  const [kind, id = ""] = subject.split(":");
  if (kind === "alert") return html`<a href="/siaran/${id}">siaran ${id}</a>`;
  if (kind === "article") return html`artikel ${id}`;
  return html`${subject === "sending" ? "semua pengiriman" : ""}`;
}

/** Before and after, of alerts; what is on record of people is for the page of people. */
function changes(subject: string, details: Readonly<Record<string, unknown>>): Html | "" {
  const { before, after, reason } = details;
  if (!subject.startsWith("alert:")) return "";
  if (typeof reason === "string") return html`<p class="small">“${reason}”</p>`;
  const [was, is] = [Fields.safeParse(before), Fields.safeParse(after)];
  if (!was.success || !is.success) return "";
  return html`<details>
    <summary>Sebelum dan sesudah</summary>
    <dl class="small">
      ${Object.keys(is.data).map(
        (name) =>
          html`<dt>${FIELDS[name] ?? name}</dt>
            <dd><del>${shownValue(was.data[name])}</del><br /><ins>${shownValue(is.data[name])}</ins></dd>`,
      )}
    </dl>
  </details>`;
}

const Fields = z.record(z.string(), z.unknown());

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
};

function shownValue(value: unknown): string {
  if (value === null || value === undefined) return "(kosong)";
  return typeof value === "string" ? value : JSON.stringify(value);
}
