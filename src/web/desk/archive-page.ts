import { html } from "hono/html";
import { z } from "zod";
import { age } from "../../chat/age.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { empty, heading, page } from "./layout.ts";

/** The archive, asked as readers ask it. */
export const ARCHIVE: readonly DeskRoute[] = [{ method: "get", path: "/cari", who: "look", answer: search }];

const Search = z.object({
  q: z.string().max(200).catch(""),
  hal: z.coerce.number().int().min(1).max(50).catch(1),
});

async function search({ c, parts, person }: Visit): Promise<Response> {
  const { q, hal } = Search.parse(c.req.query());
  const [{ found, more, near, meant }, standing] = await Promise.all([
    parts.oversight.search(q, hal),
    standingOf(parts, person),
  ]);
  const now = parts.now();
  return c.html(
    page(
      { title: "Arsip", person, at: "/cari", standing },
      html`${heading("Arsip", "Semua artikel yang pernah dibaca.")}
        <form method="get" action="/cari" class="filter" role="search">
          <div class="grow">
            <label for="q">Kata yang dicari</label><input type="text" id="q" name="q" value="${q}" />
          </div>
          <button type="submit">Cari</button>
        </form>
        ${meant ? html`<p class="notice">Menampilkan hasil untuk “${meant}”.</p>` : ""}
        ${near ? html`<p class="notice">Tidak ada yang memuat semua kata itu. Ini yang paling dekat.</p>` : ""}
        ${
          found.length === 0
            ? empty("Tidak ditemukan", "Coba kata lain, atau lebih sedikit kata.")
            : html`<ul class="list">
                ${found.map(
                  ({ headline, outlet, link, at }) =>
                    html`<li>
                      <article class="item">
                        <h2 class="title">
                          ${link ? html`<a href="${link}" rel="noreferrer">${headline}</a>` : headline}
                        </h2>
                        <p class="facts">
                          <span>${outlet ?? "tulisan redaksi"}</span
                          ><time datetime="${at.toISOString()}">${age(at, now)}</time>
                        </p>
                      </article>
                    </li>`,
                )}
              </ul>`
        }
        ${more ? html`<p><a class="button" href="/cari?q=${encodeURIComponent(q)}&hal=${hal + 1}">Berikutnya</a></p>` : ""}`,
    ),
  );
}
