import { z } from "zod";
import type { NotDone } from "../../alerts/acts.ts";
import type { AlertContent } from "../../alerts/alert.ts";
import type { CannotSay } from "../../chat/alert-desk.ts";
import { whyNotDone } from "../../chat/copy/refusals.ts";
import type { Typed } from "./alert-form.ts";
import { alertBody } from "./alert-page.ts";
import { Seen, text } from "./colleague.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { noSuchPage, type Notice, page } from "./layout.ts";
import { noticeOn } from "./notices.ts";
import type { ChangedSource, DeskParts, NameOf } from "./ports.ts";

/** An alert's page, and an act from it: what its form says, and what is shown after it. */

const Form = z.object({
  version: z.coerce.number().int().optional().catch(undefined),
  was: Seen,
  first: z.string().optional(),
  now: z.string().optional(),
  headline: text.default(""),
  summary: text.default(""),
  flash: text.default(""),
  callToAction: text.default(""),
  callToActionUrl: text.default(""),
  image: text.default(""),
  topics: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat()),
  breaking: z.string().optional(),
  toEveryone: z.string().optional(),
  correction: text.default(""),
  reason: text.default(""),
  quick: text.default(""),
  date: text.default(""),
  time: text.default(""),
  zone: text.default(""),
  what: z.string().optional(),
  only: z.coerce.number().int().optional(),
});
export type Form = z.infer<typeof Form>;

/** An alert's form as it was sent, and whose act that is. */
export interface Hands {
  id: number;
  form: Form;
  editor: string;
  /** The same editor with what they saw, for acts that hang on it. */
  hand: { editor: string; version: number | undefined; onlyFirst: boolean; atOnce: boolean };
}

/** Does an act. Answers with the notice that says so on the page, or with why nothing was done. */
export type Work = (hands: Hands, parts: DeskParts) => Promise<string | NotDone | Refused>;

/** `field`: the id of the field at fault, where there is one. */
export type Refused = CannotSay & { field?: string };

/** The act's route: it leads back to the page with a notice, or shows the page with why nothing was done, and what was `typed`. */
export function act(
  name: string,
  who: DeskRoute["who"],
  work: Work,
  typed: (form: Form, saved: AlertContent) => Typed = () => ({}),
): DeskRoute {
  return toAlert(name, who, async (visit) => {
    const hands = await handsOf(visit);
    const done = await work(hands, visit.parts);
    if (typeof done === "string") return visit.c.redirect(`/siaran/${hands.id}?pesan=${done}`, 303);
    const nameOf = await visit.parts.names();
    const refused: Notice =
      done.kind === "fault"
        ? { tone: "bad", text: done.why, field: "field" in done ? done.field : undefined }
        : { tone: "bad", text: whyNotDone("Siaran ini", named(done, nameOf)) };
    return showAlert(visit, refused, (saved) => ({ ...typed(hands.form, saved), refused }));
  });
}

/** A form that is sent from the alert's page. */
export function toAlert(name: string, who: DeskRoute["who"], answer: DeskRoute["answer"]): DeskRoute {
  return { method: "post", path: `/siaran/:id{[0-9]+}/${name}`, who, answer };
}

/** The same work, refused where the form does not say what its editor saw. */
export function onSeen(work: Work): Work {
  return async (hands, parts) => (hands.hand.version === undefined ? UNSEEN : work(hands, parts));
}

/** Refuses a form that does not say what its editor saw, or which button was pressed. */
export const UNSEEN: CannotSay = {
  kind: "fault",
  why: "Muat ulang halaman ini, lihat isinya, lalu putuskan.",
};

export async function handsOf({ c, person }: Visit): Promise<Hands> {
  const form = Form.parse(await c.req.parseBody({ all: true }));
  const [onlyFirst, atOnce] = [form.first !== undefined, form.now !== undefined];
  const editor = person.audit;
  return {
    id: Number(c.req.param("id")),
    form,
    editor,
    hand: { editor, version: form.version, onlyFirst, atOnce },
  };
}

function named(why: NotDone, nameOf: NameOf): NotDone {
  return "by" in why && why.by !== null ? { ...why, by: nameOf(why.by) } : why;
}

/** The page; `said` is what is told on it, else what its address asks for, and `typed` what stands in its form beside what is saved. */
export async function showAlert(
  visit: Visit,
  said?: Notice,
  typed: (saved: AlertContent) => Typed = () => ({}),
): Promise<Response> {
  const { c, parts, person } = visit;
  const id = Number(c.req.param("id"));
  const [one, standing, nameOf, news, sending] = await Promise.all([
    parts.alerts.one(id),
    standingOf(parts, person),
    parts.names(),
    parts.sourceNews.of(id),
    parts.sending(),
  ]);
  if (!one) return c.html(noSuchPage(), 404);
  const notice = said ?? noticeOn(one.alert, c.req.query("pesan"), !sending.on);
  const at = ["draft", "scheduled"].includes(one.alert.state) ? "/" : "/siaran";
  return c.html(
    page(
      { title: one.alert.content.headline, person, at, standing, notice },
      alertBody({ ...one, news }, person, parts, nameOf, {
        ...asSourceHas(news, c.req.query("isi")),
        ...typed(one.alert.content),
      }),
    ),
    said?.tone === "bad" ? 409 : 200,
  );
}

/** What the source has now, for the form it is to be put into: `form` is "ralat" or "ubah". */
function asSourceHas(news: ChangedSource | null, form: string | undefined): Typed {
  if (news?.kind !== "changed" || (form !== "ralat" && form !== "ubah")) return {};
  const { headline, summary, flash } = news.correction;
  return form === "ralat" ? { headline, summary, correction: "" } : { headline, summary, flash };
}
