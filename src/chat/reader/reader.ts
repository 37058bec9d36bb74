import * as copy from "../copy/copy.ts";
import { refused } from "../copy/refusals.ts";
import type { ConversationPorts } from "../ports.ts";
import { editorId } from "../ports.ts";
import type { Said } from "../said.ts";
import type { ConversationState } from "../state.ts";
import { say, type Turn } from "../turn.ts";
import type { ReaderIntent } from "../understanding/intent.ts";
import { refusedIn } from "../understanding/spoken-wishes.ts";
import { answerLatest, answerReadOn, answerSearch } from "./asking.ts";
import { answerAbsent, answerFollowing, answerLessOf, answerRefused } from "./following.ts";
import { answerIfTrue, answerOpinion, answerWhy } from "./opinions.ts";
import { answerData, answerErase } from "./privacy.ts";
import { answerPreferred, answerSettings, askSetting } from "./settings.ts";

/** Carries out what a reader wants. `editor` is whether they have an editor's rights here, `listed` the articles they were shown last. */
export async function answerReader(
  intent: ReaderIntent,
  said: Said,
  editor: boolean,
  { listed }: Pick<ConversationState, "listed">,
  ports: ConversationPorts,
): Promise<Turn> {
  const { kind } = said.chat;
  switch (intent.kind) {
    case "start":
    case "follow":
    case "unfollow":
    case "goodbye":
    case "come-back":
      return (await mayDecide(said))
        ? answerFollowing(intent, said, editor, ports)
        : { ...say(copy.adminsOnly(kind)), denied: true };
    case "prefer":
      return (await mayDecide(said))
        ? answerPreferred(intent.wanted, said, ports)
        : { ...say(copy.adminsOnly(kind)), denied: true };
    case "show-topics": {
      const follows = await ports.chats.follows(said.chat);
      const preferences = await ports.chats.preferences(said.chat);
      const list = copy.followsNow({ kind, follows, preferences }, ports, ports.now());
      return { ...say(list), awaiting: { kind: "topic" } };
    }
    case "show-regions": {
      const follows = await ports.chats.follows(said.chat);
      const list = copy.regionsToFollow(kind, follows, ports.regions, intent.island);
      return { ...say(list), awaiting: { kind: "region" } };
    }
    case "ask-follow":
      return { ...say(copy.askFollow()), awaiting: { kind: "follow" }, listStays: true };
    case "settings":
      return answerSettings(said, ports);
    case "which-setting":
      return askSetting(intent.setting, intent.said, said, ports);
    case "which-follow":
      return say(copy.whichFollow(intent.near, intent.words));
    case "which-parts":
      return say(copy.whichParts(intent.parts));
    case "unsure": {
      const refused = said.forwarded ? null : refusedIn(intent.search ?? "", ports);
      const dropped = refused && (await answerRefused(refused, said, ports));
      const absent = refused && !dropped ? await answerAbsent(refused, said, ports) : null;
      return dropped ?? absent ?? say(copy.unsure(intent.words, intent.search));
    }
    case "how-to-leave":
      return say(copy.howToLeave());
    case "less-of":
      return (await answerLessOf(intent.wishes, said, ports)) ?? searched(said.text.trim(), said, ports);
    case "too-much":
      return say(copy.tooMuch());
    case "search": {
      const { words, page, toFollow = false, after = null } = intent;
      const ownWords = words === said.text.trim() && !said.forwarded; // "/cari stop gempa" looks for it
      const refused = ownWords ? refusedIn(words, ports) : null;
      const dropped = refused && (await answerRefused(refused, said, ports));
      const passedOn = said.forwarded ?? false;
      return (
        dropped ?? answerSearch(words, page, ports, { refuses: refused !== null, toFollow, passedOn }, after)
      );
    }
    case "no-more":
      return say(copy.noMorePages());
    case "ask-search":
      return { ...say(copy.askSearch()), awaiting: { kind: "search" } };
    case "latest":
      return answerLatest(intent.page, ports);
    case "other-times":
      return say(copy.otherTimes());
    case "is-it-true":
      return answerIfTrue(said, ports);
    case "read-on":
      return answerReadOn(intent.nth, listed, said, ports);
    case "take-back":
      return { ...say(copy.takeBack(intent.says)), undo: intent.says };
    case "why":
      return answerWhy(said, ports);
    case "feedback":
      return answerOpinion(intent.verdict, intent.words, said, ports);
    case "data":
      return answerData(said, ports);
    case "erase":
      return answerErase(intent.confirmed, said, ports);
    case "help":
      return say(copy.help(kind, editor));
    case "who":
      return say(copy.whoWeAre(ports.newsroom));
    case "thanks":
      return { ...say(copy.youAreWelcome()), listStays: true };
    case "no-such-choice":
      return { ...say(copy.noSuchChoice(intent.of)), listStays: true };
    case "unknown-command":
      return say(copy.unknownCommand());
    case "unclear":
      if (said.text === "") return { ...say(copy.wordsOnly()), listStays: true };
      return { ...say(said.forwarded ? copy.cannotVouch(ports.newsroom) : copy.unclear()), listStays: true };
    case "cancelled":
      return say(copy.cancelled());
    case "refused":
      await ports.record(refusal(intent.command, said, ports.now()));
      return say(refused(intent.command === "sign-in" ? ownAccount(said) : null));
  }
}

function searched(words: string, { forwarded = false }: Said, ports: ConversationPorts): Promise<Turn> {
  return answerSearch(words, 1, ports, { refuses: false, toFollow: false, passedOn: forwarded }, null);
}

/** A private chat is its reader's own. A channel's unsigned post comes from its admins, anyone may press its buttons. */
async function mayDecide(said: Said): Promise<boolean> {
  if (said.chat.kind === "private") return true;
  if (said.chat.kind === "channel" && said.from === null) return true;
  return said.isChatAdmin();
}

/** Told to nobody but its owner. */
function ownAccount({ from, chat }: Said): string | null {
  return chat.kind === "private" && from !== null ? editorId(from) : null;
}

function refusal(act: string, { from, chat }: Said, at: Date): Parameters<ConversationPorts["record"]>[0] {
  const subject = `${chat.messenger}:${chat.address}`;
  return { who: from === null ? subject : editorId(from), act, subject, at };
}
