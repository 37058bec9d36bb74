import type pg from "pg";
import { z } from "zod";
import { AlertContent, AlertState, SAID } from "../../../src/alerts/alert.ts";
import { openTurns } from "../../../src/alerts/scheduled.ts";
import { openAlertDesk } from "../../../src/app/desk/alert-desk.ts";
import { openWaitingDrafts, type WaitingDrafts } from "../../../src/app/desk/waiting-drafts.ts";
import { openPipeline } from "../../../src/app/intake/pipeline.ts";
import type { Notices } from "../../../src/app/messengers/notices.ts";
import { createLog } from "../../../src/app/observing/logging.ts";
import { openTracing } from "../../../src/app/observing/tracing.ts";
import { regionFinder } from "../../../src/articles/where.ts";
import { configFrom } from "../../../src/config.ts";
import { carryOut } from "../../../src/delivery/carry-out.ts";
import { renderSpeech } from "../../../src/delivery/render.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { createEvents } from "../../../src/events.ts";
import { FetchFailure } from "../../../src/intake/fetch-failure.ts";
import type { Pipeline } from "../../../src/pipeline.ts";
import { makeDigests } from "../../../src/store/alerts/digests.ts";
import { giveBack } from "../../../src/store/alerts/draft-acts.ts";
import { dueScheduled, sendScheduled } from "../../../src/store/alerts/send.ts";
import { articlesToDo } from "../../../src/store/articles/articles.ts";
import { buryArticle } from "../../../src/store/articles/dead-letters.ts";
import { rows } from "../../../src/store/database.ts";
import { keepInStep } from "../../../src/store/desk/people.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { audienceOn, fanOut } from "../../../src/store/ledger/fan-out.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { withdrawArticle } from "../../../src/store/publishers/articles.ts";
import { summarise } from "../../../src/summaries/summarise.ts";
import { listening, START } from "../../delivery/support.ts";
import { diceOf } from "../../support/dice.ts";
import { judge } from "./judge.ts";
import { type Life, mortal } from "./mortal.ts";
import {
  eventIn,
  EVENTS,
  figureIn,
  outletsOf,
  type Page,
  playedTelegram,
  textNow,
  worldOf,
} from "./world.ts";

/**
 * A random walk through the life of articles and their alerts: outlets tell what happens, each in its words, change it, take it back; workers
 * read it and die between any two statements; editors look, decide, correct, recall, two at once and by what they saw long ago. Then everybody is
 * left in peace, and what chats, editors and archive have is held against what was promised (judge.ts).
 */

/** What somebody answers for: a policy, or an editor who saw these words. */
export interface Authorised {
  content: string;
  by: string;
  /** It may not be said before. */
  notBefore: Date | null;
}

/** What editors were told of an alert's source. */
export interface Told {
  alert: number;
  text: string;
  at: Date;
}

const EDITORS = ["telegram:1", "telegram:2"] as const;
const CALLED = "Peristiwa yang sama sudah disiarkan";

const Seen = z.object({ id: z.number(), version: z.number(), state: AlertState, content: AlertContent });
type Seen = z.infer<typeof Seen>;
const Id = z.object({ id: z.number() });
const State = z.object({ state: AlertState });

/** What an alert's article has become since an editor scheduled it. */
const Borne = z.object({ headline: z.string(), title: z.string().nullable(), withdrawn: z.boolean() });
const BORNE = `
  select a.content ->> 'headline' as headline, coalesce(r.withdrawn_at > decided.at, false) as withdrawn,
         (select v.clean ->> 'title' from article_versions v where v.article_id = r.id and v.clean is not null and v.received_at > decided.at
           order by v.id desc limit 1) as title
  from alerts a join articles r on r.id = a.article_id
  cross join lateral (select max(at) as at from audit where subject = 'alert:' || a.id and act = 'schedule') decided
  where a.id = $1`;

/**
 * Takes so many steps. Resolves with what is wrong in the end, and then all that happened; empty where nothing is wrong. With `races`, workers and
 * editors are let loose on one another, and a seed no longer says who comes first.
 */
export async function walk(
  pool: pg.Pool,
  { seed, steps, races }: { seed: number; steps: number; races: boolean },
): Promise<string[]> {
  const dice = diceOf(seed);
  const outlets = outletsOf(dice);
  const world = worldOf(outlets);
  let now = START.getTime();
  const turns = openTurns();
  const at = (): Date => new Date(now);
  const telegram = playedTelegram(at);
  const log: string[] = [];
  const wrong: string[] = [];
  const told: Told[] = [];
  const toldOfDraft = new Set<number>();
  const authorised = new Map<number, Authorised>();
  const recalled = new Map<number, Date>();
  const memory = new Map<string, Map<number, Seen>>(EDITORS.map((editor) => [editor, new Map()]));
  let jobs: { id: number; attempts: number }[] = [];
  let urls = 0;
  let immortal = false;

  const config = configFrom(
    {
      sources: outlets.map(({ id, policy }) => ({
        id,
        name: id,
        feed: `https://${id}.example/rss`,
        policy,
      })),
      topics: [{ id: "nasional", name: "Nasional" }],
      editors: [...EDITORS],
      stories: { otherSource: dice.of(["silent", "silent", "edit"]) },
      desk: { fourEyes: { sources: dice.pick(3) === 0 ? ["pantau-uji"] : [], breaking: false } },
    },
    { TELEGRAM_TOKEN: `1:${"x".repeat(35)}`, DATABASE_URL: "postgres://x" },
  );
  const events = createEvents(createLog("silent", []), at);
  const tracing = await openTracing(null, "");
  const ledger = ledgerOn(pool);
  const results = resultsOn(pool);
  const audience = audienceOn(pool, at);
  const remind = async (id: number): Promise<void> => void jobs.push({ id, attempts: 0 });
  const nothing = async (): Promise<void> => undefined;
  const desk = openAlertDesk({
    config,
    pool,
    events,
    audience,
    results,
    fanOut,
    remind: { deliveries: nothing },
    takeBack: nothing,
    withdrawStopped: () => undefined,
    secondWanted: nothing,
    say: async () => true,
    now: at,
  });

  await keepInStep(pool, config.editors, at());
  await openForReaders();
  await publish();

  const happenings = [
    publish,
    publish,
    figureChanges,
    figureChanges,
    wordsChange,
    wasRightBefore,
    takenDown,
    sitesFail,
  ];
  const works = [
    look,
    look,
    polls,
    polls,
    reads,
    reads,
    reads,
    readsTwo,
    sweeps,
    delivers,
    delivers,
    timePasses,
  ];
  const decisions = [looks, looks, acts, acts, acts, twoAct];
  for (let i = 0; i < steps; i++) {
    now += 1_000;
    await dice.of<() => Promise<unknown>>(dice.of([happenings, works, works, decisions]))();
  }
  await comeToRest();
  wrong.push(
    ...(await judge({
      pool,
      world,
      chats: telegram.chats,
      told,
      toldOfDraft,
      authorised,
      recalled,
      config,
      deskOf: desk.one,
      now: at,
    })),
  );
  return wrong.length === 0 ? [] : [...wrong.map((one) => `✗ ${one}`), `in walk ${seed}:`, ...log];

  function say(what: string): void {
    log.push(`${at().toISOString().slice(8, 19)} ${what}`);
  }

  async function openForReaders(): Promise<void> {
    const ids = await listening(
      pool,
      telegram.chats.map(({ to }) => to),
    );
    const [, , night, digest] = ids;
    await pool.query(
      `insert into preferences (chat_id, zone, quiet_from, quiet_until, morning, evening, breaking_anyway)
       values ($1, 'Asia/Jakarta', 1260, 300, false, false, true), ($2, 'Asia/Jakarta', null, null, true, true, true)`,
      [night, digest],
    );
  }

  async function comeToRest(): Promise<void> {
    say("peace");
    immortal = true;
    world.down.clear();
    for (let round = 0; round < 8; round++) {
      for (const { id } of await rows(pool, Id, "select id from alerts where state = 'paused'"))
        await desk.resume(id, { editor: EDITORS[0] });
      await polls();
      await sweeps();
      while (jobs.length > 0) await reads();
      for (let some = true; some;) some = await delivers();
      now += 6 * 3_600_000;
    }
    await sweeps();
  }

  // --- what happens ---

  async function publish(): Promise<void> {
    const outlet = dice.of(outlets);
    const event = dice.pick(EVENTS);
    const before = world.pages.filter((page) => page.outlet === outlet && page.event === event);
    // The second address for one event has the very text of the first.
    if (before.length === 2 || before.some(({ goneAt }) => goneAt)) return;
    const text = before[0] ? { ...textNow(before[0]) } : { figure: world.truth[event] ?? 0, added: 0 };
    const url = `https://${outlet.id}.example/berita/${event}-${(urls += 1)}`;
    world.pages.push({ outlet, event, url, texts: [text], goneAt: null });
    changes(outlet.id, `${url} is published: ${text.figure}`);
  }

  async function figureChanges(): Promise<void> {
    const page = somePage();
    if (!page) return;
    const figure = dice.pick(3) === 0 ? (world.truth[page.event] ?? 0) : (world.truth[page.event] ?? 0) + 2;
    world.truth[page.event] = figure;
    page.texts.push({ ...textNow(page), figure });
    changes(page.outlet.id, `${page.url} has ${figure} now`);
  }

  async function wordsChange(): Promise<void> {
    const page = somePage();
    if (!page || textNow(page).added === 4) return;
    page.texts.push({ ...textNow(page), added: textNow(page).added + 1 });
    changes(page.outlet.id, `${page.url} has more words`);
  }

  async function wasRightBefore(): Promise<void> {
    const page = somePage();
    const former = page?.texts.at(-2);
    if (!page || !former) return;
    page.texts.push(former);
    changes(page.outlet.id, `${page.url} is as it was before: ${former.figure}`);
  }

  async function takenDown(): Promise<void> {
    const page = somePage();
    if (!page || dice.pick(3) > 0) return;
    const [known] = await rows(
      pool,
      z.object({ id: z.number(), source: z.string() }),
      "select id, source from articles where incoming ->> 'url' = $1",
      [page.url],
    );
    if (page.outlet.teaser) {
      page.goneAt = at();
      changes(page.outlet.id, `${page.url} is gone`);
    } else if (known) {
      world.pages.splice(world.pages.indexOf(page), 1);
      world.withdrawn.push(page);
      say(`${page.url} is withdrawn`);
      const { id, source } = known;
      await withdrawArticle(pool, { id, source, by: "terbitan" }, at(), async (_tx, alert) => {
        told.push({ alert: alert.id, text: "withdrawn", at: at() });
      });
    }
  }

  async function sitesFail(): Promise<void> {
    const outlet = dice.of(outlets);
    if (!world.down.delete(outlet.id)) world.down.add(outlet.id);
    say(`${outlet.id} is ${world.down.has(outlet.id) ? "down" : "up"}`);
  }

  function somePage(): Page | null {
    const alive = world.pages.filter(({ goneAt }) => !goneAt);
    return alive.length === 0 ? null : dice.of(alive);
  }

  function changes(outlet: string, what: string): void {
    world.changed.add(outlet);
    say(what);
  }

  // --- workers ---

  /** A worker as it lives: its database goes with it, and so does what it would have told. */
  function worker(): { life: Life; pipeline: Pipeline; drafts: WaitingDrafts } {
    const life = mortal(pool, immortal || dice.pick(3) > 0 ? Infinity : dice.pick(24), dice.pick(2) === 0);
    const hint = async (id: number): Promise<void> => (life.isOver() ? undefined : remind(id));
    const notices: Notices = {
      tell: nothing,
      say: async () => true,
      async oweEditors(_tx, { text, buttons }) {
        life.tick();
        const alert = Number(/\/\w+ (\d+)/.exec(buttons?.flat()[0]?.says ?? "")?.[1] ?? 0);
        told.push({ alert, text: toPlain(text), at: at() });
        say(`editors are told of ${alert}: ${toPlain(text).split("\n")[0]}`);
        await canBeDone(alert, buttons?.flat().map(({ says }) => says) ?? []);
      },
      tellEditors: nothing,
      tellOthers: nothing,
      oweOne: nothing,
      oweOthers: nothing,
      async draftWaits(_tx, { id }) {
        life.tick();
        toldOfDraft.add(id);
        say(`editors are told of draft ${id}`);
      },
      look() {},
      keepTelling: nothing,
    };
    const drafts = openWaitingDrafts({ pool: life.pool, events, audience, notices });
    const pipeline = openPipeline({
      summarise: async (article) => ({ summary: summarise(article, config.summary), remark: null }),
      config,
      pool: life.pool,
      events,
      fetch: world.fetch,
      mayOpen: async () => true,
      fanOut,
      remind: { article: hint, archived: hint, version: hint, deliveries: nothing },
      notices,
      draftWaits: drafts.tell,
      where: regionFinder([]),
      tracing,
      now: at,
    });
    return { life, pipeline, drafts };
  }

  /** What editors are offered with a piece of news can be done. */
  async function canBeDone(alert: number, offers: readonly string[]): Promise<void> {
    const [now] = await rows(pool, State, "select state from alerts where id = $1", [alert]);
    const said = now !== undefined && SAID.includes(now.state);
    for (const offer of offers)
      if (said !== /^\/(ralat|tarik)/.test(offer) || now?.state === "recalled")
        wrong.push(`editors are offered “${offer}” of an alert that is ${now?.state}`);
  }

  async function look(): Promise<void> {
    await polls(1);
  }

  async function polls(most = Infinity): Promise<void> {
    for (const outlet of outlets.filter(({ id }) => world.changed.has(id)).slice(0, most)) {
      const { life, pipeline } = worker();
      try {
        for (const incoming of world.feedOf(outlet)) {
          const taken = await pipeline.accept(incoming, { quiet: false });
          say(`${incoming.url} comes in: ${taken.kind}${"changed" in taken ? ", changed" : ""}`);
        }
        world.changed.delete(outlet.id);
      } catch (error) {
        life.orThrow(error);
        say(`the poller of ${outlet.id} dies`);
      }
    }
  }

  async function two(...both: readonly (() => Promise<void>)[]): Promise<void> {
    if (races) await Promise.all(both.map((one) => one()));
    else for (const one of both) await one();
  }

  async function reads(): Promise<void> {
    const [job] = jobs.splice(dice.pick(jobs.length), 1);
    if (job) await readOne(job);
  }

  async function readsTwo(): Promise<void> {
    const next = [...jobs.splice(0, 1), ...jobs.splice(dice.pick(jobs.length), 1)];
    await two(...next.map((job) => () => readOne(job)));
  }

  async function readOne(job: { id: number; attempts: number }): Promise<void> {
    const { life, pipeline } = worker();
    const attempt = { signal: new AbortController().signal, last: job.attempts === 4 };
    try {
      await pipeline.read(job.id, attempt);
      say(`article ${job.id} is read`);
    } catch (error) {
      if (life.isOver()) {
        say(`the reader of article ${job.id} dies`);
        if (dice.pick(2) === 0) jobs.push(job);
        return;
      }
      if (!(error instanceof FetchFailure)) throw error;
      say(`article ${job.id} cannot be read`);
      if (attempt.last) await buryArticle(pool, job.id, error.message, 5, at());
      else jobs.push({ ...job, attempts: job.attempts + 1 });
    }
    await policyAnswersFor();
  }

  /** What was approved without an editor, its policy answers for. */
  async function policyAnswersFor(): Promise<void> {
    const made = await rows(
      pool,
      z.object({
        id: z.number(),
        content: AlertContent,
        by: z.string(),
        lists: z.array(z.coerce.number()).nullable(),
      }),
      "select id, content, lists, coalesce(edited_by, decided_by) as by from alerts where decided_by is not null",
    );
    for (const { id, content, by, lists } of made)
      if (lists === null && by.startsWith("sumber:"))
        authorised.set(id, { content: JSON.stringify(content), by, notBefore: null });
  }

  async function sweeps(): Promise<void> {
    const waiting = await articlesToDo(pool, 100);
    for (const { id } of waiting) if (!jobs.some((job) => job.id === id)) await remind(id);
    await worker().drafts.tellAll();
    await ledger.takeBack(100);
    await ledger.withdrawStopped(100, at());
    await results.finishAlerts(at());
    await makeDigests(pool, at());
    for (const turn of turns(await dueScheduled(pool, at()), at())) {
      const { id } = turn;
      if (turn.does === "give back") {
        if (await giveBack(pool, turn, "too late", at())) say(`alert ${id} is too late to go out by itself`);
        continue;
      }
      if (!(await sendScheduled(pool, id, at(), fanOut, turn))) continue;
      say(`alert ${id} goes out at its moment`);
      const [its] = await rows(pool, Borne, BORNE, [id]);
      if (its?.withdrawn)
        wrong.push(`alert ${id} goes out by itself, though its source took it back after it was scheduled`);
      if (its && its.title !== null && figureIn(its.title) !== figureIn(its.headline))
        wrong.push(
          `alert ${id} goes out by itself with ${its.headline}, after its source came to ${its.title}`,
        );
    }
  }

  async function delivers(): Promise<boolean> {
    const leaseUntil = new Date(now + 60_000);
    const claim = await ledger.claim("telegram", { by: "a", limit: 5, leaseUntil }, at());
    for (const delivery of claim.deliveries) {
      const alert = claim.alerts.get(delivery.alertId);
      if (!alert || claim.id === null) continue;
      telegram.saying = alert.id;
      const speech = { kind: "speech" as const, ...renderSpeech(alert.content) };
      const verdict = await carryOut(telegram, delivery, speech, "key");
      say(
        `“${delivery.act} ${alert.id}” to ${delivery.to.address} (${figureIn(alert.content.headline) ?? ""})`,
      );
      if (delivery.act !== "recall") isAuthorised(alert.id, alert.content);
      const outcome =
        verdict.kind === "sent"
          ? { state: "sent" as const, messageId: verdict.messageId }
          : { state: "refused" as const, why: "" };
      await ledger.settle([{ claim: claim.id, delivery, outcome, at: at(), chatFreeAt: at() }]);
    }
    if (claim.id !== null) await ledger.keep(claim.id, []);
    return claim.deliveries.length + claim.withdrawn > 0;
  }

  function isAuthorised(id: number, content: AlertContent): void {
    if (eventIn(content.headline) === null) return; // a digest
    const answers = authorised.get(id);
    if (!answers) return void wrong.push(`alert ${id} is sent, and nobody approved it`);
    if (answers.content !== JSON.stringify(content))
      wrong.push(`alert ${id} is sent otherwise than approved by ${answers.by}`);
    if (answers.notBefore !== null && at() < answers.notBefore)
      wrong.push(`alert ${id} is sent before its moment`);
  }

  async function timePasses(): Promise<void> {
    now += dice.of([60_000, 600_000, 3 * 3_600_000]);
  }

  // --- editors ---

  async function looks(): Promise<void> {
    const editor = dice.of(EDITORS);
    const all = await rows(
      pool,
      Seen,
      "select id, version, state, content from alerts where lists is null order by id",
    );
    for (const seen of all.filter(() => dice.pick(3) > 0)) memory.get(editor)?.set(seen.id, seen);
  }

  async function twoAct(): Promise<void> {
    await two(acts, acts);
  }

  async function acts(): Promise<void> {
    const editor = dice.of(EDITORS);
    const seen = [...(memory.get(editor)?.values() ?? [])];
    if (seen.length === 0) return looks();
    const alert = dice.of(seen);
    const hand = { editor, version: alert.version };
    const did = await act(alert, hand, dice.of(FITTING[alert.state]));
    say(`${editor} ${did}`);
  }

  async function act(
    { id, content }: Seen,
    hand: { editor: string; version: number },
    what: What,
  ): Promise<string> {
    const answersFor = (said: AlertContent, notBefore: Date | null = null): void =>
      void authorised.set(id, { content: JSON.stringify(said), by: hand.editor, notBefore });
    switch (what) {
      case "approve": {
        if ((await desk.one(id))?.reasons.some((why) => why.startsWith(CALLED)))
          return `leaves ${id}, which was told`;
        const done = await desk.approve(id, { ...hand, atOnce: true });
        if (done.kind === "sending") answersFor(content);
        return `approves ${id}: ${done.kind}`;
      }
      case "schedule": {
        if ((await desk.one(id))?.reasons.some((why) => why.startsWith(CALLED)))
          return `leaves ${id}, which was told`;
        const moment = new Date(now + dice.of([60_000, 3_600_000]));
        const done = await desk.schedule(id, moment, hand);
        if (done.kind === "scheduled") answersFor(content, moment);
        return `schedules ${id}: ${done.kind}`;
      }
      case "edit": {
        const done = await desk.edit(id, { summary: `${content.summary} Disunting.` }, hand);
        if (done.kind === "edited") {
          const { alert } = done;
          if (alert.state === "scheduled") answersFor(alert.content, alert.sendAt);
          memory.get(hand.editor)?.set(id, alert);
        }
        return `edits ${id}: ${done.kind}`;
      }
      case "correct": {
        const prepared = await desk.prepared(id);
        if (!prepared) return `has nothing to correct ${id} by`;
        const done = await desk.correct(id, { ...prepared, correction: "ada yang keliru" }, hand);
        if (done.kind === "correcting") {
          const { correction: _, quietly: __, ...before } = content;
          answersFor({ ...before, ...prepared, correction: "ada yang keliru" });
        }
        return `corrects ${id}: ${done.kind}`;
      }
      case "recall": {
        const done = await desk.recall(id, null, hand);
        if (done.kind === "recalling") recalled.set(id, at());
        return `recalls ${id}: ${done.kind}`;
      }
      case "embargo": {
        const until = dice.pick(2) === 0 ? null : new Date(now + 1_800_000);
        return `sets an embargo on ${id}: ${(await desk.embargo(id, until, hand)).kind}`;
      }
      case "reject":
        return `rejects ${id}: ${(await desk.reject(id, null, hand)).kind}`;
      case "reopen":
      case "unschedule":
      case "pause":
      case "resume":
      case "stop":
        return `would ${what} ${id}: ${(await desk[what](id, hand)).kind}`;
    }
  }
}

type What =
  | "approve"
  | "schedule"
  | "edit"
  | "correct"
  | "recall"
  | "embargo"
  | "reject"
  | "reopen"
  | "unschedule"
  | "pause"
  | "resume"
  | "stop";

/** What editors do with an alert in the state in which they saw it. */
const FITTING: Readonly<Record<AlertState, readonly What[]>> = {
  draft: ["approve", "approve", "approve", "schedule", "edit", "reject", "embargo"],
  scheduled: ["approve", "unschedule", "schedule", "edit", "embargo", "reject"],
  sending: ["pause", "stop", "correct", "correct", "recall"],
  paused: ["resume", "stop", "correct", "recall"],
  sent: ["correct", "correct", "recall"],
  stopped: ["correct", "recall"],
  rejected: ["reopen"],
  recalled: ["correct", "recall"],
};
