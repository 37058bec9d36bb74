import { html, raw } from "hono/html";
import { may } from "../../alerts/rights.ts";
import type { Change } from "../../articles/story-changes.ts";
import { age } from "../../chat/age.ts";
import type { OnDesk } from "../../chat/alert-desk.ts";
import type { Html } from "./layout.ts";
import type { ChangedSource, SignedIn } from "./ports.ts";
import { WHILE } from "./words.ts";

/** On an alert's page: its source has changed or taken down the article since, what that means, and what can be done about it. */

const MOST_CHANGES = 8; // of more, an editor reads the article itself
const KINDS: Readonly<Record<Change["kind"], string>> = { figure: "Angka", name: "Nama", words: "Kata" };

export function changedSource(
  news: ChangedSource,
  { alert }: Pick<OnDesk, "alert">,
  person: SignedIn,
  now: Date,
): Html {
  const open = alert.state === "draft" || alert.state === "scheduled";
  const form = open ? "ubah" : "ralat";
  return html`<section
    class="notice bad"
    aria-labelledby="sumber-berubah"
    ${open ? raw(`data-while="${WHILE.undecided}"`) : ""}
  >
    <h2 id="sumber-berubah">${TITLES[news.kind]} <span class="soft small">${age(news.at, now)}</span></h2>
    ${news.kind === "changed" ? whatChanged(news) : html`<p>${ADVICE[news.kind]}</p>`}
    <div class="row">
      ${
        news.kind === "changed" && may(person, open ? "edit" : "send")
          ? html`<a class="button main" href="/siaran/${alert.id}?isi=${form}#${form}"
              >${open ? "Pakai isi yang baru" : "Siapkan ralat"}</a
            >`
          : ""
      }
      ${
        may(person, "edit")
          ? html`<form method="post" action="/siaran/${alert.id}/sumber">
              <button type="submit">Biarkan</button>
            </form>`
          : ""
      }
    </div>
  </section>`;
}

const TITLES: Readonly<Record<ChangedSource["kind"], string>> = {
  changed: "Sumber berubah",
  gone: "Sumber dihapus",
  withdrawn: "Penerbit menarik artikelnya",
};

const ADVICE: Readonly<Record<"gone" | "withdrawn", string>> = {
  gone: "Halaman artikelnya tidak ada lagi. Periksa, lalu tolak atau tarik siaran ini bila perlu.",
  withdrawn: "Tanyakan alasannya kepada penerbit, lalu tolak atau tarik siaran ini bila perlu.",
};

function whatChanged({ changes, unsupported }: ChangedSource & { kind: "changed" }): Html {
  const rest = changes.length - MOST_CHANGES;
  return html`${
      unsupported.length > 0
        ? html`<ul class="why">
            ${unsupported.map((why) => html`<li>${why}</li>`)}
          </ul>`
        : ""
    }
    <dl class="changes small">
      ${changes.slice(0, MOST_CHANGES).map(
        ({ kind, before, after }) =>
          html`<dt>${KINDS[kind]}</dt>
            <dd>
              ${before ? html`<del>${before}</del>` : html`<span class="soft">baru:</span>`}
              ${after ? html`<ins>${after}</ins>` : html`<span class="soft">dihapus</span>`}
            </dd>`,
      )}
    </dl>
    ${rest > 0 ? html`<p class="small">… dan ${rest} perubahan lain.</p>` : ""}`;
}
