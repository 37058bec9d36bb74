import { html } from "hono/html";
import { z } from "zod";
import { faulty, whyFaulty } from "./faulty.ts";
import { jsonField } from "./json-field.ts";
import { type Html, notice, type Notice, plainPage } from "./layout.ts";

/** The form to sign in with. It carries along what was typed into another form after its session had ended. */

/** A form of ours as it was sent, to be sent once more. */
const Kept = z.object({
  path: z.string().max(500),
  fields: z.array(z.tuple([z.string().max(100), z.string()])).max(200),
});
export type Kept = z.infer<typeof Kept>;

/** As the form to sign in with brings it back. */
export const KeptField = jsonField(Kept);

/** Fields that nobody types: a form with only these loses nothing. */
const OURS = new Set(["version", "was", "first", "now", "what", "only", "quick", "session"]);

/** A form whose words would be lost; null for a mere press, which is better repeated on the fresh page. */
export function keptOf(path: string, form: Readonly<Record<string, unknown>>): Kept | null {
  const fields = Object.entries(form).flatMap(([name, value]) =>
    [value].flat().flatMap((one): [string, string][] => (typeof one === "string" ? [[name, one]] : [])),
  );
  return fields.some(([name, value]) => !OURS.has(name) && value.trim() !== "") ? { path, fields } : null;
}

/** `name`: as it was typed, where that was refused. */
export function signInPage(to: string, said?: Notice, kept?: Kept, name = ""): Html {
  return plainPage(
    said?.tone === "bad" ? "Belum berhasil: Masuk" : "Masuk",
    html`<h1>Masuk ke meja redaksi</h1>
      ${said ? notice(said) : ""}
      ${kept ? notice({ tone: "plain", text: "Sesi Anda berakhir. Yang Anda ketik belum disimpan dan tetap di sini: masuk dulu, lalu kirim lagi." }) : ""}
      <p>
        Paling cepat: kirim <strong>/masuk</strong> ke bot dari akun Anda, lalu buka tautan yang dibalasnya.
      </p>
      <form method="post" action="/masuk" class="card" data-plain>
        <input type="hidden" name="to" value="${to}" />
        ${kept ? html`<input type="hidden" name="kept" value="${JSON.stringify(kept)}" />` : ""}
        <div class="field">
          <label for="name">Nama</label>
          <input type="text" id="name" name="name" value="${name}" autocomplete="username" required />
        </div>
        <div class="field">
          <label for="password">Kata sandi</label>
          <input
            type="password"
            id="password"
            name="password"
            autocomplete="current-password"
            required
            ${faulty("password", said)}
          />
          ${whyFaulty("password", said)}
        </div>
        <div class="field">
          <label for="code"
            >Kode dari aplikasi autentikasi <span class="soft">(bila Anda memakainya)</span></label
          >
          <input type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" />
        </div>
        <button class="main" type="submit">Masuk</button>
      </form>
      ${
        kept
          ? html`<section class="card" aria-labelledby="isian">
              <h2 id="isian">Sudah masuk lewat tautan, di tab lain?</h2>
              ${sendAgain(kept)}
            </section>`
          : ""
      }`,
  );
}

/** Shown after signing in: what was typed before is sent by a press, and seen first. */
export function goOnPage(kept: Kept): Html {
  return plainPage(
    "Isian Anda",
    html`<h1>Isian Anda masih ada</h1>
      <p>Anda sudah masuk. Yang tadi Anda ketik belum dikirim.</p>
      <section class="card">${sendAgain(kept)}</section>
      <p><a href="/">Buang, ke meja redaksi</a></p>`,
  );
}

/** A form that was not served: its words to be read and copied, and where it may yet be served, to be sent again. */
export function notLost(kept: Kept, again: boolean): Html {
  return html`<section class="card" aria-labelledby="isian">
    <h2 id="isian">Yang Anda ketik</h2>
    ${again ? sendAgain(kept) : wordsOf(kept)}
  </section>`;
}

function wordsOf({ fields }: Kept): Html {
  const words = fields.filter(([name, value]) => !OURS.has(name) && /\s/.test(value.trim()));
  return html`${words.map(([, value]) => html`<pre class="copy" tabindex="0">${value}</pre>`)}`;
}

function sendAgain(kept: Kept): Html {
  const { path, fields } = kept;
  return html`${wordsOf(kept)}
    <form method="post" action="${within(path)}" class="again" data-plain>
      ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button class="main" type="submit">Kirim isian tadi</button>
    </form>`;
}

/** Only to a page of ours, read as browsers read an address: to them "/\t/elsewhere" and "/.//elsewhere" are another host. */
export function within(to: string): string {
  const { origin, pathname, search } = new URL(URL.canParse(to, HERE) ? to : "/", HERE);
  return origin === HERE && !pathname.startsWith("//") ? pathname + search : "/";
}

const HERE = "https://desk.invalid";
