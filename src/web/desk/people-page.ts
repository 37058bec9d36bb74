import { html } from "hono/html";
import { z } from "zod";
import { Role } from "../../alerts/rights.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { badge, type Html, noSuchPage, type Notice, page } from "./layout.ts";
import type { Colleague } from "./ports.ts";

/** Who may use the desk, and what they may do. For admins. */
export const PEOPLE: readonly DeskRoute[] = [
  { method: "get", path: "/orang", who: "people", answer: (visit) => list(visit) },
  { method: "post", path: "/orang", who: "people", answer: add },
  { method: "get", path: "/orang/:id{[0-9]+}", who: "people", answer: (visit) => one(visit) },
  { method: "post", path: "/orang/:id{[0-9]+}", who: "people", answer: change },
  { method: "post", path: "/orang/:id{[0-9]+}/tautan", who: "people", answer: link },
];

const ROLES: Readonly<Record<Role, string>> = {
  reader: "Pengamat: hanya melihat",
  editor: "Penyunting: membuat dan mengubah draf, menghentikan",
  chief: "Redaktur pelaksana: juga mengurus yang gagal dan tidak pasti",
  admin: "Admin: juga mengurus orang",
};

const Form = z.object({
  name: z.string().trim().min(1, "Nama tidak boleh kosong.").max(100),
  role: Role,
  maySend: z.string().optional(),
  identities: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
    .pipe(
      z.array(
        z
          .string()
          .regex(
            /^(telegram|whatsapp):\d{4,20}$/,
            "Tulis akun sebagai telegram:12345678 atau whatsapp:6281234567890.",
          ),
      ),
    ),
  disabled: z.string().optional(),
});

async function list({ c, parts, person }: Visit, notice?: Notice): Promise<Response> {
  const [standing, people] = await Promise.all([standingOf(parts, person), parts.people.all()]);
  return c.html(
    page(
      { title: "Orang", person, at: "/orang", standing, notice },
      html`<h1>Orang</h1>
        <ul class="list">
          ${people.map(
            (one) =>
              html`<li>
                <article class="item">
                  <h3><a href="/orang/${one.id}">${one.name}</a></h3>
                  <p class="facts">
                    ${one.disabled ? badge("Dinonaktifkan", "bad") : badge(ROLES[one.role].split(":")[0] ?? "")}
                    ${!one.disabled && one.maySend && one.role !== "reader" ? badge("Boleh menyiarkan", "good") : ""}
                    <span>${one.identities.join(", ") || "tanpa akun chat"}</span>
                  </p>
                </article>
              </li>`,
          )}
        </ul>
        <section class="card" aria-labelledby="baru">
          <h2 id="baru">Tambah orang</h2>
          ${form("/orang", null)}
        </section>`,
    ),
    notice?.tone === "bad" ? 422 : 200,
  );
}

async function add(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const read = Form.safeParse(await c.req.parseBody());
  if (!read.success) return list(visit, faultOf(read.error));
  const { maySend, disabled: _, ...rest } = read.data;
  const made = await parts.people.add({ ...rest, maySend: maySend !== undefined }, person.audit);
  if ("taken" in made) return list(visit, takenBy(made));
  return c.redirect(`/orang/${made.id}`, 303);
}

async function one(visit: Visit, notice?: Notice, address?: string): Promise<Response> {
  const { c, parts, person } = visit;
  const [standing, people] = await Promise.all([standingOf(parts, person), parts.people.all()]);
  const found = people.find(({ id }) => id === Number(c.req.param("id")));
  if (!found) return c.html(noSuchPage(), 404);
  return c.html(
    page(
      { title: found.name, person, at: "/orang", standing, notice },
      html`<h1>${found.name}</h1>
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
        <section class="card">${form(`/orang/${found.id}`, found)}</section>
        ${
          found.disabled
            ? ""
            : html`<section class="card">
                <h2>Tautan masuk</h2>
                <p class="soft">Untuk orang yang belum punya akun chat atau lupa kata sandi.</p>
                <form method="post" action="/orang/${found.id}/tautan">
                  <button type="submit">Buat tautan masuk</button>
                </form>
              </section>`
        }`,
    ),
    notice?.tone === "bad" ? 422 : 200,
  );
}

async function change(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const id = Number(c.req.param("id"));
  const read = Form.safeParse(await c.req.parseBody());
  if (!read.success) return one(visit, faultOf(read.error));
  const { maySend, disabled, ...rest } = read.data;
  if (id === person.id && (disabled !== undefined || rest.role !== "admin"))
    return one(visit, { tone: "bad", text: "Hak admin Anda sendiri hanya dapat dicabut oleh admin lain." });
  const done = await parts.people.change(
    id,
    { ...rest, maySend: maySend !== undefined, disabled: disabled !== undefined },
    person.audit,
  );
  if (done === "absent") return c.html(noSuchPage(), 404);
  if (done !== "changed") return one(visit, takenBy(done));
  return one(visit, { tone: "good", text: "Disimpan. Orang ini perlu masuk lagi." });
}

async function link(visit: Visit): Promise<Response> {
  const { parts, c, person } = visit;
  const address = await parts.people.linkFor(Number(c.req.param("id")), person.audit);
  return address === null ? c.html(noSuchPage(), 404) : one(visit, undefined, address);
}

function form(action: string, person: Colleague | null): Html {
  return html`<form method="post" action="${action}">
    <div class="field">
      <label for="name">Nama</label>
      <input
        type="text"
        id="name"
        name="name"
        value="${person?.name ?? ""}"
        maxlength="100"
        autocomplete="off"
        required
      />
    </div>
    <div class="field">
      <label for="role">Peran</label>
      <select id="role" name="role">
        ${Object.entries(ROLES).map(
          ([role, label]) =>
            html`<option value="${role}" ${role === (person?.role ?? "editor") ? "selected" : ""}>
              ${label}
            </option>`,
        )}
      </select>
    </div>
    <div class="field">
      <label for="identities"
        >Akun chat <span class="soft">(telegram:12345678, whatsapp:6281234567890)</span></label
      >
      <input
        type="text"
        id="identities"
        name="identities"
        value="${person?.identities.join(" ") ?? ""}"
        autocomplete="off"
      />
    </div>
    <fieldset class="checks">
      <legend>Hak</legend>
      <label
        ><input type="checkbox" name="maySend" value="ya" ${person?.maySend ? "checked" : ""} />Boleh
        menyiarkan, meralat, dan menarik</label
      >
      ${person ? html`<label><input type="checkbox" name="disabled" value="ya" ${person.disabled ? "checked" : ""} />Dinonaktifkan</label>` : ""}
    </fieldset>
    <button type="submit" class="main">${person ? "Simpan" : "Tambah"}</button>
  </form>`;
}

function takenBy({ taken }: { taken: string }): Notice {
  return { tone: "bad", text: `${taken} sudah dipakai orang lain di daftar ini.` };
}

function faultOf(error: z.ZodError): Notice {
  return { tone: "bad", text: error.issues[0]?.message ?? "Periksa isian Anda." };
}
