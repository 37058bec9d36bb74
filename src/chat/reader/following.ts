import type { Topic } from "../../articles/topic.ts";
import { DAY_MS } from "../../time.ts";
import * as copy from "../copy/copy.ts";
import { nameOf } from "../copy/followed.ts";
import {
  filtersOf,
  follow,
  type Follows,
  followsEach,
  followsNothing,
  droppedFrom,
  unfollow,
  isFilter,
  NOTHING,
  type Wish,
} from "../follows.ts";
import type { ConversationPorts } from "../ports.ts";
import type { Said } from "../said.ts";
import { say, type Turn } from "../turn.ts";
import type { ReaderIntent } from "../understanding/intent.ts";
import { nearTopic } from "../understanding/topic-names.ts";
import type { Wishes } from "../understanding/wishes.ts";
import { answerPreferred } from "./settings.ts";

type Following = Extract<ReaderIntent, { kind: "start" | "follow" | "unfollow" | "goodbye" | "come-back" }>;

/** Starting, following and leaving, by someone who may decide for the chat. */
export async function answerFollowing(
  intent: Following,
  said: Said,
  editor: boolean,
  ports: ConversationPorts,
): Promise<Turn> {
  const { chat } = said;
  switch (intent.kind) {
    case "start": {
      if (intent.wishes.wishes.length > 0) return add(intent.wishes, said, ports);
      const follows = await ports.chats.join(chat, ports.now());
      return welcome(follows, said, editor, ports);
    }
    case "come-back": {
      const now = ports.now();
      const { pausedUntil } = await ports.chats.preferences(chat);
      if (pausedUntil !== null && pausedUntil > now) return answerPreferred({ pause: "over" }, said, ports);
      return welcome(await ports.chats.join(chat, now), said, editor, ports);
    }
    case "follow":
      return add(intent.wishes, said, ports);
    case "unfollow":
      return drop(intent.wishes, said, ports);
    case "goodbye": {
      const ended = await ports.chats.follows(chat);
      await ports.chats.unsubscribe(chat, ports.now());
      const undo = followsNothing(ended) ? null : copy.undoing(ended);
      return { ...say(editor ? copy.goodbyeEditor() : copy.goodbye(chat.kind, ended)), undo };
    }
  }
}

async function welcome(
  follows: Follows,
  { chat }: Said,
  editor: boolean,
  ports: ConversationPorts,
): Promise<Turn> {
  if (followsNothing(follows))
    return { ...say(copy.welcome(follows, editor, ports)), awaiting: { kind: "topic" } };
  const preferences = await ports.chats.preferences(chat);
  return say(copy.welcomeBack({ kind: chat.kind, follows, preferences }, ports, ports.now()));
}

async function add(
  { wishes, unknown, except = [], only }: Wishes,
  { chat }: Said,
  ports: ConversationPorts,
): Promise<Turn> {
  if (wishes.length === 0 && copy.areRegions(unknown)) {
    return say(copy.unknownRegion(unknown, ports.regions));
  }
  if (wishes.length === 0 && copy.areOutlets(unknown)) {
    return say(copy.unknownOutlet(unknown, ports.outlets));
  }
  if (wishes.length === 0) {
    const offered = copy.unknownTopic(unknown, await ports.chats.follows(chat), ports.topics);
    return { ...say(offered), awaiting: { kind: "topic" } };
  }
  const most = ports.limits.filters;
  const every = ports.topics.map(({ id }) => id);
  let heardAlready = false;
  let full = false;
  let dropped: Wish[] = [];
  let before = NOTHING;
  const follows = await ports.chats.change(
    chat,
    (now) => {
      before = now;
      const wanted = unfollow(follow(only ? NOTHING : now, wishes), except, every);
      dropped = only ? droppedFrom(now, wanted) : [];
      heardAlready = now.all && wanted.all && wishes.some(({ kind }) => kind !== "all");
      full = filtersOf(wanted) > Math.max(most, filtersOf(now)); // whoever has more from before keeps them
      return full ? now : wanted;
    },
    ports.now(),
  );
  if (full) return say(copy.tooManyFilters(chat.kind, most, follows, ports.topics));
  if (heardAlready) return say(copy.heardAnyway(chat.kind, follows, ports.topics));
  const preview = await previewOf(wishes, ports);
  const answer = copy.changed(chat.kind, follows, ports.topics, { unknown, preview, dropped });
  return { ...say(answer), undo: copy.undoing(before) };
}

const PREVIEWED = 3; // filters; each is a count in the database

/** What each new filter would have sent in the last day. */
async function previewOf(wishes: readonly Wish[], ports: ConversationPorts): Promise<copy.Preview[]> {
  const filters = wishes.filter(isFilter).slice(0, PREVIEWED);
  const since = new Date(ports.now().getTime() - DAY_MS);
  return Promise.all(
    filters.map(async (wish) => ({ wish, ...(await ports.heard.wouldHaveCome(wish, since)) })),
  );
}

async function drop(refused: Wishes, { chat }: Said, ports: ConversationPorts): Promise<Turn> {
  const { unknown } = refused;
  const now = await ports.chats.follows(chat);
  const wishes = asFollowed(refused, now);
  const followed = wishes.filter((wish) => now.all || followsEach(now, [wish]));
  if (followed.length === 0) {
    const strange = [...unknown, ...wishes.map((wish) => nameIn(wish, ports.topics))];
    return say(copy.notFollowed(chat.kind, strange, now, ports.topics));
  }
  const every = ports.topics.map(({ id }) => id);
  const change = (before: Follows): Follows => unfollow(before, wishes, every);
  const follows = await ports.chats.change(chat, change, ports.now());
  return { ...say(copy.changed(chat.kind, follows, ports.topics)), undo: copy.undoing(now) };
}

/** Offers to end what is to be less, where it is followed; null where none of it is. */
export async function answerLessOf(less: Wishes, said: Said, ports: ConversationPorts): Promise<Turn | null> {
  const now = await ports.chats.follows(said.chat);
  const followed = asFollowed(less, now).filter(
    (wish) => followsEach(now, [wish]) || (now.all && wish.kind === "topic"),
  );
  if (followed.length > 0) return say(copy.endIt(followed, ports.topics));
  return partOfFollowed(less, now, ports);
}

/** Drops what was refused in passing ("stop gempa"), where it is followed; null where none of it is. */
export async function answerRefused(
  refused: Wishes,
  said: Said,
  ports: ConversationPorts,
): Promise<Turn | null> {
  const now = await ports.chats.follows(said.chat);
  const followed = asFollowed(refused, now).filter((wish) => followsEach(now, [wish]));
  if (followed.length > 0) return drop({ wishes: followed, unknown: [] }, said, ports);
  return partOfFollowed(refused, now, ports);
}

/** Says that it is not followed; null where it may be no name of anything that is. */
export async function answerAbsent(
  { wishes }: Wishes,
  { chat }: Said,
  ports: ConversationPorts,
): Promise<Turn | null> {
  const named = wishes.every((wish) => wish.kind !== "words" || nearTopic(wish.words, ports.topics) !== null);
  if (!named) return null;
  const names = wishes.map((wish) => nameIn(wish, ports.topics));
  return say(copy.notFollowed(chat.kind, names, await ports.chats.follows(chat), ports.topics));
}

/** As it stands between quotation marks. */
function nameIn(wish: Wish, topics: readonly Topic[]): string {
  return wish.kind === "words" ? wish.words : nameOf(wish, topics);
}

/** Words among those of a topic that is followed; null where they are none. */
function partOfFollowed(refused: Wishes, now: Follows, ports: ConversationPorts): Turn | null {
  const words = refused.wishes.flatMap((wish) => (wish.kind === "words" ? [wish.words] : [])).join(" ");
  const near = nearTopic(words, ports.topics);
  const hears = near !== null && (now.all || now.topics.includes(near.topic.id));
  return hears ? say(copy.partOfTopic(near, words)) : null;
}

/** What "dan" joins is one filter where it is followed as one. A phrase is told without its quotation marks, so it is also named without them. */
function asFollowed({ wishes, apart }: Wishes, now: Follows): Wish[] {
  const bare = (words: string): string => words.replaceAll('"', "");
  const each = apart === undefined || followsEach(now, wishes) ? wishes : apart.map(asFilter);
  return each.map((wish) => {
    if (wish.kind !== "words" || now.words.includes(wish.words)) return wish;
    const meant = now.words.find((words) => bare(words) === bare(wish.words));
    return meant === undefined ? wish : asFilter(meant);
  });
}

function asFilter(words: string): Wish {
  return { kind: "words", words };
}
