import { html } from "hono/html";
import { supportsOf } from "../../alerts/supports.ts";
import type { OnDesk } from "../../chat/alert-desk.ts";
import { marked } from "./evidence.ts";
import { badge, type Html } from "./layout.ts";

/** What of an alert stands nowhere in its article, in a line for where it is sent; nothing where all of it does. */
export function doubts({ faults }: Pick<OnDesk, "faults">): Html | "" {
  if (faults.length === 0) return "";
  const named = [...new Set(faults.map(({ found }) => found))].slice(0, NAMED);
  return html`<p class="doubts small">
    <a href="#periksa">${faults.length} perlu dilihat</a>:
    ${named.map((one) => `“${one}”`).join(", ")}${named.length < faults.length ? " …" : ""}
  </p>`;
}

const NAMED = 3; // a phone has room for these above its button

/** What an alert rests on: every figure and name of it, and its place in the article. */

export function checks({ alert, article, faults }: OnDesk): Html | "" {
  if (!article) return "";
  const doubted = (said: string): boolean =>
    faults.some(({ found }) => found.includes(said) || said.includes(found));
  const evidence = supportsOf(alert.content, linesOf(article));
  return html`<section class="card" aria-labelledby="periksa">
    <h2 id="periksa">
      Pemeriksaan
      ${faults.length === 0 ? badge("Didukung artikel", "good") : badge(`${faults.length} perlu dilihat`, "bad")}
    </h2>
    ${
      faults.length > 0
        ? html`<ul class="findings">
            ${faults.map(({ why }) => html`<li><span class="no">!</span><span>${why}</span></li>`)}
          </ul>`
        : ""
    }
    ${
      evidence.length === 0
        ? html`<p class="small soft">Tidak ada angka, nama, atau kutipan di siaran ini.</p>`
        : html`<p class="small soft">Tekan untuk melihat tempatnya di artikel.</p>
            <ul class="proofs">
              ${evidence.map(({ said, place }, n) =>
                place === null
                  ? doubted(said)
                    ? ""
                    : html`<li><span title="Tidak persis begitu di artikel">${said}, tidak persis</span></li>`
                  : html`<li><a href="#bukti-${n}">✓ ${said}</a></li>`,
              )}
            </ul>`
    }
  </section>`;
}

export function articleOf({ alert, article }: OnDesk): Html | "" {
  if (!article) return "";
  const evidence = supportsOf(alert.content, linesOf(article));
  const shown = (line: string, i: number): Html =>
    html`${marked(line, i, evidence).map(({ text, n }) => (n === null ? text : html`<mark id="bukti-${n}">${text}</mark>`))}`;
  return html`<section class="card" aria-labelledby="artikel">
    <h2 id="artikel">Artikelnya</h2>
    ${article.link ? html`<p class="small"><a href="${article.link}" rel="noreferrer">${article.link}</a></p>` : ""}
    <div class="article" tabindex="0" role="region" aria-label="Teks artikel">
      ${article.title === null ? "" : html`<h3>${shown(article.title, article.paragraphs.length)}</h3>`}
      ${article.paragraphs.map((paragraph, i) => html`<p>${shown(paragraph, i)}</p>`)}
    </div>
  </section>`;
}

/** Where a figure may stand: in the text, and where it is not there, in the title. */
function linesOf({ title, paragraphs }: NonNullable<OnDesk["article"]>): readonly string[] {
  return title === null ? paragraphs : [...paragraphs, title];
}
