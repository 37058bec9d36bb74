import type pg from "pg";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import { conversation } from "../../chat/conversation.ts";
import type { ConversationPorts, Desk, Personal } from "../../chat/ports.ts";
import { editorId } from "../../chat/ports.ts";
import type { Ear } from "../../chat/said.ts";
import type { Telegram } from "../../messengers/telegram/telegram.ts";
import { openArchive } from "../../store/articles/archive.ts";
import { openChats } from "../../store/chats/chats.ts";
import { openConversations } from "../../store/chats/conversations.ts";
import { heardOn } from "../../store/chats/heard.ts";
import { forgetWhatsAppKeys, personalOn } from "../../store/chats/personal.ts";
import { recordRefusal } from "../../store/chats/refusals.ts";
import { openPool } from "../../store/database.ts";
import { accountsOn } from "../../store/ledger/accounts.ts";
import type { Core } from "../core.ts";
import type { Staff } from "../desk/staff.ts";
import { outletNames } from "../intake/source-book.ts";
import type { Notices } from "./notices.ts";
import { answeringInPace } from "./reply-pace.ts";

export interface ConversationWiring extends Pick<Core, "config" | "events" | "clock"> {
  connection: pg.PoolConfig;
  desk: Desk;
  alerts: AlertDesk;
  staff: Staff;
  nameOf(who: string): Promise<string>;
  /** The address that signs this person in, once; null where nobody could open it. */
  signInLink(personId: number): Promise<string | null>;
  /** The name of this start of this process. */
  start: string;
  telegram: Telegram | null;
  notices: Notices;
  random(): number;
}

/**
 * The conversation on a connection pool of its own: however many people ask after a breaking alert, they wait for one another and take no
 * connection from sending.
 */
export function openConversation(wiring: ConversationWiring): { ear: Ear } & AsyncDisposable {
  const { config, desk, events, notices, telegram } = wiring;
  const pool = openPool(wiring.connection, CONNECTIONS, (error) => events.fault("database", error));
  const ports: ConversationPorts = {
    chats: openChats(pool),
    archive: openArchive(pool, outletNames(config)),
    desk,
    alerts: wiring.alerts,
    conversations: openConversations(pool, wiring.start),
    heard: heardOn(pool),
    personal: forgettingTwice(personalOn(pool)),
    topics: config.topics,
    regions: config.regions,
    get outlets() {
      return [...new Set(config.sources.map(({ name }) => name))];
    },
    newsroom: config.newsroom,
    limits: { ...config.readers, searchesAtOnce: SEARCHES_AT_ONCE, searchesWaiting: SEARCHES_WAITING },
    isEditor: (person) => wiring.staff.has(editorId(person)),
    may: (person, right) => wiring.staff.may(editorId(person), right),
    nameOf: wiring.nameOf,
    signInLink: async (person) => {
      const known = wiring.staff.of(editorId(person));
      return known ? wiring.signInLink(known.id) : null;
    },
    botName: (messenger) => (messenger === "telegram" ? (telegram?.username ?? null) : null),
    tell: (to, message) => notices.tell(to, message),
    tellEditors: (message) => notices.tellEditors(message),
    record: (act) => recordRefusal(pool, act),
    now: () => wiring.clock.now(),
    random: wiring.random,
    onFault: (error) => events.fault("conversation", error),
  };
  const over = new AbortController();
  const erasures = new Set<Promise<void>>();
  function forgettingTwice(personal: Personal): Personal {
    return {
      ...personal,
      async erase(speaker, proof, at) {
        await personal.erase(speaker, proof, at);
        const again = wiring.clock
          .sleep(ANSWERED_MS, over.signal)
          .then(() => forgetWhatsAppKeys(pool, speaker))
          .then(
            () => void erasures.delete(again),
            (error: unknown) => events.fault("conversation", error),
          );
        erasures.add(again);
      },
    };
  }
  const ear = answeringInPace(conversation(ports), "telegram", {
    pace: accountsOn(pool),
    perSecond: config.pacing.telegram.perSecond,
    clock: wiring.clock,
    isEditor: ports.isEditor,
    onFault: (error) => events.fault("pace of answers", error),
  });
  return {
    ear,
    async [Symbol.asyncDispose]() {
      over.abort();
      await Promise.all(erasures);
      await pool.end();
    },
  };
}

const ANSWERED_MS = 60_000; // by then the answer to somebody who had everything deleted is out
const CONNECTIONS = 4;
const SEARCHES_AT_ONCE = 2; // leaves connections for everything that is quick
const SEARCHES_WAITING = 500; // at 50 ms each, the last of them waits a dozen seconds
