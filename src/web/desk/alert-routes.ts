import { html } from "hono/html";
import { z } from "zod";
import type { Edit, NotDone } from "../../alerts/acts.ts";
import type { AlertContent, AlertState } from "../../alerts/alert.ts";
import { whyNotDone } from "../../chat/copy/refusals.ts";
import type { CannotSay, OnDesk } from "../../chat/alert-desk.ts";
import { readMoment } from "../../chat/moment.ts";
import type { MomentTyped, Typed } from "./alert-form.ts";
import { alertBody, hasFirstApproval, livePart } from "./alert-page.ts";
import { audience } from "./audience.ts";
import { besideColleague, Seen, text, wordsBesideColleague } from "./colleague.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { type Html, noSuchPage, type Notice, page } from "./layout.ts";
import type { LivePart } from "./live.ts";
import { momentOf } from "./moment-fields.ts";
import { noticeOn } from "./notices.ts";
import { bubbles } from "./bubble.ts";
import type { ChangedSource, DeskParts, NameOf } from "./ports.ts";
import { doneName } from "./words.ts";

/** An alert's page and all acts on it. An act that was not possible shows the page with the reason and the typed words. */
export function alertRoutes(): readonly DeskRoute[] {
  const act = (name: string, who: DeskRoute["who"], answer: DeskRoute["answer"]): DeskRoute => ({
    method: "post",
    path: `/siaran/:id{[0-9]+}/${name}`,
    who,
    answer,
  });
  return [
    { method: "get", path: "/siaran/:id{[0-9]+}", who: "look", answer: (visit) => show(visit) },
    act("ubah", "edit", edit),
    act("pratinjau", "edit", (visit) => preview(visit, editOf)),
    act("pratinjau-ralat", "send", (visit) => preview(visit, correctionOf)),
    act("sumber", "edit", keepAsItIs),
    act("siarkan", "send", (visit) =>
      doing(visit, async ({ id, hand }) => {
        if (hand.version === undefined) return UNSEEN;
        const done = await visit.parts.alerts.approve(id, hand);
        return done.kind === "sending" ? "disiarkan" : done.kind === "needs another" ? "perlu-dua" : done;
      }),
    ),
    act("coba", "edit", tryOut),
    act("tolak", "edit", (visit) =>
      doing(
        visit,
        async ({ id, hand, form }) => {
          if (hand.version === undefined) return UNSEEN;
          const done = await visit.parts.alerts.reject(id, form.reason || null, hand);
          return done.kind === "rejected" ? "ditolak" : done;
        },
        ({ reason }) => ({ reason }),
      ),
    ),
    act("kembalikan", "edit", (visit) =>
      doing(visit, async ({ id, hand }) => {
        const done = await visit.parts.alerts.reopen(id, { editor: hand.editor });
        return done.kind === "draft" ? "dikembalikan" : done;
      }),
    ),
    act("jadwalkan", "send", schedule),
    act("batal-jadwal", "send", (visit) =>
      doing(visit, async ({ id, hand }) => {
        if (hand.version === undefined) return UNSEEN;
        const done = await visit.parts.alerts.unschedule(id, hand);
        return done.kind === "draft" ? "jadwal-batal" : done;
      }),
    ),
    act("embargo", "edit", embargo),
    act("tahan", "stop", (visit) =>
      doing(visit, async ({ id, hand }) => {
        const done = await visit.parts.alerts.pause(id, { editor: hand.editor });
        return done.kind === "paused" ? "ditahan" : done;
      }),
    ),
    act("teruskan", "send", (visit) =>
      doing(visit, async ({ id, hand }) => {
        const done = await visit.parts.alerts.resume(id, { editor: hand.editor });
        return done.kind === "sending" ? "diteruskan" : done;
      }),
    ),
    act("hentikan", "stop", (visit) =>
      doing(visit, async ({ id, hand }) => {
        const done = await visit.parts.alerts.stop(id, { editor: hand.editor });
        if (done.kind !== "stopped") return done;
        return done.correcting ? "dihentikan-ralat" : "dihentikan-satu";
      }),
    ),
    act("ralat", "send", correct),
    act("tarik", "send", (visit) =>
      doing(visit, async ({ id, hand, form }) => {
        const done = await visit.parts.alerts.recall(id, form.reason || null, { editor: hand.editor });
        return done.kind === "recalling" ? "ditarik" : done;
      }),
    ),
    act("tak-pasti", "mend", settle),
  ];
}

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
type Form = z.infer<typeof Form>;

interface Hands {
  id: number;
  form: Form;
  hand: { editor: string; version: number | undefined; onlyFirst: boolean; atOnce: boolean };
}

async function handsOf({ c, person }: Visit): Promise<Hands> {
  const form = Form.parse(await c.req.parseBody({ all: true }));
  const [onlyFirst, atOnce] = [form.first !== undefined, form.now !== undefined];
  const hand = { editor: person.audit, version: form.version, onlyFirst, atOnce };
  return { id: Number(c.req.param("id")), form, hand };
}

/** Does the act, and redirects to the page with a notice; or shows the page with the reason why not. */
async function doing(
  visit: Visit,
  work: (hands: Hands) => Promise<string | NotDone | CannotSay>,
  typed: (form: Form, saved: AlertContent) => Typed = () => ({}),
): Promise<Response> {
  const hands = await handsOf(visit);
  const done = await work(hands);
  if (typeof done === "string") return visit.c.redirect(`/siaran/${hands.id}?pesan=${done}`, 303);
  const nameOf = await visit.parts.names();
  const why = done.kind === "fault" ? done.why : whyNotDone("Siaran ini", named(done, nameOf));
  return show(visit, { tone: "bad", text: why }, (saved) => typed(hands.form, saved));
}

function named(why: NotDone, nameOf: NameOf): NotDone {
  return "by" in why && why.by !== null ? { ...why, by: nameOf(why.by) } : why;
}

async function show(
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

function edit(visit: Visit): Promise<Response> {
  return doing(
    visit,
    async ({ id, form, hand }) => {
      const faulty = [
        { field: "Tautan ajakan", url: form.callToActionUrl },
        { field: "Gambar", url: form.image },
      ].find(({ url }) => url !== "" && !/^https?:\/\/\S+$/.test(url));
      if (faulty !== undefined)
        return {
          kind: "fault",
          why: `${faulty.field}: “${faulty.url}” bukan alamat web. Tulis lengkap dengan https://`,
        };
      if (hand.version === undefined) return UNSEEN;
      const done = await visit.parts.alerts.edit(id, editOf(form), hand);
      return done.kind === "edited" ? (done.unscheduled ? "diubah-jadwal-batal" : "diubah") : done;
    },
    (form, saved) =>
      besideColleague(
        { ...form, breaking: form.breaking !== undefined, toEveryone: form.toEveryone !== undefined },
        form.was,
        saved,
      ),
  );
}

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

/** What the source has now, for the form it is to be put into: `form` is "ralat" or "ubah". */
function asSourceHas(news: ChangedSource | null, form: string | undefined): Typed {
  if (news?.kind !== "changed" || (form !== "ralat" && form !== "ubah")) return {};
  const { headline, summary, flash } = news.correction;
  return form === "ralat" ? { headline, summary, correction: "" } : { headline, summary, flash };
}

async function keepAsItIs({ c, parts, person }: Visit): Promise<Response> {
  const id = Number(c.req.param("id"));
  await parts.sourceNews.keep(id, person.audit);
  return c.redirect(`/siaran/${id}?pesan=dibiarkan`, 303);
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

function correctionOf({ headline, summary, correction }: Form) {
  return { headline, summary, flash: headline, ...(correction ? { correction } : {}) };
}

function correct(visit: Visit): Promise<Response> {
  return doing(
    visit,
    async ({ id, form, hand }) => {
      if (hand.version === undefined) return UNSEEN;
      const done = await visit.parts.alerts.correct(id, correctionOf(form), hand);
      return done.kind === "correcting" ? "diralat" : done;
    },
    ({ headline, summary, correction, was }, saved) => ({
      ...wordsBesideColleague(["headline", "summary"], { headline, summary }, was, saved),
      correction,
    }),
  );
}

function schedule(visit: Visit): Promise<Response> {
  return doing(
    visit,
    async ({ id, form, hand }) => {
      const now = visit.parts.now();
      const at = form.quick ? readMoment(form.quick, now) : momentOf(form, now);
      if (at === null) return PAST;
      if (hand.version === undefined) return UNSEEN;
      const done = await visit.parts.alerts.schedule(id, at, hand);
      return done.kind === "scheduled" ? "dijadwalkan" : done.kind === "needs another" ? "perlu-dua" : done;
    },
    (form) => (form.quick ? {} : { moment: momentIn(form) }),
  );
}

function embargo(visit: Visit): Promise<Response> {
  return doing(
    visit,
    async ({ id, form, hand }) => {
      const { what } = form;
      if (hand.version === undefined || (what !== "set" && what !== "lift")) return UNSEEN;
      const until = what === "lift" ? null : momentOf(form, visit.parts.now());
      if (until === null && what === "set") return PAST;
      const done = await visit.parts.alerts.embargo(id, until, hand);
      return done.kind === "embargoed" ? (until === null ? "embargo-cabut" : "embargo") : done;
    },
    (form) => ({ embargo: momentIn(form) }),
  );
}

const momentIn = ({ date, time, zone }: Form): MomentTyped => ({ date, time, zone });

/** Refuses a form that does not say what its editor saw, or which button was pressed. */
const UNSEEN: CannotSay = { kind: "fault", why: "Muat ulang halaman ini, lihat isinya, lalu putuskan." };

const PAST: CannotSay = {
  kind: "fault",
  why: "Waktu itu sudah lewat, atau belum lengkap. Pilih tanggal dan jam yang akan datang.",
};

/** Settles unknown deliveries, and goes back to the alert's page (for all) or to the list (for one). */
async function settle(visit: Visit): Promise<Response> {
  const { id, form, hand } = await handsOf(visit);
  const { what } = form;
  if (what !== "send again" && what !== "leave") return show(visit, { tone: "bad", text: UNSEEN.why });
  const { again, left } = await visit.parts.alerts.settleUnknown(id, what, hand.editor, form.only);
  const word = what === "leave" || left === 0 ? "pasti" : again > 0 ? "pasti-ditarik" : "pasti-dibiarkan";
  return visit.c.redirect(`/siaran/${id}${form.only === undefined ? "" : "/kiriman"}?pesan=${word}`, 303);
}

async function tryOut(visit: Visit): Promise<Response> {
  const { id } = await handsOf(visit);
  const { chat } = visit.person;
  const arrived = chat !== null && (await visit.parts.alerts.testSend(id, chat));
  return visit.c.redirect(`/siaran/${id}?pesan=${arrived ? "dicoba" : "tidak-dicoba"}`, 303);
}

/** Live counts, and what somebody else did meanwhile. The speed is computed from two looks. */
export function liveAlert({ parts, person }: Visit, args: readonly string[]): Omit<LivePart, "name"> {
  const [id, version] = [Number(args[0]), Number(args[1])];
  const [, , state = "", approved = ""] = args;
  let before: { done: number; at: number } | null = null;
  return {
    key: `siaran ${id} ${version} ${state} ${approved} ${person.role} ${person.maySend}`,
    look: async () => {
      const one = await parts.alerts.progress(id);
      if (!one) return { html: "", over: true };
      const done = countDone(one);
      const at = parts.now().getTime();
      const perSecond = before && at > before.at ? ((done - before.done) * 1000) / (at - before.at) : null;
      before = { done, at };
      const open = one.acts.reduce((sum, { counts }) => sum + counts.open, 0);
      const over = open === 0 && one.alert.state === ENDED;
      const is = one.alert;
      const ended = state === "sending" && is.state === "sent"; // of itself
      const other =
        is.version !== version ||
        (is.state !== state && !ended) ||
        hasFirstApproval(is) !== (approved === "1");
      const meanwhile = other ? await whatChanged(id, parts) : "";
      return { html: String(await livePart(one, person, perSecond, meanwhile)), over };
    },
  };
}

/** The only state after which nothing can happen to an alert any more. */
const ENDED: AlertState = "recalled";

async function whatChanged(id: number, { alerts, names }: DeskParts): Promise<Html | ""> {
  const [last, nameOf] = await Promise.all([alerts.lastDone(id), names()]);
  if (!last) return "";
  return html`<p class="notice" role="status">
    <strong>${nameOf(last.who)}</strong> baru saja ${doneName(last.act)}.
    <a href="/siaran/${id}">Lihat yang terbaru</a>
  </p>`;
}

function countDone({ acts }: Pick<OnDesk, "acts">): number {
  return acts.reduce((sum, { counts }) => sum + counts.total - counts.open, 0);
}
