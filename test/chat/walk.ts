import type pg from "pg";
import type { Person, Said } from "../../src/chat/said.ts";
import type { Button, OutgoingMessage } from "../../src/delivery/delivery.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { indexArticle } from "../../src/store/archive.ts";
import { insertDraft } from "../../src/store/alerts.ts";
import { inTransaction, rows } from "../../src/store/database.ts";
import { Notice } from "../../src/store/notices.ts";
import { resultsOn } from "../../src/store/results.ts";
import { content as alertContent } from "../delivery/support.ts";
import { diceOf } from "../support/dice.ts";
import {
  brokenPromises,
  NOTHING_SHOWN,
  type Player,
  type Shown,
  shownBy,
  type Step,
} from "./walk-promises.ts";
import { EDITORS, LOOKER, MESSAGES_A_MINUTE, openDeskRoom } from "./desk-room.ts";
import * as words from "./walk-words.ts";
import { tablesThatKnow, worldOf } from "./walk-world.ts";

/**
 * A random walk: readers, editors, strangers and members of groups say and press what comes to them, late, twice, or in somebody else's
 * words, while the service is restarted, the platform repeats itself and time passes. After every message the promises are looked at.
 */

const START = new Date("2026-11-23T07:30:00Z");

interface Heard {
  player: Player;
  said: Said;
  answers: number | null;
  at: number;
}

/** Takes so many steps on an empty store. Resolves with what is wrong, and then all that happened; empty where nothing is wrong. */
export async function walk(pool: pg.Pool, seed: number, steps: number): Promise<string[]> {
  const dice = diceOf(seed);
  let now = START.getTime();
  const at = (): Date => new Date(now);
  using room = await openDeskRoom(pool, at);
  const log: string[] = [];
  const wrong: string[] = [];
  const heard: Heard[] = [];
  const editorsWords: string[] = [];
  /** What each person was shown last in each chat, and when. */
  const shown = new Map<string, { at: number; what: Shown }>();
  /** Every button that some chat was ever shown. */
  const buttons = new Map<string, Button[]>();
  const minutes = new Map<string, { since: number; count: number }>();
  let ids = 0;
  let news = 0;
  let world = await worldOf(pool);

  const players = cast();
  await anArticle("Banjir jakarta surut", "Banjir di Jakarta surut pada Minggu.");
  await anArticle("Polisi: jangan kirim uang ke penipu", "Penipu meminta uang.");

  const acts = [
    ...Array.from({ length: 8 }, () => () => says(someone(), somethingToSay)),
    ...Array.from({ length: 4 }, () => answersWhatWasAsked),
    ...Array.from({ length: 4 }, () => presses),
    ...Array.from({ length: 3 }, () => timePasses),
    editorWorks,
    editorWorks,
    editorWorks,
    pleads,
    pleads,
    forwards,
    aboutAnAlert,
    repeats,
    restarts,
    comesOrGoes,
    delivers,
    changedElsewhere,
    aDraftWaits,
  ];
  for (let i = 0; i < steps && wrong.length === 0; i++) {
    now += 200;
    await dice.of<() => Promise<unknown>>(acts)();
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

  async function says(
    player: Player,
    what: (player: Player) => string,
    {
      forwarded = false,
      answers = null,
      pressed = false,
    }: { forwarded?: boolean; answers?: number | null; pressed?: boolean } = {},
  ): Promise<void> {
    const text = what(player);
    const said: Said = {
      id: idOf(player, pressed),
      chat: player.chat,
      from: player.from,
      text,
      ...(answers !== null && { about: `alert-${answers}` }),
      forwarded,
      isChatAdmin: () => Promise.resolve(player.admin),
    };
    const one = { player, said, answers, at: now };
    heard.push(one);
    await hear(one, false);
  }

  /** As the platforms make them: Telegram's are unique in a chat, WhatsApp's name their sender. */
  function idOf({ chat, from }: Player, pressed: boolean): string {
    const n = ++ids;
    if (chat.messenger === "whatsapp") return `${chat.address}/${lidOf(from, chat.address)}/${n}`;
    return pressed ? `press:${n}` : `message:${chat.address}:${n}`;
  }

  async function hear({ player, said, answers }: Heard, repeated: boolean): Promise<void> {
    const key = keyOf(player);
    const known = shown.get(key);
    const what = known && now - known.at < 3_600_000 ? known.what : NOTHING_SHOWN;
    const hasty = countOf(player, repeated) > MESSAGES_A_MINUTE;
    if (player.desk === "editor" && player.chat.kind === "private") editorsWords.push(said.text);
    const replies = await room.ear().said(said);
    const before = world;
    world = await worldOf(pool);
    const step: Step = {
      player,
      text: said.text,
      forwarded: said.forwarded === true,
      answers,
      repeated,
      hasty,
      replies,
      before,
      after: world,
      shown: what,
      editorsWords,
    };
    const answer = replies.map(({ text }) => toPlain(text)).join(" / ");
    tell(
      `${player.name}${repeated ? " again" : ""}${said.forwarded ? " forwards" : ""}: “${said.text.slice(0, 80)}” → ${answer.replaceAll("\n", "⏎").slice(0, 260) || "nothing"}`,
    );
    wrong.push(...brokenPromises(step).map((one) => `${player.name}: ${one}`));
    await isErased(player, replies);
    const next = shownBy(replies, world, what);
    if (next) shown.set(key, { at: now, what: next });
    buttons.set(player.chat.address, [
      ...(buttons.get(player.chat.address) ?? []),
      ...replies.flatMap((reply) => (reply.buttons ?? []).flat()),
    ]);
  }

  function countOf(player: Player, repeated: boolean): number {
    const who = player.from === null ? player.chat.address : player.from.id;
    const known = minutes.get(who);
    const minute = known && now - known.since < 60_000 ? known : { since: now, count: 0 };
    minute.count += repeated ? 1 : 1;
    minutes.set(who, minute);
    return minute.count;
  }

  async function isErased(player: Player, replies: readonly OutgoingMessage[]): Promise<void> {
    const erased = replies.some(({ text }) => toPlain(text).startsWith("Semua data Anda sudah dihapus"));
    if (!erased || player.from === null || player.desk !== null) return;
    const own = [player.from.id, player.chat.address.split("@")[0] ?? ""];
    const known = await tablesThatKnow(pool, own);
    if (known.length > 0) wrong.push(`${player.name} was erased, and stands in ${known.join(", ")}`);
  }

  function somethingToSay(player: Player): string {
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
    const text = dice.of(dice.of<readonly string[]>(kinds));
    return named(player.chat.kind === "private" || text.startsWith("/") ? text : `/${text}`);
  }

  function named(text: string): string {
    return text.replaceAll("#", String(1 + dice.pick(world.alerts.length + 1)));
  }

  async function answersWhatWasAsked(): Promise<void> {
    const player = someone();
    const what = shown.get(keyOf(player))?.what ?? NOTHING_SHOWN;
    const answers = [
      ...words.YES,
      ...words.NO,
      "1",
      "2",
      "3",
      "1, 2",
      ...what.offers.map(({ typed }) => typed),
    ];
    await says(player, () => dice.of(answers));
  }

  /** A button of the chat, or what one of another chat says, new or old. */
  async function presses(): Promise<void> {
    const player = someone();
    const from = dice.pick(5) === 0 ? someone() : player;
    const all = buttons.get(from.chat.address) ?? [];
    if (all.length === 0) return;
    const recent = all.slice(-6);
    const button = dice.of(dice.pick(3) === 0 ? all : recent);
    await says(player, () => button.says, { pressed: true });
    if (dice.pick(6) === 0) await says(player, () => button.says, { pressed: true });
  }

  async function editorWorks(): Promise<void> {
    const editor = dice.of(players.filter(({ desk, chat }) => desk === "editor" && chat.kind === "private"));
    const what = shown.get(keyOf(editor))?.what ?? NOTHING_SHOWN;
    const asks = dice.pick(3);
    if (what.wantsWords && dice.pick(4) > 0) return says(editor, () => words.newsNumber(++news));
    if (asks === 0) return says(editor, () => `/siarkan ${words.newsNumber(++news)}`);
    if (asks === 1) return says(editor, () => dice.of(words.YES));
    return says(editor, () => named(dice.of(words.ORDERS)));
  }

  /** A reader whom we write to wants less of it. */
  async function pleads(): Promise<void> {
    const follow = world.chats.filter(({ listens, follows }) => listens && follows.length > 0);
    const readers = players.filter(
      ({ chat, desk }) =>
        chat.kind === "private" && desk === null && follow.some(({ address }) => address === chat.address),
    );
    const reader = readers[dice.pick(readers.length)];
    if (reader) await says(reader, () => dice.of<string>([...words.PLEAS, ...words.PERHAPS_PLEAS]));
  }

  async function forwards(): Promise<void> {
    await says(someone(), somethingToSay, { forwarded: true });
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
    await says(someone(), () => dice.of(what), { answers: alert.id });
  }

  // --- what happens meanwhile -----------------------------------------------------

  async function repeats(): Promise<void> {
    const recent = heard.slice(-8);
    if (recent.length > 0) await hear(dice.of(recent), true);
  }

  async function restarts(): Promise<void> {
    await noticesAreTold();
    room.restart();
    minutes.clear();
    tell("restart");
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

  async function delivers(): Promise<void> {
    await pool.query(
      `update deliveries set state = 'sent', settled_at = $1, message_id = 'alert-' || alert_id
       where state = 'waiting' and due_at <= $1`,
      [at()],
    );
    await resultsOn(pool).finishAlerts(at());
    world = await worldOf(pool);
    tell("what waits is delivered");
  }

  /** An editor at the web desk changes a draft that others have on their screens. */
  async function changedElsewhere(): Promise<void> {
    const drafts = world.alerts.filter(({ state }) => state === "draft" || state === "scheduled");
    const draft = drafts[dice.pick(drafts.length)];
    if (!draft) return;
    const headline = words.newsNumber(++news).split("\n")[0] ?? "";
    editorsWords.push(headline);
    await room.alerts.edit(draft.id, { headline }, { editor: EDITORS[0] });
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
    await room.notices.draftWaits({
      id: id ?? 0,
      version: 1,
      preview: { text: [{ bold: headline }] },
      audience,
    });
    await noticesAreTold();
  }

  async function noticesAreTold(): Promise<void> {
    const told = await rows(pool, Notice, "delete from notices returning id, at, recipient, messages");
    for (const { recipient, messages } of told) {
      const player = players.find(
        ({ chat, from }) =>
          chat.kind === "private" && [chat.address, `${from?.id}@s.whatsapp.net`].includes(recipient.address),
      );
      const what = shownBy(messages, world, NOTHING_SHOWN);
      if (player && what?.question)
        shown.set(keyOf(player), {
          at: now,
          what: { ...what, offers: shown.get(keyOf(player))?.what.offers ?? [] },
        });
      if (player)
        buttons.set(recipient.address, [
          ...(buttons.get(recipient.address) ?? []),
          ...messages.flatMap((one) => (one.buttons ?? []).flat()),
        ]);
    }
  }

  async function timePasses(): Promise<void> {
    now += dice.of([1_000, 5_000, 20_000, 61_000, 3 * 60_000, 11 * 60_000, 70 * 60_000, 5 * 3_600_000]);
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
    { messenger, kind, address }: Pick<Player["chat"], "messenger" | "kind" | "address">,
    from: Person | null,
    admin: boolean,
    desk: Player["desk"] = null,
  ): Player => ({
    name,
    chat: { messenger, kind, address, thread: null, title: "Warga" },
    from,
    admin,
    desk,
  });

  const group = { messenger: "telegram", kind: "group", address: "-100777" } as const;
  const phones = { messenger: "whatsapp", kind: "group", address: "120363777@g.us" } as const;
  const channel = { messenger: "telegram", kind: "channel", address: "-100888" } as const;
  const editor = telegram(idIn(EDITORS[0]));
  const [ana, budi, citra] = [telegram("5010001"), telegram("5010002"), whatsapp("62813377")];
  return [
    alone("ana", ana),
    alone("budi", budi),
    alone("citra", citra),
    alone("editor", editor, "editor"),
    alone("editor on WhatsApp", whatsapp(idIn(EDITORS[1])), "editor"),
    alone("looker", telegram(idIn(LOOKER)), "looker"),
    among("admin", group, telegram("6010001"), true),
    among("ana in the group", group, ana, false),
    among("editor in the group", group, editor, false, "editor"),
    among("anonymous admin", group, null, true),
    among("admin on WhatsApp", phones, whatsapp("62815500"), true),
    among("citra in the group", phones, citra, false),
    among("channel", channel, null, true),
    among("budi at the channel", channel, budi, false),
  ];
}
