import { html } from "hono/html";
import { z } from "zod";
import { faulty, whyFaulty } from "./faulty.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { heading, type Html, type Notice, page } from "./layout.ts";
import { figure } from "./table.ts";

/** A broadcast of an editor's own words, or of an article by its address. Both become a draft; nothing is sent from here. */
export const COMPOSE: readonly DeskRoute[] = [
  { method: "get", path: "/siaran/baru", who: "edit", answer: (visit) => show(visit) },
  { method: "post", path: "/siaran/baru", who: "edit", answer: make },
];

const Form = z.object({ words: z.string().trim().default("") });
const MOST = 20_000;

async function make(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const words = Form.parse(await c.req.parseBody()).words.replaceAll("\r\n", "\n");
  if (words === "") return refuse(visit, "Tulis dulu teks atau alamat artikelnya.");
  if (words.length > MOST)
    return refuse(visit, `Teks ini lebih dari ${figure(MOST)} karakter. Persingkat, lalu coba lagi.`, words);
  const drafted = /^https?:\/\/\S+$/.test(words)
    ? await parts.desk.draftFromUrl(words, person.audit)
    : await parts.desk.draftFromText(words, person.audit);
  if (drafted.kind === "fault") return refuse(visit, drafted.why, words);
  return c.redirect(`/siaran/${drafted.id}`, 303);
}

const refuse = (visit: Visit, text: string, words = ""): Promise<Response> =>
  show(visit, { tone: "bad", text, field: "words" }, words);

async function show({ c, parts, person }: Visit, notice?: Notice, words = ""): Promise<Response> {
  return c.html(
    page(
      {
        title: "Tulis siaran",
        person,
        at: "/siaran/baru",
        standing: await standingOf(parts, person),
        notice,
      },
      form(words, notice),
    ),
    notice ? 422 : 200,
  );
}

function form(words: string, said: Notice | undefined): Html {
  return html`${heading("Tulis siaran", "Kabar dengan kata-kata Anda sendiri, atau dari sebuah artikel.")}
    <form method="post" class="card" data-keeps data-slow ${words === "" ? "" : "data-dirty"}>
      <div class="field">
        <label for="words">Alamat artikel, atau teks Anda sendiri</label>
        <textarea id="words" name="words" rows="10" required ${faulty("words", said, "words-about")}>
${words}</textarea>
        ${whyFaulty("words", said)}
        <p class="small soft" id="words-about">
          Dari sebuah alamat, artikelnya dibaca dan diringkas. Pada teks sendiri, baris pertama menjadi judul.
          Belum ada yang terkirim sebelum Anda menyiarkannya di halaman berikut.
        </p>
      </div>
      <button type="submit" class="main">Buat draf</button>
    </form>`;
}
