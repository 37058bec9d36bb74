import { html } from "hono/html";
import { age } from "../../chat/age.ts";
import { bubbles } from "./bubble.ts";
import { badge, type Badge, type Html } from "./layout.ts";
import type { DeskParts } from "./ports.ts";
import type { Trial, Tried } from "./source-ports.ts";
import { figure } from "./table.ts";

/** What a source would have sent. */
export function trialOf(trial: Trial, parts: Pick<DeskParts, "topics" | "newsroom">, now: Date): Html {
  if (trial.kind === "failed")
    return html`<section class="card" aria-labelledby="hasil-coba">
      <h2 id="hasil-coba">Hasil percobaan ${badge("Tidak terbaca", "bad")}</h2>
      <p>${sentence(trial.why)}</p>
    </section>`;
  return html`<section aria-labelledby="hasil-coba">
    <h2 id="hasil-coba">Hasil percobaan ${badge(`${figure(trial.total)} artikel terbaca`, "good")}</h2>
    <p class="soft small">
      ${
        trial.found.length === 0
          ? "Sumber ini terbaca, tetapi sedang tidak berisi artikel."
          : `Yang akan terjadi dengan ${figure(trial.found.length)} artikel terbaru. Tidak ada yang disimpan atau dikirim. Ringkasannya dari peringkas bawaan. Pada pembacaan pertama sebuah sumber baru, artikel lama hanya masuk arsip.`
      }
    </p>
    ${trial.problems.length > 0 ? html`<p class="why small">${trial.problems.slice(0, 5).map(sentence).join(" ")}</p>` : ""}
    <ul class="list">
      ${trial.found.map((one) => html`<li>${triedItem(one, parts, now)}</li>`)}
    </ul>
  </section>`;
}

const OUTCOMES: Readonly<Record<"sent" | "waits" | "too old", Badge>> = {
  sent: ["Langsung disiarkan", "good"],
  waits: ["Menunggu penyunting", "plain"],
  "too old": ["Hanya masuk arsip: sudah lama terbit", "warn"],
};

function triedItem(
  { title, publishedAt, isKnown, outcome }: Tried,
  { topics, newsroom }: Pick<DeskParts, "topics" | "newsroom">,
  now: Date,
): Html {
  const when = publishedAt ? html`<span>terbit ${age(publishedAt, now)}</span>` : "";
  const known = isKnown ? html`<span>sudah pernah masuk</span>` : "";
  if (outcome.kind === "no article")
    return html`<article class="item">
      <h3 class="title">${title ?? "Tanpa judul"}</h3>
      <p class="facts">${badge("Tidak menjadi siaran", "bad")}${when}${known}</p>
      <p class="why">${sentence(outcome.why)}</p>
    </article>`;
  const names = outcome.topics.map((id) => topics.find((topic) => topic.id === id)?.name ?? id);
  return html`<article class="item">
    <h3 class="title">${title ?? "Tanpa judul"}</h3>
    <p class="facts">
      ${badge(...OUTCOMES[outcome.kind])}
      <span>untuk ${figure(outcome.chats)} chat</span>${when}${known}
      ${names.length > 0 ? html`<span>${names.join(", ")}</span>` : ""}
    </p>
    ${
      outcome.reasons.length > 0
        ? html`<ul class="why">
            ${outcome.reasons.map((why) => html`<li>${why}</li>`)}
          </ul>`
        : ""
    }
    <details>
      <summary>Seperti dilihat pembaca</summary>
      ${bubbles(outcome.preview, newsroom)}
    </details>
  </article>`;
}

function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
