import { html } from "hono/html";
import { z } from "zod";
import { devices } from "./devices.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { badge, heading, type Html, noSuchPage, type Notice, page } from "./layout.ts";
import { PersonForm, personForm, PersonTyped, ROLES } from "./people-form.ts";
import type { Colleague, Session } from "./ports.ts";

/** Who may use the desk, and what they may do. For admins. */
export const PEOPLE: readonly DeskRoute[] = [
  { method: "get", path: "/orang", who: "people", answer: (visit) => list(visit) },
  { method: "post", path: "/orang", who: "people", answer: add },
  { method: "get", path: "/orang/:id{[0-9]+}", who: "people", answer: (visit) => one(visit) },
  { method: "post", path: "/orang/:id{[0-9]+}", who: "people", answer: change },
  { method: "post", path: "/orang/:id{[0-9]+}/tautan", who: "people", answer: link },
  { method: "post", path: "/orang/:id{[0-9]+}/perangkat", who: "people", answer: endSession },
];

const Which = z.object({ session: z.string().max(100).default("") });

async function list({ c, parts, person }: Visit, notice?: Notice, typed?: PersonTyped): Promise<Response> {
  const [standing, people] = await Promise.all([standingOf(parts, person), parts.people.all()]);
  return c.html(
    page(
      { title: "Orang", person, at: "/orang", standing, notice },
      html`${heading("Orang", "Siapa yang boleh memakai meja redaksi, dan haknya.")}
        <ul class="list">
          ${people.map(
            (one) =>
              html`<li>
                <article class="item">
                  <h2 class="title"><a href="/orang/${one.id}">${one.name}</a></h2>
                  <p class="facts">
                    ${one.disabled ? badge("Dinonaktifkan", "bad") : badge(ROLES[one.role][0])}
                    ${!one.disabled && one.maySend && one.role !== "reader" ? badge("Boleh menyiarkan", "good") : ""}
                    <span>${one.identities.join(", ") || "tanpa akun chat"}</span>
                  </p>
                </article>
              </li>`,
          )}
        </ul>
        <section class="card" aria-labelledby="baru">
          <h2 id="baru">Tambah orang</h2>
          ${personForm("/orang", null, typed, notice)}
        </section>`,
    ),
    notice?.tone === "bad" ? 422 : 200,
  );
}

async function add(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const form = await c.req.parseBody();
  const [read, typed] = [PersonForm.safeParse(form), PersonTyped.parse(form)];
  if (!read.success) return list(visit, faultOf(read.error), typed);
  const { maySend, disabled: _, ...rest } = read.data;
  const made = await parts.people.add({ ...rest, maySend: maySend !== undefined }, person.audit);
  if ("taken" in made) return list(visit, takenBy(made), typed);
  return c.redirect(`/orang/${made.id}`, 303);
}

async function one(
  visit: Visit,
  notice?: Notice,
  { address, typed }: { address?: string; typed?: PersonTyped } = {},
): Promise<Response> {
  const { c, parts, person } = visit;
  const id = Number(c.req.param("id"));
  const [standing, people] = await Promise.all([standingOf(parts, person), parts.people.all()]);
  const found = people.find((each) => each.id === id);
  if (!found) return c.html(noSuchPage(), 404);
  const sessions = await parts.people.sessions(id);
  return c.html(
    page(
      { title: found.name, person, at: "/orang", standing, notice },
      html`<p class="small"><a href="/orang">← Semua orang</a></p>
        <h1>${found.name}</h1>
        ${
          address
            ? html`<p class="notice good">
                Tautan masuk, berlaku sepuluh menit dan sekali saja. Kirim hanya kepada orangnya:<br /><code
                  >${address}</code
                >
              </p>`
            : ""
        }
        ${found.fromFile ? html`<p class="soft">Tercantum di berkas konfigurasi: dihapus dari sana, orang ini dinonaktifkan.</p>` : ""}
        <section class="card">${personForm(`/orang/${id}`, found, typed, notice)}</section>
        ${found.disabled ? "" : html`${waysIn(found)} ${signedIn(found, sessions, id === person.id, parts.now())}`}`,
    ),
    notice?.tone === "bad" ? 422 : 200,
  );
}

function waysIn({ id }: Colleague): Html {
  return html`<section class="card" aria-labelledby="tautan">
    <h2 id="tautan">Tautan masuk</h2>
    <p class="soft">Untuk orang yang belum punya akun chat atau lupa kata sandi.</p>
    <form method="post" action="/orang/${id}/tautan">
      <button type="submit">Buat tautan masuk</button>
    </form>
  </section>`;
}

function signedIn({ id, name }: Colleague, sessions: readonly Session[], own: boolean, now: Date): Html {
  return html`<section class="card" aria-labelledby="perangkat">
    <h2 id="perangkat">Perangkat</h2>
    ${
      own
        ? html`<p class="soft">Perangkat Anda sendiri ada di halaman <a href="/akun">Akun saya</a>.</p>`
        : sessions.length === 0
          ? html`<p class="soft">${name} sedang tidak masuk di perangkat mana pun.</p>`
          : devices(sessions, `/orang/${id}/perangkat`, now)
    }
  </section>`;
}

async function change(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const id = Number(c.req.param("id"));
  const form = await c.req.parseBody();
  const [read, typed] = [PersonForm.safeParse(form), PersonTyped.parse(form)];
  if (!read.success) return one(visit, faultOf(read.error), { typed });
  const { maySend, disabled, ...rest } = read.data;
  if (id === person.id && (disabled !== undefined || rest.role !== "admin"))
    return one(visit, OWN_RIGHT, { typed });
  const done = await parts.people.change(
    id,
    { ...rest, maySend: maySend !== undefined, disabled: disabled !== undefined },
    person.audit,
  );
  if (done === "absent") return c.html(noSuchPage(), 404);
  if (done === "last admin") return one(visit, LAST_ADMIN, { typed });
  if (done !== "changed") return one(visit, takenBy(done), { typed });
  return one(visit, {
    tone: "good",
    text: "Disimpan. Bila haknya berubah atau akun chatnya dilepas, orang ini perlu masuk lagi.",
  });
}

const OWN_RIGHT: Notice = {
  tone: "bad",
  text: "Hak admin Anda sendiri hanya dapat dicabut oleh admin lain.",
};

const LAST_ADMIN: Notice = {
  tone: "bad",
  text: "Tidak disimpan: harus tetap ada seorang admin yang dapat masuk. Jadikan orang lain admin dulu.",
};

async function endSession(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const { session } = Which.parse(await c.req.parseBody());
  const ended = await parts.people.endSession(Number(c.req.param("id")), session, person.audit);
  return one(visit, ended ? DEVICE_OUT : DEVICE_GONE);
}

const DEVICE_OUT: Notice = { tone: "good", text: "Perangkat itu sudah dikeluarkan." };
const DEVICE_GONE: Notice = { tone: "plain", text: "Perangkat itu memang sudah keluar." };

async function link(visit: Visit): Promise<Response> {
  const { parts, c, person } = visit;
  const address = await parts.people.linkFor(Number(c.req.param("id")), person.audit);
  return address === null ? c.html(noSuchPage(), 404) : one(visit, undefined, { address });
}

function takenBy({ taken }: { taken: string }): Notice {
  const field = /^(?:telegram|whatsapp):/.test(taken) ? "identities" : "name";
  return { tone: "bad", text: `${taken} sudah dipakai orang lain di daftar ini.`, field };
}

function faultOf(error: z.ZodError): Notice {
  const [first] = error.issues;
  const at = first?.path[0];
  const field = at === "name" || at === "identities" ? at : undefined;
  return { tone: "bad", text: first?.message ?? "Periksa isian Anda.", field };
}
