import { DAY_MS } from "../../time.ts";
import * as copy from "../copy/copy.ts";
import type { Follows, Wish } from "../follows.ts";
import type { ConversationPorts, HeardAlert, Verdict } from "../ports.ts";
import type { Said } from "../said.ts";
import { say, type Turn } from "../turn.ts";

const RECENT_MS = DAY_MS; // the last alert is meant, unless it is so old that nobody remembers it

/** Why the alert that is meant came to this chat. */
export async function answerWhy(said: Said, ports: ConversationPorts): Promise<Turn> {
  const alert = await meantAlert(said, ports);
  if (alert === null) return say(copy.noAlertMeant());
  return say(
    copy.why(said.chat.kind, alert, reasons(await ports.chats.follows(said.chat), alert), ports.topics),
  );
}

/** Whether it is true is not ours to say: where our alert has it from, or how to look for what somebody else wrote. */
export async function answerIfTrue(said: Said, ports: ConversationPorts): Promise<Turn> {
  const alert = said.about === undefined ? null : await meantAlert(said, ports);
  return say(alert === null ? copy.cannotVouch(ports.newsroom) : copy.comesFrom(alert));
}

/** Keeps what a reader thinks of the alert that is meant; what editors should look at is told to them. */
export async function answerOpinion(
  verdict: Verdict,
  words: string | null,
  said: Said,
  ports: ConversationPorts,
): Promise<Turn> {
  const alert = await meantAlert(said, ports);
  if (alert === null) return say(verdict === "good" ? copy.youAreWelcome() : copy.noAlertMeant());
  const { opinions, isNew } = await ports.heard.opine(alert.id, said.chat, { verdict, words }, ports.now());
  if (isNew && worthTelling(verdict, opinions[verdict]))
    await ports.tellEditors(copy.opinionForEditors(alert, verdict, words, opinions));
  return say(copy.opinionKept(verdict));
}

export function meantAlert({ chat, about }: Said, ports: ConversationPorts): Promise<HeardAlert | null> {
  return ports.heard.alert(chat, about ?? null, new Date(ports.now().getTime() - RECENT_MS));
}

/** What of that which the chat follows, today, made this alert come. Empty where it no longer follows any of it. */
export function reasons(follows: Follows, alert: HeardAlert): Wish[] {
  if (alert.digest || alert.toEveryone) return [];
  const { outlet } = alert;
  return [
    ...alert.words.map((words): Wish => ({ kind: "words", words })),
    ...follows.outlets.filter((one) => one === outlet).map((one): Wish => ({ kind: "outlet", outlet: one })),
    ...follows.regions
      .filter((one) => alert.regions.includes(one))
      .map((region): Wish => ({ kind: "region", region })),
    ...follows.topics
      .filter((one) => alert.topics.includes(one))
      .map((topic): Wish => ({ kind: "topic", topic })),
    ...(follows.all ? [{ kind: "all" } as const] : []),
    ...(follows.breaking && alert.breaking ? [{ kind: "breaking" } as const] : []),
  ];
}

/**
 * Each of the first reports of a fault is told, then ever fewer, so that a thousand readers are a handful of messages. A
 * dislike alone is told only when many share it; a like is counted.
 */
export function worthTelling(verdict: Verdict, count: number): boolean {
  if (verdict === "good") return false;
  return (verdict === "wrong" && count <= 3) || /^[13]0+$/.test(String(count));
}
