import type { Right } from "../alerts/rights.ts";
import type { Region } from "../articles/region.ts";
import type { Topic } from "../articles/topic.ts";
import type { Reach } from "../delivery/audience.ts";
import type { MessengerName, OutgoingMessage, Recipient } from "../delivery/delivery.ts";
import type { DaySpan } from "../search/days.ts";
import type { SearchQuery } from "../search/query.ts";
import type { AlertDesk } from "./alert-desk.ts";
import type { Filtering, Follows } from "./follows.ts";
import type { Preferences } from "./preferences.ts";
import type { Person, Said } from "./said.ts";
import type { ConversationState } from "./state.ts";

/** What the conversation needs from the rest of the service. It defines it; the store, the desk and app.ts provide it. */
export interface ConversationPorts {
  readonly chats: Chats;
  readonly archive: Archive;
  readonly desk: Desk;
  readonly alerts: AlertDesk;
  readonly conversations: Conversations;
  readonly heard: Heard;
  readonly personal: Personal;
  /** Every topic of the configuration, in its order. */
  readonly topics: readonly Topic[];
  /** The regions that can be followed. */
  readonly regions: readonly Region[];
  /** The outlets' names, each once. */
  readonly outlets: readonly string[];
  readonly newsroom: Newsroom;
  readonly limits: Limits;
  /** Whether they belong to the desk, by stable id. The conversation itself listens to editors in private chats only. */
  isEditor(person: Person): boolean;
  /** Whether this person has the right now. */
  may(person: Person, right: Right): Promise<boolean>;
  /** What to call somebody by their name in the audit log ("telegram:777"). */
  nameOf(who: string): Promise<string>;
  /** The address that signs this editor in at the web desk, once; null where there is no web desk. */
  signInLink(person: Person): Promise<string | null>;
  /** The bot's user name on this messenger, for "/start@nama" in groups; null while unknown or where there is none. */
  botName(messenger: MessengerName): string | null;
  /** Writes to a chat that did not ask (a greeting after we were added). */
  tell(to: Recipient, message: OutgoingMessage): Promise<void>;
  /** Tells every editor. Best effort. */
  tellEditors(message: OutgoingMessage): Promise<void>;
  /** Records an editor's act that was refused. The desk records the acts that it carries out. */
  record(act: RefusedAct): Promise<void>;
  now(): Date;
  /** In [0, 1). */
  random(): number;
  /** Something failed here and the person got an apology; `error` is for the log. */
  onFault(error: unknown): void;
}

/** Who readers are written to by. */
export interface Newsroom {
  name: string;
  /** Where they reach people, as it is told to them. */
  contact: string | null;
}

/** What one person may ask of us. */
export interface Limits {
  /** Keyword filters, outlets and regions that a chat may follow. */
  filters: number;
  /** How many messages of a person are answered in a minute; beyond that they are told so once. */
  messagesAMinute: number;
  /** Searches under way at once, of everybody together, in this process. */
  searchesAtOnce: number;
  /** How many searches may wait; further ones are told to try later. */
  searchesWaiting: number;
}

/** Chats that listen and what they follow. The key of a chat is messenger, address and thread. */
export interface Chats {
  /** The chat listens, from now on or again. Resolves with what it follows, which is kept from before it was lost. */
  join(chat: NamedChat, at: Date): Promise<Follows>;
  /** Nothing for a chat that is unknown or has left. */
  follows(chat: Recipient): Promise<Follows>;
  /** Changes what the chat follows, atomically (two presses at once both count); joins the chat if necessary. */
  change(chat: NamedChat, to: (now: Follows) => Follows, at: Date): Promise<Follows>;
  /** Those of a chat that never said anything are noPreferences. */
  preferences(chat: Recipient): Promise<Preferences>;
  /** Changes them atomically; joins the chat if necessary. */
  prefer(chat: NamedChat, to: (now: Preferences) => Preferences, at: Date): Promise<Preferences>;
  /** The reader said stop: this chat gets nothing more, and its subscriptions are deleted. */
  unsubscribe(chat: Recipient, at: Date): Promise<void>;
  /** We were blocked or removed: all threads of the chat leave; their subscriptions are kept in case we return. */
  leave(chat: Recipient, why: string, at: Date): Promise<void>;
  /** The chat lives on under another address, with what it follows and what is still to be sent to it. */
  move(chat: Recipient, to: string): Promise<void>;
}

export type NamedChat = Recipient & { title: string | null };

/** The alerts that chats have heard, and what their readers think of them. */
export interface Heard {
  /** The alert that was sent to this chat as `messageId`; without one, the last one since `since`. */
  alert(chat: Recipient, messageId: string | null, since: Date): Promise<HeardAlert | null>;
  /** The alerts since `since` that following this would have sent. */
  wouldHaveCome(wish: Filtering, since: Date): Promise<WouldHaveCome>;
  /**
   * Keeps a chat's latest opinion of an alert. Resolves with the counts of all opinions, and with whether this one is new: another verdict than
   * before, or the first words.
   */
  opine(
    alertId: number,
    chat: NamedChat,
    opinion: Opinion,
    at: Date,
  ): Promise<{ opinions: Opinions; isNew: boolean }>;
  opinions(alertId: number): Promise<Opinions>;
}

export interface WouldHaveCome {
  count: number;
  /** The headlines of the newest, three at most. */
  newest: readonly string[];
}

export interface HeardAlert {
  id: number;
  headline: string;
  at: Date;
  breaking: boolean;
  /** An editor's own words for everyone. */
  toEveryone: boolean;
  topics: readonly string[];
  regions: readonly string[];
  outlet: string | null;
  link: string | null;
  /** Those of the chat's filters that it matches. */
  words: readonly string[];
  /** A digest: it lists other alerts. */
  digest: boolean;
}

/** What a reader thinks of an alert. */
export type Verdict = "good" | "bad" | "wrong";

export interface Opinion {
  verdict: Verdict;
  words: string | null;
}

/** How many chats think so of one alert. */
export type Opinions = Record<Verdict, number>;

/** What is kept of one person in their private chat. */
export interface Personal {
  /** null where nothing is kept. */
  kept(speaker: Speaker): Promise<Kept | null>;
  /** Deletes it for good. The audit log keeps only `proof` and the numbers of deleted rows. */
  erase(speaker: Speaker, proof: string, at: Date): Promise<void>;
}

export interface Kept {
  since: Date;
  /** false: the reader has left, and what they followed may still be kept for a return. */
  listens: boolean;
  follows: Follows;
  preferences: Preferences;
  /** Alerts sent to the chat, or waiting to be. */
  deliveries: number;
  opinions: number;
}

/** The articles there are: only those in state 'ready'. */
export interface Archive {
  /** The best matches, `limit` of them after leaving out `offset`, and whether there are more. */
  search(query: SearchQuery, page: PageOf, within?: DaySpan): Promise<FoundPage>;
  /** The newest first. */
  latest(page: PageOf, within?: DaySpan): Promise<FoundPage>;
  /** null where it is no longer there. */
  one(id: number): Promise<ReadArticle | null>;
}

export interface PageOf {
  offset: number;
  limit: number;
}

export interface FoundPage {
  found: readonly FoundArticle[];
  more: boolean;
  /** No article has all the words; these come closest. */
  near: boolean;
  /** The query with its misspelt words corrected, where that is what was found. */
  meant?: string;
}

export interface FoundArticle {
  id: number;
  headline: string;
  /** The outlet's name, or null for what an editor pasted. */
  outlet: string | null;
  link: string | null;
  at: Date;
}

export interface ReadArticle extends FoundArticle {
  /** What it says, in a few sentences; "" where there are none. */
  summary: string;
}

/**
 * What editors do beside acting on one alert (AlertDesk). Whatever changes something is in the audit log under `editor` ("telegram:12345", see
 * editorId). A rejection is a fault of ours; everything an editor can get wrong is an answer.
 */
export interface Desk {
  /** An alert in the editor's own words; the first line is the headline. */
  draftFromText(text: string, editor: string): Promise<Drafted>;
  /** Fetches, cleans and summarises the article at `url`. May take seconds. */
  draftFromUrl(url: string, editor: string): Promise<Drafted>;
  /** The first drafts that wait for a decision: breaking news, then the oldest. `waiting` is how many there are in all. */
  queue(limit: number): Promise<{ waiting: number; first: readonly number[]; silent?: SilentStories }>;
  /**
   * Nothing is sent on any messenger until resumeAll; the other editors are told, also of when that was asked for, where the platform brought it
   * long after (`late`). False: it was stopped already.
   */
  stopAll(editor: string, late?: Date | null): Promise<boolean>;
  resumeAll(editor: string): Promise<boolean>;
  status(): Promise<DeskStatus>;
  /** Articles that could not be read for good, newest first. */
  deadLetters(limit: number): Promise<{ total: number; letters: readonly DeadLetter[] }>;
  /** Has it tried again; false where there is no such dead letter. */
  retryDeadLetter(id: number, editor: string): Promise<boolean>;
  /** Once alert `id` is sent, tells `editor` in this chat how many got it, unless they may no longer look. Best effort. */
  tellWhenDone(id: number, to: Recipient, editor: string): Promise<void>;
}

export interface Draft {
  id: number;
  /** Of its content, as it is shown here. */
  version: number;
  /** Exactly as readers will see it on this messenger-neutral level, without buttons. */
  preview: OutgoingMessage;
  /** How many chats would get it. */
  audience: Reach;
  /** Why it waits for an editor, beyond its source's policy: whole sentences. */
  reasons?: readonly string[];
}

/** Articles of the last 24 hours that became no alert because their story had been told; the newest few in full. */
export interface SilentStories {
  count: number;
  newest: readonly { headline: string; why: string; link: string | null }[];
}

/** `why` is an Indonesian sentence for the editor ("Halaman itu tidak dapat dibuka."). */
export type Drafted = ({ kind: "draft" } & Draft) | { kind: "fault"; why: string };

/** What goes out as soon as sending goes on: how many alerts, and when the first of them was approved; null: none. */
export type HeldBack = { alerts: number; since: Date } | null;

export interface DeskStatus {
  /** All sending is stopped, by whom and when; null: it goes on. */
  stopped: { by: string | null; at: Date | null; heldBack: HeldBack } | null;
  drafts: number;
  /** Deliveries still to be made. */
  waiting: number;
  /** Deliveries made in the last 24 hours. */
  sentToday: number;
  deadLetters: number;
  /** Chats that listen. */
  chats: number;
}

export interface DeadLetter {
  id: number;
  /** The article's title, or "artikel 12". */
  subject: string;
  error: string;
  diedAt: Date;
}

export interface RefusedAct {
  /** The person's stable id, or the chat's where nobody can be held to account. Not kept as it is: see store/chats/refusals.ts. */
  who: string;
  /** The command that was refused ("siarkan"). */
  act: string;
  /** The chat it was said in ("telegram:-100123"). */
  subject: string;
  at: Date;
}

/** What is remembered of a conversation between two messages. */
export interface Conversations {
  /**
   * What to do with this message. It is acted on the first time, and once more where the process that heard it died before it had acted. Where
   * another process acted on it, its answer may never have been sent.
   */
  hear(messenger: MessengerName, id: string, at: Date): Promise<"act" | "repeated" | "perhaps unanswered">;
  /** The message was acted on. */
  acted(messenger: MessengerName, id: string): Promise<void>;
  /** The state saved since `since`, or an empty one. */
  load(who: Speaker, since: Date): Promise<ConversationState>;
  save(who: Speaker, state: ConversationState, at: Date): Promise<void>;
  forget(who: Speaker): Promise<void>;
}

/** One person in one chat. `person` is '' where nobody is named (a channel). */
export interface Speaker {
  messenger: MessengerName;
  address: string;
  person: string;
}

export function speakerOf({ chat, from }: Pick<Said, "chat" | "from">): Speaker {
  return { messenger: chat.messenger, address: chat.address, person: from?.id ?? "" };
}

/** How the audit log and alerts name a person: "telegram:12345". */
export function editorId(person: Person): string {
  return `${person.messenger}:${person.id}`;
}
