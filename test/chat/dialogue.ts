import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Alert, AlertContent } from "../../src/alerts/alert.ts";
import { draftWords } from "../../src/alerts/draft.ts";
import { Province, regionsIn } from "../../src/articles/region.ts";
import type { Topic } from "../../src/articles/topic.ts";
import type { AlertDesk, OnDesk } from "../../src/chat/alert-desk.ts";
import { conversation } from "../../src/chat/conversation.ts";
import type { ConversationPorts, Desk, Drafted, HeldBack, RefusedAct } from "../../src/chat/ports.ts";
import type { ChatChange, Ear } from "../../src/chat/said.ts";
import type { Reach } from "../../src/delivery/audience.ts";
import type { ChatKind, MessengerName, OutgoingMessage, Recipient } from "../../src/delivery/delivery.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { indexArticle, openArchive } from "../../src/store/articles/archive.ts";
import { openChats } from "../../src/store/chats/chats.ts";
import { openConversations } from "../../src/store/chats/conversations.ts";
import { heardOn } from "../../src/store/chats/heard.ts";
import { personalOn } from "../../src/store/chats/personal.ts";
import { approved } from "../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

/** Conversations played against the real store, with the editors' desk faked. */

export const TOPICS: readonly Topic[] = [
  { id: "politik", name: "Politik", sections: [], words: [] },
  { id: "ekonomi", name: "Ekonomi", sections: [], words: [] },
  { id: "olahraga", name: "Olahraga", sections: ["Bola"], words: [] },
  { id: "gaya-hidup", name: "Gaya Hidup", sections: [], words: [] },
];

export const REGIONS = regionsIn(
  [
    { name: "Aceh", island: "Sumatera", places: ["Banda Aceh"] },
    {
      name: "Jawa Tengah",
      also: ["Jateng"],
      island: "Jawa",
      places: ["Semarang", "Surakarta = Solo", "Kudus"],
      words: ["Kudus", "Surakarta"],
    },
    {
      name: "Jawa Barat",
      also: ["Jabar"],
      island: "Jawa",
      places: ["Bandung", "Puncak"],
      elsewhere: ["Puncak"],
    },
  ].map((province) => Province.parse(province)),
);

/** Monday, 23 November 2026, 14.30 WIB. */
const START = new Date("2026-11-23T07:30:00Z");

export const EDITOR = "900";

export interface Newsroom extends AsyncDisposable {
  readonly db: TestDatabase;
  readonly ports: ConversationPorts;
  readonly ear: Ear;
  readonly desk: FakeDesk;
  /** What was said to chats that had not asked. */
  readonly told: { to: Recipient; message: OutgoingMessage }[];
  readonly refused: RefusedAct[];
  readonly faults: unknown[];
  readonly toldEditors: string[];
  now(): Date;
  chat(at: Partial<Place>): Chatter;
  changed(change: ChatChange): Promise<void>;
  article(given: { title: string; text?: string; minutesAgo?: number; state?: string }): Promise<number>;
  /** An alert is approved and sent to every chat that hears it now; resolves with the addresses. */
  alert(over: Partial<AlertContent>): Promise<string[]>;
  later(minutes: number): void;
}

interface Place {
  messenger: MessengerName;
  kind: ChatKind;
  address: string;
  thread: string | null;
  /** null: nobody we could hold to account. */
  person: string | null;
  admin: boolean;
}

/** Someone in a chat. Each answer comes as one text, several messages apart by "\n---\n", "" for silence. */
interface Chatter {
  says(text: string, id?: string, about?: string): Promise<string>;
  /** Passes on what somebody else said. */
  forwards(text: string): Promise<string>;
  /** Presses the button whose label contains `label`, on the last messages that had buttons. */
  presses(label: string): Promise<string>;
  /** The labels of the last answer's buttons. */
  buttons(): string[];
  last(): readonly OutgoingMessage[];
}

/** A newsroom for each test of the file, which fails where the conversation has apologised. */
export function newsroomForEach(use: (newsroom: Newsroom) => void): void {
  let room: Newsroom;
  beforeEach(async () => {
    room = await openNewsroom();
    use(room);
  });
  afterEach(async () => {
    apologisedNever(room);
    await room[Symbol.asyncDispose]();
  });
}

/** One newsroom for all tests of the file; the first test fails in which the conversation has apologised. */
export function newsroomForAll(use: (newsroom: Newsroom) => void): void {
  let room: Newsroom;
  beforeAll(async () => {
    room = await openNewsroom();
    use(room);
  });
  afterAll(() => room[Symbol.asyncDispose]());
  afterEach(() => apologisedNever(room));
}

function apologisedNever({ faults }: Newsroom): void {
  if (faults.length > 0) throw new AggregateError(faults, "the conversation apologised");
}

/** Nobody is told to slow down, unless a test wants to see just that. */
export async function openNewsroom({
  messagesAMinute = 100_000,
  topics = TOPICS,
  regions = REGIONS,
} = {}): Promise<Newsroom> {
  const db = await testDatabase();
  const desk = new FakeDesk();
  const told: Newsroom["told"] = [];
  const refused: RefusedAct[] = [];
  const faults: unknown[] = [];
  const toldEditors: string[] = [];
  let now = START;
  let count = 0;

  const ports: ConversationPorts = {
    chats: openChats(db.pool),
    archive: openArchive(db.pool, new Map([["kabar", "Kabar Nusantara"]])),
    desk,
    alerts: desk.alerts(),
    conversations: openConversations(db.pool, "awal"),
    heard: heardOn(db.pool),
    personal: personalOn(db.pool),
    topics,
    regions,
    outlets: ["Kabar Nusantara", "Suara Pantura"],
    newsroom: { name: "Kabar Nusantara", contact: "redaksi@kabar.test" },
    limits: { filters: 5, messagesAMinute, searchesAtOnce: 2, searchesWaiting: 100 },
    isEditor: (person) => person.id === EDITOR,
    may: async (person) => person.id === EDITOR,
    nameOf: async (who) => who,
    signInLink: () => Promise.resolve("https://meja.test/masuk/x"),
    botName: () => "KabarKilatBot",
    tell: async (to, message) => void told.push({ to, message }),
    tellEditors: async (message) => void toldEditors.push(toPlain(message.text)),
    record: async (act) => void refused.push(act),
    now: () => now,
    random: () => 0.5,
    onFault: (error) => faults.push(error),
  };
  const ear = conversation(ports);

  return {
    db,
    ports,
    ear,
    desk,
    told,
    refused,
    faults,
    toldEditors,
    now: () => now,
    chat: (at) => {
      const place = {
        messenger: "telegram",
        kind: "private",
        address: "1",
        thread: null,
        admin: false,
        ...at,
      } as const;
      const person = place.person === undefined ? place.address : place.person;
      let last: readonly OutgoingMessage[] = [];
      const says = async (
        text: string,
        id = `m${++count}`,
        about?: string,
        forwarded = false,
      ): Promise<string> => {
        last = await ear.said({
          id,
          chat: { ...place, title: "Judul" },
          from: person === null ? null : { messenger: place.messenger, id: person, name: "Ana" },
          text,
          about,
          forwarded,
          isChatAdmin: () => Promise.resolve(place.admin),
        });
        return last.map((message) => toPlain(message.text)).join("\n---\n");
      };
      const all = () => last.flatMap((message) => message.buttons ?? []).flat();
      return {
        says,
        forwards: (text) => says(text, undefined, undefined, true),
        presses: async (label) => {
          const button = all().find((one) => one.label.includes(label));
          if (button === undefined)
            throw new Error(
              `no button "${label}" among ${all()
                .map((b) => b.label)
                .join(", ")}`,
            );
          return says(button.says);
        },
        buttons: () => all().map(({ label }) => label),
        last: () => last,
      };
    },
    changed: (change) => ear.changed(change),
    article: async ({ title, text = "", minutesAgo = 0, state = "ready" }) => {
      const at = new Date(now.getTime() - minutesAgo * 60_000);
      const { rows } = await db.pool.query<{ id: number }>(
        `insert into articles (source, state, incoming, clean, received_at)
         values ('kabar', $1, '{}', $2, $3) returning id`,
        [state, { title, link: `https://kabar.test/${encodeURIComponent(title)}` }, at],
      );
      const id = rows[0]?.id ?? 0;
      await indexArticle(db.pool, id, title, text);
      return id;
    },
    alert: async (over) => {
      const id = await approved(db.pool, over, now);
      const { rows } = await db.pool.query<{ address: string }>(
        `update deliveries set state = 'sent', settled_at = $2, message_id = 'alert-' || alert_id from chats
         where alert_id = $1 and chats.id = chat_id and due_at <= $2 returning address`,
        [id, now],
      );
      return rows.map(({ address }) => address).toSorted();
    },
    later: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}

/** A desk in memory, with an audience of 1,234 chats. */
class FakeDesk implements Desk {
  readonly acts: string[] = [];
  readonly states = new Map<number, "draft" | "sending" | "rejected">();
  readonly texts = new Map<number, string>();
  readonly tellDone: { id: number; to: Recipient; editor: string }[] = [];
  readonly audience = 1234;
  inDigest = 0;
  broken = false;
  stopped = false;

  async draftFromText(text: string, editor: string): Promise<Drafted> {
    if (this.broken) throw new Error("the desk is on fire");
    const id = this.states.size + 12;
    this.states.set(id, "draft");
    this.texts.set(id, text);
    this.acts.push(`${editor} drafts ${id}`);
    return { kind: "draft", ...this.#draft(id) };
  }

  async draftFromUrl(url: string, editor: string): Promise<Drafted> {
    return url.includes("rusak")
      ? { kind: "fault", why: "Halaman itu tidak dapat dibuka." }
      : this.draftFromText(`Isi ${url}`, editor);
  }

  /** Acts on alerts: approving and rejecting; the others are played in the service tests. */
  alerts(): AlertDesk {
    const acts: Pick<AlertDesk, "approve" | "reject"> = {
      approve: async (id, { editor }) => {
        const state = this.states.get(id);
        if (state === undefined) return { kind: "absent" };
        if (state !== "draft") return { kind: "too late", state, by: null, at: null };
        this.states.set(id, "sending");
        this.acts.push(`${editor} approves ${id}`);
        return { kind: "sending", chats: this.audience };
      },
      reject: async (id, _reason, { editor }) => {
        const state = this.states.get(id);
        if (state === undefined) return { kind: "absent" };
        if (state !== "draft") return { kind: "too late", state, by: null, at: null };
        this.states.set(id, "rejected");
        this.acts.push(`${editor} rejects ${id}`);
        return { kind: "rejected" };
      },
    };
    const missing = (): Promise<never> => Promise.reject(new Error("not played here"));
    return {
      ...acts,
      preview: () => ({ why: "not played here" }),
      faults: missing,
      one: async (id) => (this.states.get(id) === "draft" ? this.#onDesk(id) : null),
      progress: async (id) => {
        const state = this.states.get(id);
        if (state === undefined) return null;
        const counts = { open: 30, sent: 1200, gone: 3, withdrawn: 0, unknown: 1, refused: 0, total: 1234 };
        return { alert: { ...this.#onDesk(id).alert, state }, acts: [{ act: "send", counts }], undecided: 1 };
      },
      list: async () => ({ drafts: [], newest: 0, scheduled: [], recent: [] }),
      reopen: missing,
      edit: missing,
      schedule: missing,
      unschedule: missing,
      embargo: missing,
      pause: missing,
      resume: missing,
      stop: missing,
      prepared: missing,
      correct: missing,
      recall: missing,
      testSend: missing,
      lastDone: missing,
      unknown: missing,
      settleUnknown: missing,
    };
  }

  async queue(limit: number): ReturnType<Desk["queue"]> {
    const waiting = [...this.states].filter(([, state]) => state === "draft").map(([id]) => id);
    return { waiting: waiting.length, first: waiting.slice(0, limit) };
  }

  heldBack: HeldBack = null;

  async stopAll(editor: string): Promise<boolean> {
    this.acts.push(`${editor} stops all`);
    const before = this.stopped;
    this.stopped = true;
    return !before;
  }

  async resumeAll(editor: string): Promise<boolean> {
    this.acts.push(`${editor} resumes all`);
    const before = this.stopped;
    this.stopped = false;
    return before;
  }

  async status(): ReturnType<Desk["status"]> {
    const stopped = this.stopped ? { by: "Rini", at: START, heldBack: this.heldBack } : null;
    return { stopped, drafts: 2, waiting: 10_000, sentToday: 5, deadLetters: 1, chats: 1234 };
  }

  async deadLetters(): ReturnType<Desk["deadLetters"]> {
    const letter = { id: 3, subject: "artikel 12", error: "batas waktu", diedAt: START };
    return { total: 1, letters: [letter] };
  }

  async retryDeadLetter(id: number, editor: string): Promise<boolean> {
    if (id === 3) this.acts.push(`${editor} retries ${id}`);
    return id === 3;
  }

  async tellWhenDone(id: number, to: Recipient, editor: string): Promise<void> {
    this.tellDone.push({ id, to, editor });
  }

  #onDesk(id: number): OnDesk {
    const { version, preview, audience } = this.#draft(id);
    const alert: Alert = {
      id,
      version,
      articleId: null,
      state: "draft",
      content: draftWords(this.texts.get(id) ?? ""),
      createdBy: EDITOR,
      createdAt: START,
      decidedBy: null,
      decidedAt: null,
      firstApproval: null,
      firstSendAt: null,
      editedBy: null,
      sendAt: null,
      embargoUntil: null,
      corrections: 0,
    };
    return {
      alert,
      source: null,
      since: START,
      storyId: null,
      reasons: [],
      preview: { message: preview },
      reach: audience,
      acts: [],
      undecided: 0,
      faults: [],
      article: null,
      siblings: [],
      history: [],
    };
  }

  #draft(id: number): { id: number; version: number; preview: OutgoingMessage; audience: Reach } {
    const audience = { now: this.audience, inDigest: this.inDigest, byMessenger: {} };
    return { id, version: 1, preview: { text: [{ bold: this.texts.get(id) ?? "" }] }, audience };
  }
}
