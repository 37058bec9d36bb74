import type pg from "pg";
import { z } from "zod";
import { carryOut } from "../../../src/delivery/carry-out.ts";
import { Act, type Delivery, type OutgoingMessage, type Recipient } from "../../../src/delivery/delivery.ts";
import type { SendVerdict, Sent } from "../../../src/delivery/delivery.ts";
import type { ClaimedAlert, Settlement } from "../../../src/delivery/ledger.ts";
import type { Sender } from "../../../src/delivery/options.ts";
import { renderSpeech } from "../../../src/delivery/render.ts";
import { afterAttempt, PATIENCE } from "../../../src/delivery/retry.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { type By } from "../../../src/store/alerts/act.ts";
import { correct, pause, recall, resume, stop } from "../../../src/store/alerts/sent-acts.ts";
import { openChats } from "../../../src/store/chats/chats.ts";
import { rows } from "../../../src/store/database.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { approved, listening, START } from "../../delivery/support.ts";
import { type Dice, diceOf } from "../../support/dice.ts";
import { LEASE_MS } from "./claimed.ts";

/**
 * A random walk: editors act, workers claim, send, die or fall asleep over their lease, the platform answers as it likes, chats leave, come
 * back and move. Then everybody is left in peace, the ledger comes to rest, and what it says is held against what the chats show.
 */

/** A message that a chat shows, or showed. */
interface Shown {
  id: string;
  alert: number;
  /** Which wording of the alert it has; null: it is the notice of its recall. */
  wording: number | null;
  deleted: boolean;
  /** It was said in the group that this chat was before it moved. */
  outOfReach: boolean;
}

interface Chat {
  to: Recipient;
  shows: Shown[];
  left: boolean;
  /** It has left at some time: what was said of an alert meanwhile it may have missed. */
  wasAway: boolean;
  addresses: string[];
}

interface InHand {
  worker: string;
  claim: number;
  leaseUntil: number;
  delivery: Delivery;
  alert: ClaimedAlert;
}

type Pending = Settlement & Pick<InHand, "worker" | "leaseUntil">;

type EditorsAct = (pool: pg.Pool, id: number, by: By) => Promise<{ kind: string }>;

const EDITOR = "telegram:1";
const ANSWERED_WITHIN_MS = 30_000;
const MOVED = " baru";

const Tried = z.object({ act: Act, alertId: z.number(), address: z.string() });
type Tried = z.infer<typeof Tried>;
const TRIED = `
  select act, alert_id as "alertId", address from deliveries d join chats c on c.id = d.chat_id where d.id = any($1)`;

function triedIn({ act, alertId, to: { address } }: Delivery): Tried {
  return { act, alertId, address };
}

/** Takes so many steps. Resolves with what is wrong in the end, and then all that happened; empty where nothing is wrong. */
export async function walk(pool: pg.Pool, seed: number, steps: number): Promise<string[]> {
  const dice = diceOf(seed);
  const platform = playedPlatform(dice, seed);
  const ledger = ledgerOn(pool);
  const results = resultsOn(pool);
  const book = openChats(pool);
  let now = START.getTime();
  const log: string[] = [];
  /** The newest wording of each alert. */
  const wordings = new Map<number, number>();
  /** How often an alert was sent to a chat, as far as it may have come, beyond how often it may have been sent: once, and again for a reason. */
  const tooOften = new Map<string, number>();
  let inHand: InHand[] = [];
  let unwritten: Pending[] = [];

  const acts = [
    approve,
    correction,
    editor((on, id, as) => recall(on, id, null, as), "recall", 2),
    editor(pause, "pause"),
    editor(resume, "resume"),
    editor(stop, "stop", 2),
    decides,
    comesOrGoes,
    moves,
    kill,
  ];
  const works = [
    () => claim("a"),
    () => claim("b"),
    send,
    send,
    send,
    send,
    writeDown,
    writeDown,
    tend,
    timePasses,
  ];

  const { chats } = platform;
  await listening(
    pool,
    chats.map(({ to }) => to),
  );
  await approve();
  for (let i = 0; i < steps; i++) {
    now += 10;
    await dice.of<() => Promise<unknown>>(dice.pick(3) === 0 ? acts : works)();
  }
  await comeToRest();
  const wrong = await judge(pool, chats, wordings);
  for (const [what, times] of tooOften) if (times > 0) wrong.push(`${what}: ${times} times more than it may`);
  await pool.query("update chats set left_at = $1, left_why = 'asked' where left_at is null", [at()]);
  return wrong.length === 0 ? [] : [...wrong, `in walk ${seed}:`, ...log];

  async function comeToRest(): Promise<void> {
    say("peace");
    platform.behaves();
    for (const alert of wordings.keys()) await resume(pool, alert, by());
    await writeDown();
    for (let idle = 0, rounds = 0; idle < 2 && rounds < 100; rounds++) {
      const some = await claim("c");
      while (inHand.length > 0) await send();
      await writeDown();
      if (!some) now += LEASE_MS + PATIENCE.breakingMs;
      await tend();
      idle = some ? 0 : idle + 1;
    }
  }

  function at(): Date {
    return new Date(now);
  }

  function by(): By {
    return { editor: EDITOR, at: at() };
  }

  function say(what: string): void {
    log.push(`${(now - START.getTime()) / 1000} s: ${what}`);
  }

  // --- workers ---

  async function claim(worker: string): Promise<boolean> {
    const leaseUntil = now + LEASE_MS;
    const asked = { by: worker, limit: 1 + dice.pick(4), leaseUntil: new Date(leaseUntil) };
    const { id, deliveries, alerts, withdrawn } = await ledger.claim("telegram", asked, at());
    for (const delivery of deliveries) {
      const alert = alerts.get(delivery.alertId);
      if (alert && id !== null) inHand.push({ worker, claim: id, leaseUntil, delivery, alert });
    }
    say(`${worker} claims ${deliveries.map(named).join(", ") || "nothing"}`);
    return deliveries.length + withdrawn > 0;
  }

  async function send(): Promise<void> {
    const [taken] = inHand.splice(dice.pick(inHand.length), 1);
    if (!taken) return;
    const { delivery, alert } = taken;
    // A stop is known a quarter of a second late.
    const halts = dice.pick(5) === 0 ? null : await ledger.halts("telegram", [alert], at());
    if (halts?.alerts.has(alert.id) || now > taken.leaseUntil - ANSWERED_WITHIN_MS) {
      say(`${named(delivery)} is let go of`);
      return keep(taken.claim);
    }
    const speech = { kind: "speech" as const, ...renderSpeech(alert.content) };
    const verdict = await carryOut(platform, delivery, speech, "key");
    say(`${named(delivery)} in version ${alert.version}: ${verdict.kind}`);
    if (verdict.kind === "sent" || verdict.kind === "unknown") wasSent(triedIn(delivery), 1);
    const outcome = afterAttempt(verdict, { ...delivery, breaking: false }, at(), 0.5, PATIENCE);
    unwritten.push({ ...taken, outcome, at: at(), chatFreeAt: at() });
  }

  function wasSent({ act, alertId, address }: Tried, times: number): void {
    if (act !== "send") return;
    const key = `alert ${alertId} to ${address.replace(MOVED, "")}`;
    tooOften.set(key, (tooOften.get(key) ?? -1) + times);
  }

  async function keep(claimId: number): Promise<void> {
    const stay = [...inHand, ...unwritten].filter((other) => other.claim === claimId);
    await ledger.keep(
      claimId,
      stay.map(({ delivery }) => delivery),
    );
  }

  async function writeDown(): Promise<void> {
    const group = unwritten;
    unwritten = [];
    if (group.length === 0) return;
    await ledger.settle(group);
    for (const claimId of new Set(group.map((verdict) => verdict.claim))) await keep(claimId);
    say(`${group.length} verdicts are written`);
  }

  async function kill(): Promise<void> {
    const worker = dice.of(["a", "b"]);
    for (const { delivery } of unwritten.filter((other) => other.worker === worker))
      wasSent(triedIn(delivery), -1);
    inHand = inHand.filter((other) => other.worker !== worker);
    unwritten = unwritten.filter((other) => other.worker !== worker);
    say(`${worker} is killed`);
  }

  async function tend(): Promise<void> {
    for (const { delivery } of unwritten.filter(({ leaseUntil }) => leaseUntil <= now))
      wasSent(triedIn(delivery), -1);
    await ledger.reclaim(at());
    await ledger.takeBack(100);
    await ledger.withdrawStopped(100, at());
    await results.finishAlerts(at());
  }

  async function timePasses(): Promise<void> {
    now += dice.of([100, 1_000, 10_000, LEASE_MS + 1_000]);
  }

  // --- editors, and chats ---

  async function approve(): Promise<void> {
    if (wordings.size === 2) return;
    const alert = await approved(pool, { headline: "…" }, at());
    const sql =
      "update alerts set content = jsonb_set(content, '{headline}', to_jsonb($2::text)) where id = $1";
    await pool.query(sql, [alert, headline(alert, 1)]);
    wordings.set(alert, 1);
    say(`alert ${alert} is approved`);
  }

  async function correction(): Promise<void> {
    const alert = dice.of([...wordings.keys()]);
    const next = (wordings.get(alert) ?? 0) + 1;
    const done = await correct(pool, alert, { headline: headline(alert, next), correction: "salah" }, by());
    if (done.kind === "correcting") wordings.set(alert, next);
    say(`alert ${alert} is corrected: ${done.kind}`);
  }

  function editor(act: EditorsAct, what: string, seldom = 1) {
    return async (): Promise<void> => {
      const alert = dice.of([...wordings.keys()]);
      if (dice.pick(seldom) === 0) say(`${what} ${alert}: ${(await act(pool, alert, by())).kind}`);
    };
  }

  async function decides(): Promise<void> {
    const unknown = await results.unknown(dice.of([...wordings.keys()]), 100);
    const ids = unknown.filter(() => dice.pick(4) > 0).map(({ id }) => id);
    if (dice.pick(4) === 0) await results.leave(ids, EDITOR);
    else {
      for (const row of await rows(pool, Tried, TRIED, [ids])) wasSent(row, -1);
      say(`${(await results.sendAgain(ids, EDITOR, at())).again} are sent again`);
    }
  }

  async function comesOrGoes(): Promise<void> {
    const chat = dice.of(chats);
    if (dice.pick(3) > 0) return;
    if (chat.left) await book.join({ ...chat.to, title: null }, at());
    else if (dice.pick(2) === 0) await book.leave(chat.to, "diblokir", at());
    chat.left = !chat.left;
    chat.wasAway = true;
    say(`${chat.to.address} ${chat.left ? "leaves" : "is back"}`);
  }

  async function moves(): Promise<void> {
    const chat = dice.of(chats);
    const { address, kind } = chat.to;
    if (kind !== "group" || chat.left || chat.addresses.length > 1) return;
    const to = { ...chat.to, address: address + MOVED };
    if (dice.pick(2) === 0) await book.join({ ...to, title: null }, at());
    if (dice.pick(2) === 0) await book.move(chat.to, to.address);
    for (const shown of chat.shows) shown.outOfReach = true;
    chat.addresses.push(to.address);
    chat.to = to;
    say(`${address} moves`);
  }
}

// --- the platform -------------------------------------------------------------------------------------------------------

/** Answers as it likes, until it behaves. Some of what it does not answer has been done, and some has not. */
function playedPlatform(dice: Dice, seed: number): Sender & { chats: Chat[]; behaves(): void } {
  const kinds = ["group", "private", "private", "group"] as const;
  const chats = kinds.map((kind, n): Chat => {
    const address = `${seed}.${n}`;
    const to: Recipient = { messenger: "telegram", address, kind, thread: null };
    return { to, shows: [], left: false, wasAway: false, addresses: [address] };
  });
  let behaved = false;
  let ids = 0;

  function chatAt(to: Recipient): Chat | SendVerdict {
    const chat = chats.find(({ addresses }) => addresses.includes(to.address));
    if (!chat || chat.left) return { kind: "gone", why: "diblokir" };
    return chat.to.address === to.address ? chat : { kind: "moved", to: chat.to.address };
  }

  function fate(): "done" | "done, no answer" | "not done, no answer" | SendVerdict {
    const thrown = behaved ? 0 : dice.pick(16);
    if (thrown === 1) return { kind: "later", why: "503" };
    if (thrown === 2) return { kind: "refused", why: "400" };
    if (thrown === 3 || thrown === 4) return "not done, no answer";
    return thrown === 5 || thrown === 6 ? "done, no answer" : "done";
  }

  function carriedOut(to: Recipient, work: (chat: Chat) => string): SendVerdict {
    const chat = chatAt(to);
    if ("kind" in chat) return chat;
    const how = fate();
    if (typeof how !== "string") return how;
    const messageId = how === "not done, no answer" ? "" : work(chat);
    return how === "done" ? { kind: "sent", messageId } : { kind: "unknown", why: how };
  }

  function change(to: Recipient, { messageId }: Sent, work: (shown: Shown) => void): SendVerdict {
    return carriedOut(to, ({ shows }) => {
      shows.filter(({ id, outOfReach }) => id === messageId && !outOfReach).forEach(work);
      return messageId;
    });
  }

  return {
    name: "telegram",
    chats,
    behaves: () => void (behaved = true),
    send: async (to, message) =>
      carriedOut(to, ({ shows }) => {
        const id = String((ids += 1));
        shows.push({ id, ...read(message), deleted: false, outOfReach: false });
        return id;
      }),
    correct: async (to, sent, message) => change(to, sent, (shown) => Object.assign(shown, read(message))),
    recall: async (to, sent) => change(to, sent, (shown) => (shown.deleted = true)),
  };
}

function headline(alert: number, wording: number): string {
  return `Kabar ${alert}, isi ${wording}.`;
}

function read({ text }: OutgoingMessage): Pick<Shown, "alert" | "wording"> {
  const plain = toPlain(text);
  const [, alert, wording] = /Kabar (\d+), isi (\d+)\./.exec(plain) ?? [];
  return { alert: Number(alert), wording: plain.startsWith("DITARIK") ? null : Number(wording) };
}

function named({ alertId, act, to }: Delivery): string {
  return `“${act} ${alertId}” to ${to.address}`;
}

// --- what must be true in the end ---------------------------------------------------------------------------------------

const Row = z.object({ alert: z.number(), address: z.string(), act: Act, state: z.string() });
const AlertRow = z.object({ id: z.number(), state: z.string() });

async function judge(
  pool: pg.Pool,
  chats: readonly Chat[],
  wordings: ReadonlyMap<number, number>,
): Promise<string[]> {
  const results = resultsOn(pool);
  const ids = [...wordings.keys()];
  const ledger = await rows(
    pool,
    Row,
    `select alert_id as alert, address, act, state from deliveries d join chats c on c.id = d.chat_id where alert_id = any($1)`,
    [ids],
  );
  const alerts = await rows(pool, AlertRow, "select id, state from alerts where id = any($1)", [ids]);
  const wrong = ledger
    .filter(({ state }) => state === "waiting" || state === "aside")
    .map(({ alert, act, address }) => `“${act} ${alert}” to ${address} still waits`);
  for (const { id, state } of alerts) {
    if (state === "sending") wrong.push(`alert ${id} is still sending`);
    for (const act of new Set(ledger.filter(({ alert }) => alert === id).map((row) => row.act))) {
      const { sent, unknown } = await results.progress(id, act);
      const are = (what: string) =>
        ledger.filter((row) => row.alert === id && row.act === act && row.state === what).length;
      if (sent !== are("sent") || unknown !== are("unknown")) wrong.push(`“${act} ${id}” is counted wrongly`);
    }
    for (const chat of chats.filter(({ wasAway }) => !wasAway)) {
      const its = ledger.filter(({ alert, address }) => alert === id && chat.addresses.includes(address));
      const fault = faultIn(chat, its, { id, state, newest: wordings.get(id) ?? 0 });
      if (fault) wrong.push(`alert ${id} in ${chat.to.address}: ${fault}`);
    }
  }
  return wrong;
}

/** Where an editor sees that something did not arrive, or may not have, nothing is wrong. */
function faultIn(
  { shows }: Chat,
  its: readonly z.infer<typeof Row>[],
  alert: { id: number; state: string; newest: number },
): string | null {
  const said = shows.filter((shown) => shown.alert === alert.id);
  const stands = said.filter(({ deleted, wording }) => !deleted && wording !== null);
  const isTold = said.some(({ deleted, wording }) => !deleted && wording === null);
  const sends = its.filter(({ act }) => act === "send").map(({ state }) => state);
  const isSeen = (act: (one: string) => boolean) =>
    its.some((row) => act(row.act) && ["unknown", "refused", "gone"].includes(row.state));

  if (said.length > 0 && sends.every((state) => state === "withdrawn"))
    return "it was said, and counts as withdrawn";
  if (said.length === 0 && sends.includes("sent")) return "it was never said, and counts as sent";
  if (stands.length === 0) return null;
  if (alert.state === "recalled")
    return isTold || isSeen((act) => act === "recall") ? null : "it is recalled, and stands there";
  if (stands.some(({ wording }) => wording === alert.newest) || isSeen(() => true)) return null;
  return "its newest wording is not there";
}
