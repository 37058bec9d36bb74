import type pg from "pg";
import { z } from "zod";
import type { Person, Said } from "../../../src/chat/said.ts";
import type { Button, OutgoingMessage } from "../../../src/delivery/delivery.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { insertDraft } from "../../../src/store/alerts/alerts.ts";
import { dueScheduled, sendScheduled } from "../../../src/store/alerts/send.ts";
import { indexArticle } from "../../../src/store/articles/archive.ts";
import { inTransaction, row, rows } from "../../../src/store/database.ts";
import { Notice } from "../../../src/store/desk/notices.ts";
import { changePerson } from "../../../src/store/desk/people.ts";
import { fanOut } from "../../../src/store/ledger/fan-out.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { mortal } from "../../app/newsroom/mortal.ts";
import { content as alertContent } from "../../delivery/support.ts";
import { diceOf } from "../../support/dice.ts";
import { EDITORS, LOOKER, MESSAGES_A_MINUTE, openDeskRoom } from "../desk/desk-room.ts";
import {
  brokenAnswers,
  brokenPromises,
  isSecret,
  mayDraft,
  NOTHING_SHOWN,
  placeOf,
  plainOf,
  type Player,
  type Shown,
  shownBy,
  type Step,
} from "./promises.ts";
import { eventIn, FIRST_MESSAGE, heardIn, messageOf, movedUpdate, updateOf, type Way } from "./telegram.ts";
import * as words from "./words.ts";
import { tablesThatKnow, type World, worldOf } from "./world.ts";

/**
 * A random walk: readers, editors, strangers and members of groups say and press what comes to them, late, twice, or in somebody else's
 * words, while the service is restarted or killed, the platform repeats itself, groups move, editors come and go, alerts come due and time
 * passes. What is said on Telegram comes in as its updates. After every message the promises are looked at.
 */

const START = new Date("2026-11-23T07:30:00Z");

/** Something that somebody did, which its platform may bring more than once. */
interface Deed {
  player: Player;
  text: string;
  how: Way["how"];
  answers: number | null;
  /** What the service hears of it when it is brought; null: nothing. */
  bring(): Said | null;
}

const Id = z.object({ id: z.number() });

/**
 * Takes so many steps on an empty store. Resolves with what is wrong, and then all that happened; empty where nothing is wrong. With `races`,
 * people are let loose on one another, and a seed no longer says who comes first.
 */
export async function walk(
  pool: pg.Pool,
  { seed, steps, races }: { seed: number; steps: number; races: boolean },
): Promise<string[]> {
  const dice = diceOf(seed);
  let now = START.getTime();
  const at = (): Date => new Date(now);
  using room = await openDeskRoom(pool, at);
  const log: string[] = [];
  const wrong: string[] = [];
  const deeds: Deed[] = [];
  const editorsWords: string[] = [];
  /** What each person was shown last in each chat, and when. */
  const shown = new Map<string, { at: number; what: Shown }>();
  /** Every button that some chat was ever shown. */
  const buttons = new Map<string, Button[]>();
  /** What each chat followed when it last followed anything. */
  const had = new Map<string, readonly string[]>();
  const minutes = new Map<string, { since: number; count: number }>();
  let ids = 0;
  let news = 0;
  let supergroups = 0;
  /** Who is of the desk has changed, and processes do not know it yet. */
  let staffChanged = false;
  /** The editors whom the configuration names. */
  let configured: readonly string[] = EDITORS;
  let world = await worldOf(pool);

  const players = cast();
  await anArticle("Banjir jakarta surut", "Banjir di Jakarta surut pada Minggu.");
  await anArticle("Polisi: jangan kirim uang ke penipu", "Penipu meminta uang.");

  const acts = [
    ...Array.from({ length: 8 }, () => () => saysSomething(someone(), somethingToSay())),
    ...Array.from({ length: 4 }, () => answersWhatWasAsked),
    ...Array.from({ length: 4 }, () => presses),
    ...Array.from({ length: 3 }, () => timePasses),
    ...Array.from({ length: 3 }, () => editorWorks),
    ...Array.from({ length: 2 }, () => pleads),
    ...Array.from({ length: 2 }, () => strangerTries),
    ...Array.from({ length: 2 }, () => isKilled),
    ...Array.from({ length: 2 }, () => forwards),
    aboutAnAlert,
    repeats,
    restarts,
    comesOrGoes,
    moves,
    erases,
    delivers,
    comesDue,
    changedElsewhere,
    aDraftWaits,
    deskChanges,
    ...(races ? Array.from({ length: 8 }, () => atOnce) : []),
  ];
  for (let i = 0; i < steps && wrong.length === 0; i++) {
    now += 200;
    await dice.of<() => Promise<unknown>>(acts)();
    await noticesAreTold();
  }
  wrong.push(
    ...room.faults.map((error) => `it apologised: ${error instanceof Error ? error.stack : String(error)}`),
  );
  return wrong.length === 0 ? [] : [...wrong, `in walk ${seed}:`, ...log.slice(-40)];

  function someone(): Player {
    return dice.of(players);
  }

  function tell(what: string): void {
    log.push(`${(now - START.getTime()) / 1000} s: ${what}`);
  }

  // --- what is said -------------------------------------------------------------

  async function says(player: Player, text: string, way: Partial<Omit<Way, "id">> = {}): Promise<void> {
    await hear([deedOf(player, text, way)]);
  }

  function deedOf(who: Player, text: string, way: Partial<Omit<Way, "id">> = {}): Deed {
    const id = ++ids;
    const onlyPresses = who.chat.kind === "channel" && who.from !== null;
    const { how = "typed", answers = null } = onlyPresses ? { how: "pressed" as const } : way;
    const player = how === "pressed" && who.account ? { ...who, from: who.account } : { ...who };
    const deed = { player, text, how, answers: answers || null };
    let made: Deed;
    if (player.chat.messenger === "telegram") {
      const update = updateOf(player, text, { id, how, answers }, at());
      made = { ...deed, bring: () => heardIn(update, at(), isAdmin) };
    } else {
      const said =
        how === "edited" || how === "by another bot" ? null : onWhatsApp(player, text, { id, how, answers });
      made = { ...deed, bring: () => said };
    }
    deeds.push(made);
    return made;
  }

  function isAdmin(chat: string, person: string): boolean {
    return players.some(
      (one) => one.admin && one.chat.address === chat && (one.account ?? one.from)?.id === person,
    );
  }

  /** The world as all that is said at once finds it and leaves it. */
  async function hear(said: readonly Deed[], repeated = false): Promise<void> {
    const steps = said.map((deed) => stepOf(deed, repeated));
    const brought = said.map(({ bring }) => bring());
    const before = world;
    const answers = await Promise.all(brought.map(async (one) => (one === null ? [] : room.ear().said(one))));
    world = await worldOf(pool);
    await judge(steps.map((step, i) => ({ ...step, before, after: world, replies: answers[i] ?? [] })));
  }

  function stepOf(
    { player, text, how, answers }: Deed,
    repeated: boolean,
  ): Omit<Step, "before" | "after" | "replies"> {
    const what = shownTo(player);
    for (const chat of world.chats) if (chat.follows.length > 0) had.set(chat.address, chat.follows);
    const unheard =
      how === "edited" ||
      (how === "by another bot" && player.from !== null) ||
      (how !== "pressed" && player.speaksAs === "its channel");
    if (mayDraft(player)) editorsWords.push(text);
    return {
      player,
      text,
      forwarded: how === "passed on" || how === "through another bot",
      unheard,
      answers,
      repeated,
      hasty: !unheard && countOf(player) > MESSAGES_A_MINUTE,
      shown: what,
      had: had.get(placeOf(player.chat)) ?? [],
      editorsWords,
    };
  }

  async function judge(steps: readonly Step[]): Promise<void> {
    for (const { player, text, repeated, forwarded, unheard, replies } of steps) {
      const how = [repeated ? " again" : "", forwarded ? " passes on" : "", unheard ? " (unheard)" : ""].join(
        "",
      );
      const answer = plainOf(replies).replaceAll("\n", "⏎").slice(0, 260);
      tell(`${player.name}${how}: “${text.slice(0, 80)}” → ${answer || "nothing"}`);
    }
    wrong.push(...brokenPromises(...steps));
    for (const { player, replies, shown: before } of steps) {
      if (steps.length === 1) await isErased(player, replies);
      const next = shownBy(replies, world, before);
      if (next) shown.set(keyOf(player), { at: now, what: next });
      keepButtons(player.chat.address, replies);
    }
  }

  function shownTo(player: Player): Shown {
    const known = shown.get(keyOf(player));
    return known && now - known.at < 3_600_000 ? known.what : NOTHING_SHOWN;
  }

  function keepButtons(address: string, messages: readonly OutgoingMessage[]): void {
    const fresh = messages.flatMap((one) => (one.buttons ?? []).flat());
    buttons.set(address, [...(buttons.get(address) ?? []), ...fresh]);
  }

  function countOf(player: Player): number {
    const who = player.from === null ? player.chat.address : player.from.id;
    const known = minutes.get(who);
    const minute = known && now - known.since < 60_000 ? known : { since: now, count: 0 };
    minute.count += 1;
    minutes.set(who, minute);
    return minute.count;
  }

  async function isErased(player: Player, replies: readonly OutgoingMessage[]): Promise<void> {
    const erased = replies.some(({ text }) => toPlain(text).startsWith("Semua data Anda sudah dihapus"));
    const wasOfDesk = [...EDITORS, LOOKER].some((one) => one.endsWith(`:${player.from?.id}`)); // the log of acts keeps them
    if (!erased || player.from === null || wasOfDesk) return;
    const own = [player.from.id, player.chat.address.split("@")[0] ?? ""];
    const known = await tablesThatKnow(pool, own);
    if (known.length > 0) wrong.push(`${player.name} was erased, and stands in ${known.join(", ")}`);
  }

  function somethingToSay(): string {
    const kinds = [
      words.WISHES,
      words.WISHES,
      words.PLEAS,
      words.PERHAPS_PLEAS,
      words.SETTINGS,
      words.SETTINGS,
      words.QUESTIONS,
      words.YES,
      words.NO,
      words.COURTESY,
      words.ODD,
      words.ORDERS,
      ...(dice.pick(4) === 0 ? [words.ERASING] : []),
    ];
    return named(dice.of(dice.of<readonly string[]>(kinds)));
  }

  /** Among people we hear what begins with a slash, and on Telegram what answers us. */
  async function saysSomething(player: Player, what: string): Promise<void> {
    const text =
      player.chat.kind === "private" || dice.pick(3) === 0 || what.startsWith("/") ? what : `/${what}`;
    const answers = player.chat.kind === "group" && dice.pick(2) === 0 ? 0 : null;
    await says(player, text, { answers });
  }

  function named(text: string): string {
    return text.replaceAll("#", String(1 + dice.pick(world.alerts.length + 1)));
  }

  async function answersWhatWasAsked(): Promise<void> {
    const player = someone();
    const what = shownTo(player);
    const answers = [
      ...words.YES,
      ...words.NO,
      "1",
      "2",
      "3",
      "1, 2",
      ...what.offers.map(({ typed }) => typed),
    ];
    await saysSomething(player, dice.of(answers));
  }

  /** A button of the chat, or what one of another chat says, new or old. */
  async function presses(): Promise<void> {
    const player = someone();
    const from = dice.pick(5) === 0 ? someone() : player;
    const all = buttons.get(from.chat.address) ?? [];
    if (all.length === 0) return;
    const recent = all.slice(-6);
    const button = dice.of(dice.pick(3) === 0 ? all : recent);
    await says(player, button.says, { how: "pressed" });
    if (dice.pick(6) === 0) await says(player, button.says, { how: "pressed" });
  }

  async function editorWorks(): Promise<void> {
    const editor = dice.of(players.filter(mayDraft));
    await says(editor, editorsWork(editor));
  }

  function editorsWork(editor: Player): string {
    const asks = dice.pick(3);
    if (shownTo(editor).wantsWords && dice.pick(4) > 0) return words.newsNumber(++news);
    if (asks === 0) return `/siarkan ${words.newsNumber(++news)}`;
    return asks === 1 ? dice.of(words.YES) : named(dice.of(words.ORDERS));
  }

  /** Somebody who may not act on an alert says just what would: typed, pressed, passed on, as what they are not. */
  async function strangerTries(): Promise<void> {
    const stranger = dice.of(
      players.filter((player) => player.desk !== "editor" || player.chat.kind !== "private"),
    );
    await says(stranger, anOrder(), {
      how: dice.of(["typed", "pressed", "passed on", "edited", "by another bot"]),
    });
  }

  /** What would do something to an alert that there is, or to all. */
  function anOrder(): string {
    const { id = 1, version = 1 } = world.alerts[dice.pick(world.alerts.length)] ?? {};
    return dice.of([
      ...["setujui", "tolak", "jadwal"].map((order) => `/${order} ${id}v${version}`),
      ...["tahan", "teruskan", "hentikan", "kembalikan", "kilat", "status"].map((order) => `/${order} ${id}`),
      `/tarik ${id} ya`,
      `/jadwal ${id}v${version} besok 06.00`,
      `/ubah ${id} ${words.newsNumber(++news)}`,
      `/siarkan ${words.newsNumber(++news)}`,
      "/hentikan",
      "/lanjutkan",
      "/antrean",
      "/masuk",
      "ya",
    ]);
  }

  /** A reader whom we write to wants less of it. */
  async function pleads(): Promise<void> {
    const follow = world.chats.filter(({ listens, follows }) => listens && follows.length > 0);
    const readers = players.filter(
      ({ chat, desk }) =>
        chat.kind === "private" && desk === null && follow.some(({ address }) => address === chat.address),
    );
    const reader = readers[dice.pick(readers.length)];
    if (reader) await says(reader, dice.of<string>([...words.PLEAS, ...words.PERHAPS_PLEAS]));
  }

  async function forwards(): Promise<void> {
    const who = dice.pick(2) === 0 ? dice.of(players.filter(mayDraft)) : someone();
    const text = dice.pick(2) === 0 ? anOrder() : somethingToSay();
    await says(who, text, { how: dice.of(["passed on", "through another bot"]) });
  }

  /** What they said a moment ago may be brought once more, when nothing of theirs is left by which to know it. */
  async function erases(): Promise<void> {
    const reader = dice.of(players.filter(({ chat, desk }) => chat.kind === "private" && desk === null));
    await says(reader, "/hapusdataku");
    await says(reader, dice.of(["ya", "ya, hapus", "hapus"]));
    if (dice.pick(2) === 0) await repeats();
  }

  async function aboutAnAlert(): Promise<void> {
    const alert = world.alerts[dice.pick(world.alerts.length)];
    if (!alert) return;
    const what = [
      "salah, itu di Bogor",
      "👍",
      "👎",
      "/kenapa",
      "hoaks",
      "stop",
      "/ralat",
      "/tarik",
      "/tahan",
      "makasih",
    ];
    await says(someone(), dice.of(what), { answers: alert.id });
  }

  // --- what happens meanwhile -----------------------------------------------------

  async function repeats(): Promise<void> {
    const recent = deeds.slice(-8);
    if (recent.length > 0) await hear([dice.of(recent)], true);
  }

  async function restarts(): Promise<void> {
    await startsAnew();
    tell("restart");
  }

  async function startsAnew(life: pg.Pool = pool): Promise<void> {
    await room.restart({ life, editors: configured });
    minutes.clear();
    staffChanged = false;
  }

  /** The service dies over a message, which its platform brings to the next start. */
  async function isKilled(): Promise<void> {
    const editors = players.filter(mayDraft);
    const player = dice.pick(2) === 0 ? dice.of(editors) : someone();
    const deed = deedOf(player, mayDraft(player) ? editorsWork(player) : somethingToSay());
    const said = deed.bring();
    if (said === null) return;
    const step = { ...stepOf(deed, false), before: world };
    const life = mortal(pool, dice.pick(40), dice.pick(2) === 0);
    const faults = room.faults.length;
    await startsAnew(life.pool);
    let replies = await room.ear().said(said);
    if (life.isOver()) {
      room.faults.splice(faults);
      tell(`dies over “${deed.text.slice(0, 60)}” of ${player.name}`);
    }
    await startsAnew();
    if (life.isOver()) replies = await room.ear().said(said);
    world = await worldOf(pool);
    await judge([{ ...step, hasty: step.hasty || life.isOver(), after: world, replies }]); // its answer may have died with it
    const before = world;
    replies = await room.ear().said(said);
    world = await worldOf(pool);
    await judge([{ ...step, repeated: true, before, after: world, replies }]);
  }

  /** Editors and the clock, or people in one chat, at the same moment. */
  async function atOnce(): Promise<void> {
    const editors = players.filter(mayDraft);
    const first = dice.of<() => Deed>([
      () => deedOf(dice.of(editors), anOrder()),
      () => {
        const editor = dice.of(editors);
        return deedOf(editor, editorsWork(editor));
      },
      () => deedOf(someone(), somethingToSay()),
    ])();
    // What one person says in one chat is heard in turns; the same press twice may not be.
    const but = (some: readonly Player[]): Player[] =>
      some.filter((one) => keyOf(one) !== keyOf(first.player));
    const neighbours = but(players.filter(({ chat }) => chat.address === first.player.chat.address));
    const others = dice.of<() => Deed[]>([
      () => but(editors).map((editor) => deedOf(editor, anOrder())),
      () => [deedOf(first.player, first.text, { how: "pressed" })],
      () =>
        neighbours.slice(0, 2).map((one) => deedOf(one, dice.pick(2) === 0 ? anOrder() : somethingToSay())),
    ])();
    await hear([first, ...others]);
  }

  async function comesOrGoes(): Promise<void> {
    const { chat } = someone();
    const leaves = dice.pick(2) === 0;
    await room.ear().changed(leaves ? { kind: "left", chat, why: "diblokir" } : { kind: "joined", chat });
    const before = world.chats.find(({ address }) => address === chat.address);
    world = await worldOf(pool);
    const after = world.chats.find(({ address }) => address === chat.address);
    tell(`${chat.address} ${leaves ? "leaves" : "is back"}`);
    if (before && JSON.stringify(before.follows) !== JSON.stringify(after?.follows))
      wrong.push(`${chat.address} follows something else after it ${leaves ? "left" : "came back"}`);
  }

  /** A group is another one from now on; its members may be quicker than the word of it. */
  async function moves(): Promise<void> {
    const { address: from } = dice.of(players.filter(({ chat }) => isGroupOnTelegram(chat))).chat;
    const to = `-100777${++supergroups}`;
    const moved = eventIn(movedUpdate(from, to, at()), at());
    if (moved?.kind !== "changed") throw new Error("a group moved, and nobody heard of it");
    for (const player of players)
      if (player.chat.address === from) player.chat = { ...player.chat, address: to };
    const there = players.filter(({ chat }) => chat.address === to);
    const chat = { ...dice.of(there).chat, thread: null };
    if (dice.pick(3) === 0) await room.ear().changed({ kind: "joined", chat });
    world = await worldOf(pool);
    if (dice.pick(3) === 0) await saysSomething(dice.of(there), somethingToSay());
    const before = await worldOf(pool);
    await room.ear().changed(moved.change);
    if (dice.pick(3) === 0) await room.ear().changed(moved.change);
    world = await worldOf(pool);
    for (const [place, follows] of had) if (place.startsWith(from)) had.set(place.replace(from, to), follows);
    tell(`${from} is ${to} now`);
    wrong.push(...lostInMoving(before, world, from, to));
  }

  async function delivers(): Promise<void> {
    await pool.query(
      `update deliveries set state = 'sent', settled_at = $1, message_id = ($2 + alert_id)::text
       where state = 'waiting' and due_at <= $1`,
      [at(), FIRST_MESSAGE],
    );
    await resultsOn(pool).finishAlerts(at());
    world = await worldOf(pool);
    tell("what waits is delivered");
  }

  /** The moment of what is scheduled comes, perhaps just while an editor decides otherwise. */
  async function comesDue(): Promise<void> {
    const before = world;
    const moments = before.alerts.flatMap(({ state, sendAt }) =>
      state === "scheduled" && sendAt !== null ? [Date.parse(sendAt)] : [],
    );
    if (dice.pick(2) === 0) now = Math.max(now, Math.min(...moments, now + 24 * 3_600_000));
    const editor = dice.of(players.filter(mayDraft));
    const deed = races && moments.length > 0 ? deedOf(editor, anOrder()) : null;
    const said = deed?.bring() ?? null;
    const [replies] = await Promise.all([said && room.ear().said(said), sendsWhatIsDue()]);
    world = await worldOf(pool);
    if (deed && replies) {
      tell(`${editor.name}, while alerts come due: “${deed.text}” → ${plainOf(replies).slice(0, 200)}`);
      wrong.push(...brokenAnswers({ ...stepOf(deed, false), before, after: world, replies }));
      shown.delete(keyOf(editor));
      return;
    }
    tell("what is due goes out");
    for (const alert of world.alerts) {
      const was = before.alerts.find(({ id }) => id === alert.id);
      if (was?.state === alert.state) continue;
      const isDue = was?.state === "scheduled" && was.sendAt !== null && Date.parse(was.sendAt) <= now;
      if (!isDue || (was.embargo !== null && Date.parse(was.embargo) > now))
        wrong.push(`alert ${alert.id} went out, and was ${was?.state} for ${was?.sendAt}`);
    }
  }

  async function sendsWhatIsDue(): Promise<void> {
    for (const { id, waits } of await dueScheduled(pool, at()))
      await sendScheduled(pool, id, at(), fanOut, { anyway: waits });
  }

  /** An editor is one no more, or may do less, or is one again: by the desk or by the configuration. */
  async function deskChanges(): Promise<void> {
    const identity = dice.of(EDITORS);
    const theirs = players.filter(({ from, account }) => (account ?? from)?.id === identity.split(":")[1]);
    const others = players.some((one) => one.desk === "editor" && !theirs.includes(one));
    if (!others) return;
    const was = theirs[0]?.desk ?? null;
    const is = was === "editor" ? dice.of<Player["desk"]>(["writer", "looker", null]) : "editor";
    const removed = !configured.includes(identity);
    if (removed || (is === null && dice.pick(2) === 0)) {
      configured = removed ? EDITORS : EDITORS.filter((one) => one !== identity);
      await startsAnew();
    } else {
      const person = await row(
        pool,
        Id,
        "select id from people where identities @> array[$1] order by id desc limit 1",
        [identity],
      );
      const role = is === "looker" ? ("reader" as const) : ("editor" as const);
      const to = {
        name: identity,
        role,
        maySend: is === "editor",
        identities: [identity],
        disabled: is === null,
      };
      const done = await changePerson(pool, person?.id ?? 0, to, "person:0", at());
      if (done !== "changed") throw new Error("nobody was changed");
      staffChanged = true;
    }
    for (const player of theirs) player.desk = is;
    world = await worldOf(pool);
    tell(`${identity} is ${is ?? "no"} ${is === null ? "editor any more" : "now"}`);
  }

  /** An editor at the web desk changes a draft that others have on their screens. */
  async function changedElsewhere(): Promise<void> {
    const drafts = world.alerts.filter(({ state }) => state === "draft" || state === "scheduled");
    const draft = drafts[dice.pick(drafts.length)];
    if (!draft) return;
    const headline = words.newsNumber(++news).split("\n")[0] ?? "";
    editorsWords.push(headline);
    await room.alerts.edit(draft.id, { headline }, { editor: "person:0" });
    world = await worldOf(pool);
    tell(`alert ${draft.id} is changed elsewhere`);
  }

  /** A source's article became a draft, and editors are shown it between whatever else they do. */
  async function aDraftWaits(): Promise<void> {
    const [headline = "", summary = ""] = words.newsNumber(++news).split("\n");
    const content = alertContent({ headline, summary, flash: headline });
    const id = await inTransaction(pool, (tx) =>
      insertDraft(tx, { articleId: null, content, createdBy: "sumber:kabar" }, at()),
    );
    world = await worldOf(pool);
    tell(`draft ${id} waits`);
    const audience = { now: 1, inDigest: 0, byMessenger: {} };
    await room.notices.draftWaits(pool, {
      id: id ?? 0,
      version: 1,
      preview: { text: [{ bold: headline }] },
      audience,
    });
    await noticesAreTold();
  }

  async function noticesAreTold(): Promise<void> {
    const told = await rows(
      pool,
      Notice,
      "delete from notices returning id, at, recipient, messages, account, needs",
    );
    for (const { recipient, messages } of told) {
      const player = players.find(
        ({ chat, from }) =>
          chat.kind === "private" && [chat.address, `${from?.id}@s.whatsapp.net`].includes(recipient.address),
      );
      const what = shownBy(messages, world, NOTHING_SHOWN);
      const secret = world.alerts.find(
        (one) => plainOf(messages).includes(one.headline) && isSecret(one, world),
      );
      if (secret && !(player && mayDraft(player)))
        wrong.push(`${recipient.address} was told of draft ${secret.id} of our own accord`);
      if (player && what?.question) {
        const { question, asked, offers } = shownTo(player);
        shown.set(keyOf(player), { at: now, what: { ...what, asked: question ?? asked, offers } });
      }
      if (player) keepButtons(player.chat.address, messages);
    }
  }

  async function timePasses(): Promise<void> {
    now += dice.of([1_000, 5_000, 20_000, 61_000, 3 * 60_000, 11 * 60_000, 70 * 60_000, 5 * 3_600_000]);
    if (staffChanged) await startsAnew(); // each process looks every five seconds
  }

  async function anArticle(title: string, text: string): Promise<void> {
    const { rows } = await pool.query<{ id: number }>(
      "insert into articles (source, state, incoming, clean, received_at) values ('kabar', 'ready', '{}', $1, $2) returning id",
      [{ title, link: `https://kabar.test/${encodeURIComponent(title)}` }, at()],
    );
    await indexArticle(pool, rows[0]?.id ?? 0, title, text);
  }
}

function keyOf({ chat, from }: Player): string {
  return `${chat.messenger} ${chat.address} ${from?.id ?? ""}`;
}

const isGroupOnTelegram = ({ messenger, kind }: Player["chat"]): boolean =>
  messenger === "telegram" && kind === "group";

/** What a chat had and has no more under its new address, and what changed beside it. */
function lostInMoving(before: World, after: World, from: string, to: string): string[] {
  const isOf = (address: string) => (one: { address: string }) =>
    one.address === address || one.address.startsWith(`${address}#`);
  const lost = before.chats.filter(isOf(from)).flatMap((old) => {
    const place = old.address.replace(from, to);
    const kept = after.chats.find(({ address }) => address === place);
    const left = after.chats.find(({ address }) => address === old.address);
    if (left?.listens === true) return [`${old.address} still listens`];
    const endedIt = before.chats.some(({ address, why }) => address === place && why === "asked");
    if (!old.listens || endedIt) return [];
    const missing = old.follows.filter((one) => kept?.follows.includes(one) !== true);
    if (kept?.listens !== true) return [`${place} does not listen`];
    return missing.length > 0 ? [`${place} follows ${missing.join(", ")} no more`] : [];
  });
  const beside = (world: World): string =>
    JSON.stringify(world.chats.filter((one) => !isOf(from)(one) && !isOf(to)(one)));
  return beside(before) === beside(after) ? lost : [...lost, "another chat changed when one moved"];
}

/** As WhatsApp's reading makes it; its ids name who sent it. */
function onWhatsApp({ chat, from, admin }: Player, text: string, { id, how, answers }: Way): Said {
  return {
    id: `${chat.address}/${lidOf(from, chat.address)}/${id}`,
    chat,
    from,
    text,
    ...(answers !== null && { about: String(messageOf(answers)) }),
    forwarded: how === "passed on" || how === "through another bot",
    isChatAdmin: () => Promise.resolve(admin),
  };
}

// --- who there is ---------------------------------------------------------------------

const LIDS: Readonly<Record<string, string>> = {
  "62811900": "470000900@lid",
  "62813377": "470003377@lid",
  "62815500": "470005500@lid",
};

function lidOf(from: Person | null, otherwise: string): string {
  return LIDS[from?.id ?? ""] ?? otherwise;
}

function cast(): Player[] {
  const telegram = (id: string): Person => ({ messenger: "telegram", id, name: `Orang ${id}` });
  const whatsapp = (id: string): Person => ({ messenger: "whatsapp", id, name: `Nomor ${id}` });
  const idIn = (editor: string): string => editor.split(":")[1] ?? "";
  const alone = (name: string, from: Person, desk: Player["desk"] = null): Player => ({
    name,
    chat: {
      messenger: from.messenger,
      kind: "private",
      address: from.messenger === "whatsapp" ? lidOf(from, "") : from.id,
      thread: null,
      title: from.name,
    },
    from,
    admin: true,
    desk,
  });
  const among = (
    name: string,
    place: Pick<Player["chat"], "messenger" | "kind" | "address"> & { thread?: string },
    from: Person | null,
    admin: boolean,
    more: Partial<Player> = {},
  ): Player => ({
    name,
    chat: { thread: null, ...place, title: "Warga" },
    from,
    admin,
    desk: null,
    ...more,
  });

  const group = { messenger: "telegram", kind: "group", address: "-777" } as const;
  const topic = { ...group, thread: "7" };
  const phones = { messenger: "whatsapp", kind: "group", address: "120363777@g.us" } as const;
  const channel = { messenger: "telegram", kind: "channel", address: "-100888" } as const;
  const editor = telegram(idIn(EDITORS[0]));
  const [ana, budi, citra] = [telegram("5010001"), telegram("5010002"), whatsapp("62813377")];
  const [admin, other] = [telegram("6010001"), telegram("6010002")];
  return [
    alone("ana", ana),
    alone("budi", budi),
    alone("citra", citra),
    alone("editor", editor, "editor"),
    alone("editor on WhatsApp", whatsapp(idIn(EDITORS[1])), "editor"),
    alone("looker", telegram(idIn(LOOKER)), "looker"),
    among("admin", group, admin, true),
    among("ana in the group", group, ana, false),
    among("editor in the group", group, editor, false, { desk: "editor" }),
    among("anonymous admin", group, null, true, { account: other, speaksAs: "the group" }),
    among("budi as a channel", group, null, false, { account: budi, speaksAs: "another channel" }),
    among("the group's channel", group, null, false, { account: budi, speaksAs: "its channel" }),
    among("admin in a topic", topic, admin, true),
    among("ana in a topic", topic, ana, false),
    among("admin on WhatsApp", phones, whatsapp("62815500"), true),
    among("citra in the group", phones, citra, false),
    among("channel", channel, null, true, { account: admin }),
    among("budi at the channel", channel, budi, false),
  ];
}
