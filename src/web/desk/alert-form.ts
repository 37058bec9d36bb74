import { html } from "hono/html";
import type { OnDesk } from "../../chat/alert-desk.ts";
import { checkbox } from "./checkbox.ts";
import { asSeen, fieldsOf, type WordField } from "./colleague.ts";
import { faulty, whyFaulty } from "./faulty.ts";
import type { Html, Notice } from "./layout.ts";
import type { DeskParts } from "./ports.ts";
import { WHILE } from "./words.ts";

/** The fields of an alert's content. */

/** Words that an editor typed and that were not saved: they stay in the form. */
export interface Typed {
  headline?: string;
  summary?: string;
  flash?: string;
  correction?: string;
  moment?: MomentTyped;
  embargo?: MomentTyped;
  reason?: string;
  callToAction?: string;
  callToActionUrl?: string;
  image?: string;
  topics?: readonly string[];
  breaking?: boolean;
  toEveryone?: boolean;
  /** What a colleague saved meanwhile in fields that this editor has also changed. */
  saved?: Partial<Record<WordField, string>>;
  /** Why it was refused. */
  refused?: Notice;
}

/** A moment as its fields have it. */
export interface MomentTyped {
  /** "2026-11-25" */
  date: string;
  /** "18:30" */
  time: string;
  zone: string;
}

/**
 * Headline and text, with how long they are; and, by the script, what the article does not support of them: on a phone the preview is far
 * above. `name` tells two such forms of a page apart.
 */
export function words(
  { headline, summary }: { headline: string; summary: string },
  typed: Typed,
  name: string,
): Html {
  return html`<div class="field">
      <label for="${name}-headline">Judul</label>
      <textarea
        id="${name}-headline"
        name="headline"
        rows="2"
        required
        data-counts="${name}-headline-n"
        data-most="120"
        ${faulty(`${name}-headline`, typed.refused, `${name}-headline-n`)}
      >
${typed.headline ?? headline}</textarea>
      <span class="soft small" id="${name}-headline-n"></span>
      ${whyFaulty(`${name}-headline`, typed.refused)} ${savedNow(`${name}-headline`, typed.saved?.headline)}
    </div>
    <div class="field">
      <label for="${name}-summary">Isi</label>
      <textarea
        id="${name}-summary"
        name="summary"
        rows="6"
        data-counts="${name}-summary-n"
        data-most="700"
        ${faulty(`${name}-summary`, typed.refused, `${name}-summary-n`)}
      >
${typed.summary ?? summary}</textarea>
      <span class="soft small" id="${name}-summary-n"></span>
      ${whyFaulty(`${name}-summary`, typed.refused)} ${savedNow(`${name}-summary`, typed.saved?.summary)}
      <div data-doubts role="status"></div>
    </div>`;
}

/** Words that a colleague saved, under the field that has this editor's. Its button is a script's: without one they are copied. */
function savedNow(field: string, words: string | undefined): Html | "" {
  if (words === undefined) return "";
  return html`<p class="small saved">
    Sekarang tersimpan: ${words === "" ? html`<span class="soft">kosong</span>` : html`<ins>${words}</ins>`}
    <button type="button" data-takes="${field}" data-words="${words}" hidden>Pakai yang tersimpan</button>
  </p>`;
}

export function editForm({ alert }: OnDesk, { topics }: DeskParts, typed: Typed): Html {
  const { content } = alert;
  const now = fieldsOf(content);
  return html`<details
    class="card"
    id="ubah"
    data-while="${WHILE.undecided}"
    ${typed.headline === undefined ? "" : "open"}
  >
    <summary>Ubah isi</summary>
    <form
      method="post"
      action="/siaran/${alert.id}/ubah"
      data-keeps
      data-previews="/siaran/${alert.id}/pratinjau"
      ${typed.headline === undefined ? "" : "data-dirty"}
    >
      <input type="hidden" name="version" value="${alert.version}" />
      ${asSeen(content)} ${words(content, typed, "ubah")}
      <div class="field">
        <label for="flash"
          >Kalimat kilat <span class="soft">(satu baris, untuk ringkasan dan pemberitahuan)</span></label
        >
        <input type="text" id="flash" name="flash" value="${typed.flash ?? now.flash}" maxlength="200" />
        ${savedNow("flash", typed.saved?.flash)}
      </div>
      <div class="field">
        <label for="cta"
          >Ajakan bergabung <span class="soft">(baris terakhir; kosong: tidak ada)</span></label
        >
        <input
          type="text"
          id="cta"
          name="callToAction"
          value="${typed.callToAction ?? now.callToAction}"
          maxlength="500"
        />
        ${savedNow("cta", typed.saved?.callToAction)}
      </div>
      <div class="field">
        <label for="cta-url">Tautan ajakan</label>
        <input
          type="url"
          id="cta-url"
          name="callToActionUrl"
          value="${typed.callToActionUrl ?? now.callToActionUrl}"
          ${faulty("cta-url", typed.refused)}
        />
        ${whyFaulty("cta-url", typed.refused)} ${savedNow("cta-url", typed.saved?.callToActionUrl)}
      </div>
      <div class="field">
        <label for="image">Gambar <span class="soft">(alamat; kosong: tidak ada)</span></label>
        <input
          type="url"
          id="image"
          name="image"
          value="${typed.image ?? now.image}"
          ${faulty("image", typed.refused)}
        />
        ${whyFaulty("image", typed.refused)} ${savedNow("image", typed.saved?.image)}
      </div>
      <fieldset class="checks">
        <legend>Topik</legend>
        ${topics.map(({ id, name }) =>
          checkbox("topics", id, name, (typed.topics ?? content.topics).includes(id)),
        )}
      </fieldset>
      <fieldset class="checks">
        <legend>Penerima</legend>
        ${checkbox("breaking", "ya", "Berita kilat", typed.breaking ?? content.breaking)}
        ${checkbox("toEveryone", "ya", "Untuk semua yang berlangganan apa pun", typed.toEveryone ?? content.toEveryone)}
      </fieldset>
      <button type="submit" class="main">Simpan perubahan</button>
    </form>
  </details>`;
}
