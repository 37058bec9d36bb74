import type pg from "pg";
import { pino } from "pino";
import { openAlertDesk } from "../../../src/app/desk/alert-desk.ts";
import { openDesk } from "../../../src/app/desk/desk.ts";
import { openStaff } from "../../../src/app/desk/staff.ts";
import { type Notices, openNotices } from "../../../src/app/messengers/notices.ts";
import type { AlertDesk } from "../../../src/chat/alert-desk.ts";
import { conversation } from "../../../src/chat/conversation.ts";
import { type ConversationPorts, editorId } from "../../../src/chat/ports.ts";
import type { Ear } from "../../../src/chat/said.ts";
import { configFrom } from "../../../src/config.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { createEvents } from "../../../src/events.ts";
import { openArchive } from "../../../src/store/articles/archive.ts";
import { openChats } from "../../../src/store/chats/chats.ts";
import { openConversations } from "../../../src/store/chats/conversations.ts";
import { heardOn } from "../../../src/store/chats/heard.ts";
import { personalOn } from "../../../src/store/chats/personal.ts";
import { recordRefusal } from "../../../src/store/chats/refusals.ts";
import { keepInStep } from "../../../src/store/desk/people.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { audienceOn, fanOut } from "../../../src/store/ledger/fan-out.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { REGIONS, TOPICS } from "../dialogue.ts";
import { ME } from "../walk/telegram.ts";

/** The conversation as the service puts it together, on the real store and with the real desk; what reaches out of the database is not there. */
export interface DeskRoom extends Disposable {
  /** Of the newest start. */
  ear(): Ear;
  readonly alerts: AlertDesk;
  readonly notices: Notices;
  /** What all editors but one were told beside an answer. */
  readonly toldOthers: string[];
  /** Errors over which the conversation has apologised. */
  readonly faults: unknown[];
  /** The process begins anew: what it kept in memory is gone. `life`: it has this pool; `editors`: its configuration names these. */
  restart(anew?: { life?: pg.Pool; editors?: readonly string[] }): Promise<void>;
}

export const EDITORS = ["telegram:9000001", "whatsapp:62811900"] as const;
/** Of the desk, and may only look. */
export const LOOKER = "telegram:9000003";
/** Of one person in a minute, so few that it is met. */
export const MESSAGES_A_MINUTE = 8;
export const MOST_FILTERS = 4;
/** How a link begins by which somebody signs in; who it is follows. */
export const SIGN_IN = "https://meja.test/masuk/";

export async function openDeskRoom(pool: pg.Pool, now: () => Date): Promise<DeskRoom> {
  await keepInStep(pool, [...EDITORS, LOOKER], now());
  await pool.query("update people set role = 'reader', may_send = false where identities @> array[$1]", [
    LOOKER,
  ]);
  const faults: unknown[] = [];
  const toldOthers: string[] = [];
  let starts = 0;
  let open = await start(pool, EDITORS);
  return {
    ear: () => open.ear,
    get alerts() {
      return open.alerts;
    },
    get notices() {
      return open.notices;
    },
    toldOthers,
    faults,
    async restart({ life = pool, editors = EDITORS } = {}) {
      open[Symbol.dispose]();
      open = await start(life, editors);
    },
    [Symbol.dispose]: () => open[Symbol.dispose](),
  };

  async function start(life: pg.Pool, editors: readonly string[]) {
    const config = configFrom(
      {
        topics: TOPICS.map(({ id, name }) => ({ id, name })),
        editors: [...editors, LOOKER],
        desk: { fourEyes: { breaking: true } },
      },
      { DATABASE_URL: "postgres://nowhere" },
    );
    const events = createEvents(pino({ level: "silent" }), now);
    const staff = await openStaff({ config, pool, events, now });
    const [results, ledger, audience] = [resultsOn(life), ledgerOn(life), audienceOn(life, now)];
    const nothing = () => Promise.resolve();
    const remind = { article: nothing, deliveries: nothing, all: nothing };
    const nowhere = () => Promise.reject(new Error("there is no world outside"));
    const clock = { now, sleep: nowhere };
    const notices = openNotices({ messengers: [], pool: life, events, clock });
    const alerts = openAlertDesk({
      config,
      pool: life,
      events,
      audience,
      results,
      fanOut,
      remind,
      takeBack: async () => void (await ledger.takeBack(100)),
      withdrawStopped: () => undefined,
      secondWanted: nothing,
      say: () => Promise.resolve(true),
      now,
    });
    const desk = openDesk({
      config,
      pool: life,
      events,
      fetch: nowhere,
      pipeline: { accept: nowhere, read: nowhere },
      audience,
      where: () => [],
      fanOut,
      remind,
      nameOf: (who) => Promise.resolve(who),
      tellOthers: async (message) => void toldOthers.push(toPlain(message.text)),
      now,
    });
    const ports: ConversationPorts = {
      chats: openChats(life),
      archive: openArchive(life, new Map([["kabar", "Kabar Nusantara"]])),
      desk,
      alerts,
      conversations: openConversations(life, `start ${++starts}`),
      heard: heardOn(life),
      personal: personalOn(life),
      topics: TOPICS,
      regions: REGIONS,
      outlets: ["Kabar Nusantara", "Suara Pantura"],
      newsroom: { name: "Kabar Nusantara", contact: null },
      limits: {
        filters: MOST_FILTERS,
        messagesAMinute: MESSAGES_A_MINUTE,
        searchesAtOnce: 2,
        searchesWaiting: 100,
      },
      isEditor: (person) => staff.has(editorId(person)),
      may: (person, right) => staff.may(editorId(person), right),
      nameOf: (who) => Promise.resolve(who),
      signInLink: (person) => Promise.resolve(`${SIGN_IN}${editorId(person)}`),
      botName: (messenger) => (messenger === "telegram" ? ME.username : null),
      tell: notices.tell,
      tellEditors: notices.tellEditors,
      record: (act) => recordRefusal(life, act),
      now,
      random: () => 0.5,
      onFault: (error) => void faults.push(error),
    };
    const ear: Ear = conversation(ports);
    return { ear, alerts, notices, [Symbol.dispose]: () => staff[Symbol.dispose]() };
  }
}
