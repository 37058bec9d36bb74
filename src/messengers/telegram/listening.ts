import { Api } from "grammy";
import type { Ear } from "../../chat/said.ts";
import { type Listener, createListener } from "./hearing.ts";
import { type Fault, keepTrying } from "./keep-trying.ts";
import { announce, type CommandMenu } from "./menus.ts";
import { poll } from "./polling.ts";
import type { Send } from "./sending.ts";
import { ALLOWED_UPDATES, type Me } from "./updates.ts";
import type { Webhook } from "./webhook.ts";

export interface ListeningParts {
  /** An API whose calls give up after `withinMs`, or when `signal` says so. */
  apiWithin: (withinMs: number, signal?: AbortSignal) => Api;
  /** Who we are, if Telegram could be asked already. */
  me: Me | null;
  /** Told once Telegram has said who we are. */
  onMe: (me: Me) => void;
  send: Send;
  webhook: Webhook | null;
  menus: () => readonly CommandMenu[];
  menusEveryMs?: number | undefined;
  onFault: Fault;
  now: () => Date;
  random: () => number;
  limits: { answerMs: number; pollSeconds: number; earMs: number; partingMs: number };
}

/** Listening as it goes on. */
export interface Listening extends AsyncDisposable {
  /** Hears an update that came to the webhook; null until we know who we are. */
  listener(): Listener | null;
}

/** Confirming what was heard is a courtesy to the next process, not worth waiting for at the end. */
const PARTING_MS = 2000;

/** At the end, replies that wait for the account's pace: a second's worth and more. Who gets none speaks again. */
const ANSWERS_WITHIN_MS = 3000;

/** Listens from now on: asks for updates, or has them brought to the webhook. */
export function startListening(ear: Ear, parts: ListeningParts): Listening {
  const { apiWithin, webhook, menus, limits, onFault, random, now, send } = parts;
  const stop = new AbortController();
  const { signal } = stop;
  const trying = { signal, onFault, random };
  const api = apiWithin(limits.answerMs, signal);
  let listener: Listener | null = null;

  async function prepare(): Promise<Me> {
    const me = parts.me ?? (await api.getMe());
    parts.onMe(me);
    if (webhook === null) await api.deleteWebhook();
    else
      await api.setWebhook(webhook.url, { secret_token: webhook.secret, allowed_updates: ALLOWED_UPDATES });
    return me;
  }

  async function run(): Promise<void> {
    const me = await keepTrying("getting ready to listen", prepare, trying);
    listener = createListener({
      api: apiWithin(limits.answerMs),
      ear,
      me,
      send,
      onFault,
      now,
      earMs: limits.earMs,
    });
    const everyMs = parts.menusEveryMs;
    const keepAnnouncing = await announce(menus, { api, onFault, signal, ...(everyMs && { everyMs }) });
    const announcing = keepAnnouncing();
    if (webhook !== null) return announcing;
    const { pollSeconds } = limits;
    const polling = apiWithin(1000 * pollSeconds + limits.answerMs, signal);
    const offset = await poll({ api: polling, listener, pollSeconds, ...trying });
    await apiWithin(PARTING_MS)
      .getUpdates({ offset, limit: 1, timeout: 0 })
      .catch(() => {});
    await announcing;
  }

  const running = run().catch((error: unknown) => {
    if (!signal.aborted) onFault("listening ended", error);
  });
  return {
    listener: () => listener,
    async [Symbol.asyncDispose]() {
      stop.abort();
      const few = listener?.answered(limits.partingMs); // beside what is under way, which may wait for its replies
      await running;
      await few;
      await listener?.answered(ANSWERS_WITHIN_MS);
      listener = null;
    },
  };
}
