import { html } from "hono/html";
import type { Edit } from "../../alerts/acts.ts";
import type { AlertContent } from "../../alerts/alert.ts";
import { type Form, handsOf, onSeen, type Work } from "./alert-answer.ts";
import type { Typed } from "./alert-form.ts";
import { audience } from "./audience.ts";
import { bubbles } from "./bubble.ts";
import { besideColleague, wordsBesideColleague } from "./colleague.ts";
import type { Visit } from "./guard.ts";

/** An alert's words as they are typed on its page: saved, sent as a correction, or only looked at. */

export const edit: Work = onSeen(async ({ id, form, hand }, { alerts }) => {
  const wrong = [
    { field: "cta-url", name: "Tautan ajakan", url: form.callToActionUrl },
    { field: "image", name: "Gambar", url: form.image },
  ].find(({ url }) => url !== "" && !/^https?:\/\/\S+$/.test(url));
  if (wrong !== undefined)
    return {
      kind: "fault",
      why: `${wrong.name}: “${wrong.url}” bukan alamat web. Tulis lengkap dengan https://`,
      field: wrong.field,
    };
  const done = await alerts.edit(id, editOf(form), hand);
  if (done.kind === "fault") return { ...done, field: wordsAtFault("ubah", form) };
  return done.kind === "edited" ? (done.unscheduled ? "diubah-jadwal-batal" : "diubah") : done;
});

/** Without a headline there is nothing to say; whatever else is refused is in the text, or too long for it. */
const wordsAtFault = (form: string, { headline }: Form): string =>
  headline === "" ? `${form}-headline` : `${form}-summary`;

export function typedEdit(form: Form, saved: AlertContent): Typed {
  const [breaking, toEveryone] = [form.breaking !== undefined, form.toEveryone !== undefined];
  return besideColleague({ ...form, breaking, toEveryone }, form.was, saved);
}

export const correct: Work = onSeen(async ({ id, form, hand }, { alerts }) => {
  const done = await alerts.correct(id, correctionOf(form), hand);
  if (done.kind === "fault") return { ...done, field: wordsAtFault("ralat", form) };
  return done.kind === "correcting" ? "diralat" : done;
});

export function typedCorrection({ headline, summary, correction, was }: Form, saved: AlertContent): Typed {
  return {
    ...wordsBesideColleague(["headline", "summary"], { headline, summary }, was, saved),
    correction,
  };
}

export const previewEdit = (visit: Visit): Promise<Response> => preview(visit, editOf);
export const previewCorrection = (visit: Visit): Promise<Response> => preview(visit, correctionOf);

function editOf(form: Form): Edit {
  return {
    headline: form.headline,
    summary: form.summary,
    flash: flashOf(form),
    callToAction: form.callToAction ? { text: form.callToAction, url: form.callToActionUrl || null } : null,
    image: form.image || null,
    topics: form.topics,
    breaking: form.breaking !== undefined,
    toEveryone: form.toEveryone !== undefined,
  };
}

/** A flash that equals the headline follows it: it is not in the preview, and a digest would show the old figure. */
function flashOf({ headline, flash, was }: Form): string {
  const follows = was !== undefined && was.flash === was.headline && flash === was.flash;
  return follows || flash === "" ? headline : flash;
}

function correctionOf({ headline, summary, correction }: Form) {
  return { headline, summary, flash: headline, ...(correction ? { correction } : {}) };
}

/** What is being typed as readers would see it, without saving it. */
async function preview(visit: Visit, changed: (form: Form) => Partial<AlertContent>): Promise<Response> {
  const { c, parts } = visit;
  const { id, form } = await handsOf(visit);
  const one = await parts.alerts.progress(id);
  if (!one) return c.body(null, 404);
  const content = { ...one.alert.content, ...changed(form) };
  const faults = await parts.alerts.faults(one.alert.articleId, content);
  return c.html(
    html`<div class="notice">
        <strong>Belum ${one.acts.length > 0 ? "dikirim" : "disimpan"}.</strong> Begini pembaca akan
        melihatnya. ${one.acts.length > 0 ? "" : audience(await parts.reach(content, one.alert.articleId))}
      </div>
      ${
        faults.length > 0
          ? html`<ul class="notice warn why">
              ${faults.map(({ why }) => html`<li>${why}</li>`)}
            </ul>`
          : ""
      }
      ${bubbles(
        parts.alerts.preview(content),
        parts.newsroom,
        faults.map(({ found }) => found),
      )}`,
  );
}
