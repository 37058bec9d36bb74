import { html } from "hono/html";
import { may } from "../../alerts/rights.ts";
import { age } from "../../chat/age.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { badge, empty, heading, page } from "./layout.ts";
import { noticeOf } from "./notices.ts";
import { figure } from "./table.ts";

/** Articles that could not be read for good: each may be tried again. */
export const FAILED: readonly DeskRoute[] = [
  { method: "get", path: "/gagal", who: "look", answer: failed },
  { method: "post", path: "/gagal/:id{[0-9]+}", who: "mend", answer: retry },
];

async function failed({ c, parts, person }: Visit): Promise<Response> {
  const [{ total, letters }, standing] = await Promise.all([
    parts.oversight.deadLetters(),
    standingOf(parts, person),
  ]);
  const now = parts.now();
  return c.html(
    page(
      { title: "Yang gagal", person, at: "/gagal", standing, notice: noticeOf(c.req.query("pesan")) },
      html`${heading(
        html`Yang gagal ${total > 0 ? badge(figure(total), "bad") : ""}`,
        "Artikel yang tidak terbaca setelah lima kali mencoba. Kiriman yang gagal ada di halaman siarannya.",
      )}
      ${
        letters.length === 0
          ? html`<div class="card">
              ${empty("Tidak ada yang gagal", "Semua artikel yang datang terbaca.")}
            </div>`
          : html`<ul class="list">
              ${letters.map(
                ({ id, subject, error, diedAt }) =>
                  html`<li>
                    <article class="item">
                      <p class="facts above">
                        <time datetime="${diedAt.toISOString()}">${age(diedAt, now)}</time>
                      </p>
                      <h2 class="title">${subject}</h2>
                      <p class="why">${error}</p>
                      ${
                        may(person, "mend")
                          ? html`<form method="post" action="/gagal/${id}" class="again">
                              <button type="submit">Coba lagi</button>
                            </form>`
                          : ""
                      }
                    </article>
                  </li>`,
              )}
            </ul>`
      }
      ${total > letters.length ? html`<p class="soft">Dan ${figure(total - letters.length)} lagi.</p>` : ""}`,
    ),
  );
}

async function retry({ c, parts, person }: Visit): Promise<Response> {
  const done = await parts.oversight.retry(Number(c.req.param("id")), person.audit);
  return c.redirect(`/gagal?pesan=${done ? "diulang" : "tidak-diulang"}`, 303);
}
