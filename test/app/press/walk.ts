import type pg from "pg";
import { z } from "zod";
import { openPipeline } from "../../../src/app/intake/pipeline.ts";
import type { Notices } from "../../../src/app/messengers/notices.ts";
import { createLog } from "../../../src/app/observing/logging.ts";
import { openTracing } from "../../../src/app/observing/tracing.ts";
import { regionFinder } from "../../../src/articles/where.ts";
import { configFrom } from "../../../src/config.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { createEvents } from "../../../src/events.ts";
import { FetchFailure } from "../../../src/intake/fetch-failure.ts";
import { startPoller } from "../../../src/intake/poller.ts";
import { readPushed } from "../../../src/intake/pushed.ts";
import { robotsWatch } from "../../../src/intake/robots-watch.ts";
import type { Pipeline } from "../../../src/pipeline.ts";
import { ATTEMPTS, FIRST_RETRY_MS } from "../../../src/queue/queue.ts";
import { articlesToDo } from "../../../src/store/articles/articles.ts";
import { buryArticle } from "../../../src/store/articles/dead-letters.ts";
import { noteLeftOut } from "../../../src/store/articles/left-out.ts";
import { rows } from "../../../src/store/database.ts";
import { fanOut } from "../../../src/store/ledger/fan-out.ts";
import { sourceStates } from "../../../src/store/sources/sources.ts";
import { summarise } from "../../../src/summaries/summarise.ts";
import { listening, START } from "../../delivery/support.ts";
import { diceOf } from "../../support/dice.ts";
import { type Life, mortal } from "../newsroom/mortal.ts";
import { judge, type Showing } from "./judge.ts";
import { figureIn, MOST_ADDED, newSubject, written } from "./texts.ts";
import {
  type Channel,
  LINK_FORMS,
  MOODS,
  pathOf,
  SITE_MOODS,
  startWorld,
  type Story,
  textNow,
} from "./world.ts";

/**
 * A random walk through the intake: outlets publish, correct, move and withdraw articles, their feeds and pages fail in every way, and the process
 * that looks at them dies between any two statements. Then all is well again, and what became of each article is held against what was
 * promised (judge.ts).
 */

/** What editors were told. */
export interface Told {
  alert: number;
  text: string;
  at: Date;
}

const EVERY_MS = 600_000;
const LEASE_MS = 60_000;
const SILENT_MS = 6 * 60_000; // a host that hung is left alone for half a minute, a robots.txt that was not to be had for five
const Late = z.object({ id: z.string() });
const Loaded = z.object({ id: z.string(), since: z.date().nullable() });
const Made = z.object({ id: z.number(), state: z.string(), headline: z.string() });

interface Process {
  life: Life;
  pipeline: Pipeline;
  poller: AsyncDisposable | null;
  since: Date;
}

/** Takes so many steps. Resolves with what is wrong in the end, and then all that happened; empty where nothing is wrong. */
export async function walk(
  pool: pg.Pool,
  { seed, steps }: { seed: number; steps: number },
): Promise<string[]> {
  const dice = diceOf(seed);
  let now = START.getTime();
  const at = (): Date => new Date(now);
  const log: string[] = [];
  const wrong: string[] = [];
  const told: Told[] = [];
  const showings: Showing[] = [];
  const toPush = new Set<Story>();
  const takenIn = new Map<string, number>();
  let jobs: { id: number; attempts: number; at: number }[] = [];
  let sleepers: { at: number; wake: () => void }[] = [];
  let looking = 0;
  let heard = (): void => undefined;
  let atPeace = false;

  await using world = await startWorld(at, async (shown) => {
    const loaded = await rows(
      pool,
      Loaded,
      "select id, incomplete_since as since from sources where last_ok_at is not null",
    );
    for (const one of shown) {
      const source = loaded.find(({ id }) => id === one.by.source);
      const { since } = source ?? { since: null };
      const isOld = since !== null && (one.by.dates ? one.story.dated <= since : shown.length > 1);
      showings.push({ ...one, first: !source || isOld });
    }
  });
  const config = configFrom(
    {
      sources: world.channels.map((channel) => ({
        id: channel.source,
        name: channel.source,
        ...(channel.form === "push"
          ? { push: true }
          : {
              [channel.form === "sitemap" ? "sitemap" : "feed"]: `https://${channel.host}${pathOf(channel)}`,
            }),
        policy: "auto",
        ...(channel.form === "push" ? {} : { everySeconds: EVERY_MS / 1000 }),
      })),
      topics: [{ id: "nasional", name: "Nasional" }],
    },
    { TELEGRAM_TOKEN: `1:${"x".repeat(35)}`, DATABASE_URL: "postgres://x" },
  );
  const events = createEvents(createLog("silent", []), at);
  const tracing = await openTracing(null, "");
  await listening(pool, [{ address: "1" }]);

  for (let i = 0; i < 6; i++) publish();
  let here = await start();
  const happenings = [
    publish,
    publish,
    publish,
    correct,
    correct,
    move,
    withdraw,
    feedsChange,
    feedsChange,
    sitesChange,
    heal,
    heal,
    restyle,
  ];
  const works = [
    () => passes(5_000),
    () => passes(EVERY_MS),
    () => passes(EVERY_MS),
    reads,
    reads,
    sweeps,
    pushes,
    later,
  ];
  for (let i = 0; i < steps; i++) await dice.of<() => unknown>(dice.of([happenings, works, works]))();
  await comeToRest();
  wrong.push(...(await judge({ pool, world, showings, told })));
  await here.poller?.[Symbol.asyncDispose]();
  return wrong.length === 0 ? [] : [...wrong.map((one) => `✗ ${one}`), `in walk ${seed}:`, ...log];

  function say(what: string): void {
    log.push(`${at().toISOString().slice(8, 19)} ${what}`);
  }

  async function comeToRest(): Promise<void> {
    say("peace");
    atPeace = true;
    for (const channel of world.channels) Object.assign(channel, { mood: "well", lags: false });
    for (const site of world.sites)
      Object.assign(site, { mood: "well", robots: "none", lags: false, wellSince: at() });
    await dies("restarts");
    for (let round = 0; round < 3; round++) {
      await pushes();
      await passes(70 * 60_000); // a source that failed is looked at within the hour
      await sweeps();
      while (jobs.length > 0) {
        now = Math.max(now, Math.min(...jobs.map((job) => job.at)));
        await reads();
      }
    }
  }

  // --- what happens ---

  function publish(): void {
    const channel = dice.of(world.channels);
    const { host } = channel;
    const nth = world.stories.length;
    const subject = newSubject(dice, nth);
    const both = host === "kabar.example" && dice.pick(2) === 0;
    const slug = `${subject.what} ${subject.name} ${subject.happens}`.toLowerCase().replaceAll(" ", "-");
    const story: Story = {
      subject,
      host,
      paths: [`/berita/${4_000 + nth}/${slug}`],
      formerly: "redirect",
      texts: [{ figure: 11 + dice.pick(60), added: 0 }],
      bornAt: at(),
      dated: new Date(now - dice.of([0, 0, 0, 60_000, 3 * 3_600_000, 20 * 3_600_000, -7 * 3_600_000])),
      channels: new Set(both ? ["kabar-utama", "kabar-daerah"] : [channel.source]),
      gone: null,
    };
    world.stories.push(story);
    if (channel.form === "push") toPush.add(story);
    say(`${subject.name} is published by ${[...story.channels].join(" and ")}: ${textNow(story).figure}`);
  }

  function someStory(): Story | undefined {
    const alive = world.stories.filter(({ gone }) => !gone).slice(-8);
    return alive.length === 0 ? undefined : dice.of(alive);
  }

  function correct(): void {
    const story = someStory();
    if (!story) return;
    const { figure, added } = textNow(story);
    if (dice.pick(2) === 0) story.texts.push({ figure: figure + 1 + dice.pick(9), added });
    else if (added < MOST_ADDED) story.texts.push({ figure, added: added + 1 });
    if (story.channels.has("kirim")) toPush.add(story);
    say(`${story.subject.name} says ${JSON.stringify(textNow(story))}`);
  }

  /** Its title was mended, and its address with it. */
  function move(): void {
    const story = someStory();
    if (!story || story.channels.has("kirim")) return;
    const number = dice.pick(2) === 0 ? story.paths[0]?.split("/")[2] : String(9_000 + (now % 1_000));
    story.paths.push(`/berita/${number}/${story.subject.name.toLowerCase()}-${story.paths.length}`);
    story.formerly = dice.of(["redirect", "redirect", 404]);
    say(`${story.subject.name} moves to ${story.paths.at(-1)} (${story.formerly})`);
  }

  function withdraw(): void {
    const story = someStory();
    if (!story || story.channels.has("kirim") || dice.pick(2) === 0) return;
    const inFeeds = dice.of(["left out", "as before", "with a notice"] as const);
    story.gone = { how: dice.of([404, 410, "soft", "front page"] as const), at: at(), inFeeds };
    say(`${story.subject.name} is gone (${story.gone.how}), in feeds ${inFeeds}`);
  }

  function feedsChange(): void {
    const channel = dice.of(world.channels);
    Object.assign(channel, { mood: dice.of(MOODS), frozen: null, lags: dice.pick(6) === 0 });
    say(`feed ${channel.source}: ${channel.mood}${channel.lags ? ", lags" : ""}`);
  }

  function sitesChange(): void {
    const site = dice.of(world.sites);
    const canonical = dice.of(["own", "own", "none", "front page", "another article", "www"] as const);
    const robots = dice.of(["none", "none", "open", "closed", "fails"] as const);
    Object.assign(site, {
      mood: dice.of(SITE_MOODS),
      canonical,
      robots,
      wasClosed: site.wasClosed || robots === "closed",
      lags: dice.pick(6) === 0,
      wellSince: at(),
    });
    say(
      `site ${site.host}: ${site.mood}, robots ${robots}, canonical ${canonical}${site.lags ? ", lags" : ""}`,
    );
  }

  function heal(): void {
    const channel = dice.of(world.channels);
    Object.assign(channel, { mood: "well", frozen: null, lags: false });
    const site = dice.of(world.sites);
    Object.assign(site, { mood: "well", robots: "none", lags: false, wellSince: at() });
    say(`feed ${channel.source} and site ${site.host} are well`);
  }

  function restyle(): void {
    const channel = dice.of(world.channels);
    Object.assign(channel, {
      link: dice.of(LINK_FORMS),
      guid: dice.of(["none", "number", "address", "another each time"]),
      dates: dice.pick(4) > 0,
      newestFirst: dice.pick(4) > 0,
    });
    say(`feed ${channel.source} has ${channel.link} links, guids ${channel.guid}, dates ${channel.dates}`);
  }

  // --- the process ---

  async function start(): Promise<Process> {
    const life = mortal(pool, atPeace || dice.pick(3) === 0 ? Infinity : dice.pick(600), dice.pick(2) === 0);
    const pipeline = pipelineOf(life);
    const process: Process = { life, pipeline, poller: null, since: at() };
    sleepers = [];
    looking = 0;
    const states = sourceStates(life.pool);
    try {
      process.poller = await startPoller({
        sources: config.sources,
        states: {
          ...states,
          async claim(...asked) {
            const claimed = await states.claim(...asked);
            looking += claimed.size;
            return claimed;
          },
        },
        fetch: world.fetch,
        async listed(source, articles) {
          for (const id of await noteLeftOut(life.pool, source, articles, at())) {
            say(`article ${id} is left out by ${source}`);
            if (!jobs.some((job) => job.id === id)) jobs.push({ id, attempts: 0, at: now });
          }
        },
        async accept(incoming, options) {
          const accepted = await pipeline.accept(incoming, options);
          takenIn.set(nameIn(incoming.title ?? ""), figureIn(incoming.title ?? "") ?? 0);
          if (accepted.kind === "accepted" || accepted.changed)
            say(
              `${incoming.source} brings ${nameIn(incoming.title ?? "")}${options.quiet ? " quietly" : ""}: ${JSON.stringify(accepted)}`,
            );
          return accepted;
        },
        clock: { now: at, sleep },
        random: () => 0.5,
        concurrency: 1, // so that a seed says all
        onPolled({ id }, { outcome, problems }) {
          looking--;
          say(`${id} is looked at: ${outcome} ${problems.join()}`);
        },
        onFault: (error) => {
          heard();
          if (!life.isOver()) wrong.push(`a fault of ours: ${String(error)}`);
        },
      });
    } catch (error) {
      life.orThrow(error);
    }
    return process;
  }

  function sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = { at: now + ms, wake: resolve };
      sleepers.push(sleeper);
      heard();
      const wake = (): void => {
        sleepers = sleepers.filter((one) => one !== sleeper);
        resolve();
      };
      sleeper.wake = wake;
      if (signal.aborted) wake();
      else signal.addEventListener("abort", wake, { once: true });
    });
  }

  /** The poller does what it does in that time. */
  async function passes(ms: number): Promise<void> {
    const until = now + ms;
    for (;;) {
      while (!here.life.isOver() && !pollerSleeps()) await new Promise<void>((resolve) => (heard = resolve));
      const [next] = sleepers;
      if (here.life.isOver()) await dies("dies");
      else if (!next || next.at > until) break;
      else {
        now = Math.max(now, next.at);
        next.wake();
      }
    }
    now = Math.max(now, until);
    await lookedInTime();
  }

  function pollerSleeps(): boolean {
    return looking === 0 && sleepers.length > 0;
  }

  async function dies(how: string): Promise<void> {
    say(`the process ${how}`);
    await here.poller?.[Symbol.asyncDispose]();
    if (dice.pick(2) === 0) jobs = [];
    now += dice.of([1_000, 1_000, 5 * 60_000]);
    do here = await start();
    while (here.poller === null);
  }

  /** Whoever fails delays nobody else. */
  async function lookedInTime(): Promise<void> {
    if (now - here.since.getTime() < LEASE_MS + 2 * EVERY_MS) return;
    const late = await rows(pool, Late, "select id from sources where failures = 0 and last_ok_at < $1", [
      new Date(now - LEASE_MS - EVERY_MS),
    ]);
    for (const { id } of late) wrong.push(`${at().toISOString()}: ${id} is well and was not looked at`);
  }

  function pipelineOf(life: Life): Pipeline {
    const hint = async (id: number): Promise<void> =>
      void (life.isOver() || jobs.some((job) => job.id === id) || jobs.push({ id, attempts: 0, at: now }));
    const nothing = async (): Promise<void> => undefined;
    const notices: Notices = {
      tell: nothing,
      say: async () => true,
      async oweEditors(_tx, { text, buttons }) {
        life.tick();
        const alert = Number(/\/\w+ (\d+)/.exec(buttons?.flat()[0]?.says ?? "")?.[1] ?? 0);
        told.push({ alert, text: toPlain(text), at: at() });
        say(`editors are told of ${alert}: ${toPlain(text).split("\n")[0]}`);
      },
      tellEditors: nothing,
      tellOthers: nothing,
      oweOne: nothing,
      oweOthers: nothing,
      draftWaits: nothing,
      look() {},
      keepTelling: nothing,
    };
    return openPipeline({
      summarise: async (article) => ({ summary: summarise(article, config.summary), remark: null }),
      config,
      pool: life.pool,
      events,
      fetch: world.fetch,
      mayOpen: robotsWatch(world.fetch, "KabarKilat", at),
      fanOut,
      remind: { article: hint, archived: hint, version: hint, deliveries: nothing },
      notices,
      draftWaits: nothing,
      where: regionFinder([]),
      tracing,
      now: at,
    });
  }

  async function reads(): Promise<void> {
    for (;;) {
      const due = jobs.filter((job) => job.at <= now);
      if (due.length === 0) return;
      const job = dice.of(due);
      jobs = jobs.filter((one) => one !== job);
      await readOne(job);
      if (here.life.isOver()) return dies("dies reading");
    }
  }

  async function readOne(job: { id: number; attempts: number }): Promise<void> {
    const last = job.attempts + 1 === ATTEMPTS;
    const before = await newestAlert();
    try {
      await here.pipeline.read(job.id, { signal: new AbortController().signal, last });
      say(`article ${job.id} is read`);
    } catch (error) {
      if (here.life.isOver()) {
        if (dice.pick(2) === 0) jobs.push({ ...job, at: now });
        return;
      }
      if (!(error instanceof FetchFailure)) throw error;
      await mayFail(job.id, error);
      if (last) await buryArticle(pool, job.id, error.message, ATTEMPTS, at());
      else
        jobs.push({ id: job.id, attempts: job.attempts + 1, at: now + FIRST_RETRY_MS * 2 ** job.attempts });
    }
    const made = await newestAlert();
    if (made && made.id !== before?.id) isOfTheNewest(made);
  }

  async function newestAlert(): Promise<z.infer<typeof Made> | undefined> {
    const sql = "select id, state, content ->> 'headline' as headline from alerts order by id desc limit 1";
    return (await rows(pool, Made, sql, []))[0];
  }

  /** Another site's failure is none of this one's. */
  async function mayFail(id: number, error: FetchFailure): Promise<void> {
    const [article] = await rows(
      pool,
      z.object({ title: z.string() }),
      "select incoming ->> 'title' as title from articles where id = $1",
      [id],
    );
    const story = storyIn(article?.title ?? "");
    const site = world.sites.find(({ host }) => host === story?.host);
    say(`article ${id} cannot be read: ${error.message}`);
    if (
      site?.mood === "well" &&
      site.robots !== "fails" &&
      site.wellSince.getTime() < now - SILENT_MS &&
      !story?.gone &&
      story?.paths.length === 1
    )
      wrong.push(`article ${id} cannot be read though its site is well: ${error.message}`);
  }

  /** An alert that no editor looked at has what its source says, and is of what its source still has. */
  function isOfTheNewest({ id, state, headline }: z.infer<typeof Made>): void {
    const story = storyIn(headline);
    say(`alert ${id} (${state}): ${headline}`);
    if (!story) return void wrong.push(`alert ${id} is of no article: ${headline}`);
    if (state === "draft") return;
    const site = world.sites.find(({ host }) => host === story.host);
    const whole = [...story.channels].some((one) => giverOf(one)?.gives === "whole");
    if (!whole && site?.wasClosed) return; // what robots.txt said is known for hours
    if (!whole && story.gone) wrong.push(`alert ${id} is sent of a page that is gone`);
    const page = site?.lags ? (story.texts.at(-2) ?? textNow(story)) : textNow(story);
    const newest = whole ? takenIn.get(story.subject.name) : page.figure;
    if (newest !== figureIn(headline))
      wrong.push(`alert ${id} says ${figureIn(headline)}, its source ${newest}`);
  }

  function giverOf(source: string): Channel | undefined {
    return world.channels.find((one) => one.source === source);
  }

  function storyIn(text: string): Story | undefined {
    return world.stories.find(({ subject }) => text.includes(subject.name));
  }

  function nameIn(text: string): string {
    return storyIn(text)?.subject.name ?? text;
  }

  async function sweeps(): Promise<void> {
    for (const { id } of await articlesToDo(pool, 100)) {
      if (!jobs.some((job) => job.id === id)) jobs.push({ id, attempts: 0, at: now });
    }
    await reads();
  }

  /** What a publisher got no answer for, it brings again. */
  async function pushes(): Promise<void> {
    for (const story of toPush) {
      const { figure, added } = textNow(story);
      const { title, paragraphs } = written(story.subject, figure, added);
      const pushed = { url: world.address(story), title, text: paragraphs.join("\n\n") };
      const by = giverOf("kirim");
      if (!by) return;
      try {
        showings.push({ story, figure, by, at: at(), first: false });
        say(
          `${story.subject.name} is pushed: ${JSON.stringify(await here.pipeline.accept(readPushed(pushed, by.source), { quiet: false }))}`,
        );
        takenIn.set(story.subject.name, figure);
        toPush.delete(story);
      } catch (error) {
        here.life.orThrow(error);
        return dies("dies taking in");
      }
    }
  }

  async function later(): Promise<void> {
    await passes(dice.of([600_000, 3_600_000]));
  }
}
