import type { Ear, Said } from "../../chat/said.ts";
import { type Clock, systemClock } from "../../delivery/clock.ts";
import type { OutgoingMessage, Recipient, SendVerdict } from "../../delivery/delivery.ts";
import { DAY_MS, MINUTE_MS } from "../../time.ts";
import type { Messenger } from "../messenger.ts";
import { takeTurns } from "../turns.ts";
import { openGraph } from "./graph.ts";
import { type Template, templateMessage, textMessage } from "./message.ts";
import { isAccountTrouble, RE_ENGAGEMENT, verdictOf } from "./verdict.ts";
import { challengeOf, isSigned, read } from "./webhook.ts";

/** Who wrote to us, and when last. */
export interface People {
  wroteToUs(addresses: readonly string[], at: Date): Promise<void>;
  lastWrote(address: string): Promise<Date | null>;
}

export interface CloudOptions {
  /** Another Graph API server than Meta's, for tests. */
  url?: string | null;
  token: string;
  phoneId: string;
  appSecret: string;
  verifyToken: string;
  /** null: whoever has not written within 24 hours cannot be written to. */
  template: Template | null;
  people: People;
  /** Meta refuses the account or its token, by this code of its: somebody has to see to it. */
  onTrouble: (code: number, why: string) => void;
  /** Meta has accepted a message: nothing is wrong with account and token. */
  onAccepted: () => void;
  /** A message that Meta had accepted did not arrive. False: no such message is on record, or not yet. */
  onNotArrived: (id: string, verdict: SendVerdict) => Promise<boolean>;
  /** Faults nobody waits for. Their words hold no phone numbers. */
  onFault: (error: unknown) => void;
  clock?: Clock;
  /** How long Meta may take to answer (milliseconds). */
  answerWithin?: number;
}

export interface WhatsAppCloud extends Messenger {
  /** Answers Meta's question when the webhook is set up; null for anybody else. */
  verify(query: Record<string, string | undefined>): string | null;
  /** Hears a notification; resolves with the HTTP status for Meta, once everything in it is answered. */
  receive(body: Uint8Array, signature: string | undefined): Promise<200 | 401 | 503>;
}

const ANSWER_WITHIN = 15_000;
/** Meta's "customer service window", less what a message may take to arrive (milliseconds). */
const WINDOW = DAY_MS - MINUTE_MS;
/** So soon after a message failed it may not be on record yet (milliseconds). */
const ON_RECORD_WITHIN = 60_000;
/** What Meta delivers later than this is not answered any more (milliseconds). It retries for a week. */
const TOO_OLD = DAY_MS;

/**
 * WhatsApp through Meta's Cloud API: private chats only. A chat's address is "628…@s.whatsapp.net", and `Person.id` the number
 * in digits. A message counts as sent when Meta has accepted it, until it says over the webhook that it failed.
 */
export function startWhatsAppCloud(options: CloudOptions): WhatsAppCloud {
  const { people, template, onFault, clock = systemClock } = options;
  const graph = openGraph({ url: null, answerWithin: ANSWER_WITHIN, ...options });
  const turns = takeTurns(); // Meta brings what somebody says in quick succession all at once
  let ear: Ear | null = null;

  return {
    name: "whatsapp",
    send,

    async listen(listener) {
      if (ear) throw new Error("WhatsApp is already listening");
      ear = listener;
      return { [Symbol.asyncDispose]: async () => void (ear = null) };
    },

    verify: (query) => challengeOf(query, options.verifyToken),

    async receive(body, signature) {
      if (!isSigned(body, signature, options.appSecret)) return 401;
      const listener = ear;
      if (!listener) return 503;
      const notification = read(parsed(body), options.phoneId);
      try {
        for (const said of notification.said) await turns.take(said.number, () => hear(listener, said));
        let all = true;
        for (const moved of notification.moved) await move(listener, moved);
        for (const failed of notification.failed) all = (await lost(listener, failed)) && all;
        return all ? 200 : 503;
      } catch (error) {
        onFault(error); // Meta tells us again
        return 503;
      }
    },

    [Symbol.asyncDispose]: () => graph[Symbol.asyncDispose](),
  };

  async function send(to: Recipient, message: OutgoingMessage): Promise<SendVerdict> {
    const number = numberOf(to);
    if (to.kind !== "private" || number === null) {
      return { kind: "refused", why: "WhatsApp Cloud API hanya dapat menulis ke chat pribadi" };
    }
    let last: Date | null;
    try {
      last = await people.lastWrote(to.address);
    } catch (error) {
      onFault(error);
      return { kind: "later", why: "basis data tidak menjawab" };
    }
    if (last === null)
      return { kind: "refused", why: "orang ini belum pernah menulis ke nomor WhatsApp ini" };
    const inWindow = clock.now().getTime() - last.getTime() < WINDOW;
    return inWindow ? sendText(number, message) : sendTemplate(number, message);
  }

  async function sendText(number: string, message: OutgoingMessage): Promise<SendVerdict> {
    const text = textMessage(number, message);
    if (text.kind === "refused") return text;
    const answer = await graph.send(text.body);
    // The window is Meta's to decide, and it refused: nothing was sent yet.
    const late = answer.kind === "error" && answer.code === RE_ENGAGEMENT;
    return late && template ? sendTemplate(number, message) : judged(answer);
  }

  async function sendTemplate(number: string, message: OutgoingMessage): Promise<SendVerdict> {
    if (!template) {
      const why = "pembaca ini lebih dari 24 jam tidak menulis, dan tidak ada templat di konfigurasi";
      return { kind: "refused", why };
    }
    const filled = templateMessage(number, message, template);
    return filled.kind === "refused" ? filled : judged(await graph.send(filled.body));
  }

  function judged(answer: Awaited<ReturnType<typeof graph.send>>): SendVerdict {
    const verdict = verdictOf(answer);
    if (answer.kind === "accepted") options.onAccepted();
    if (answer.kind === "error") noteTrouble(answer.code, verdict);
    return verdict;
  }

  function noteTrouble(code: number, verdict: SendVerdict): void {
    if (isAccountTrouble({ code }) && "why" in verdict) options.onTrouble(code, verdict.why);
  }

  async function hear(listener: Ear, heard: Heard): Promise<void> {
    if (clock.now().getTime() - heard.at.getTime() > TOO_OLD) return;
    const chat = chatOf(heard.number);
    await people.wroteToUs([chat.address], heard.at);
    const said: Said = {
      id: heard.id,
      chat: { ...chat, title: heard.name },
      from: { messenger: "whatsapp", id: heard.number, name: heard.name },
      text: heard.text,
      at: heard.at,
      about: heard.about ?? undefined,
      forwarded: heard.forwarded,
      isChatAdmin: async () => true,
    };
    for (const reply of await listener.said(said)) {
      const verdict = await send(chat, reply);
      if (verdict.kind !== "sent") onFault(new Error(`jawaban di WhatsApp tidak terkirim: ${verdict.kind}`));
    }
  }

  /** Meta may tell it late, and again when the number is somebody else's: whoever has written from either since stays there. */
  async function move(listener: Ear, { number, to, at }: Moved): Promise<void> {
    const [from, there] = [chatOf(number), chatOf(to)];
    const wrote = await people.lastWrote(from.address);
    if (wrote === null || wrote > at) return;
    const wroteThere = await people.lastWrote(there.address);
    if (wroteThere !== null && wroteThere > at) return; // "berhenti", perhaps
    await people.wroteToUs([there.address], wrote);
    await listener.changed({ kind: "moved", chat: from, to: there.address });
  }

  /** False where Meta has to tell us again: its message is not on record, and may be soon. */
  async function lost(listener: Ear, { id, number, code, title, at }: Failed): Promise<boolean> {
    const verdict = verdictOf({ kind: "error", status: 400, code, title });
    const known = await options.onNotArrived(id, verdict);
    if (!known && clock.now().getTime() - at.getTime() < ON_RECORD_WITHIN) return false;
    onFault(new Error(`pesan yang sudah diterima Meta tidak sampai (${code})`));
    noteTrouble(code, verdict); // that a payment is missing, for one, Meta says after it has accepted the message
    const chat = chatOf(number);
    // Meta says it again until it has heard that we know. Who has written since is there again.
    const wrote = verdict.kind === "gone" ? await people.lastWrote(chat.address) : null;
    if (verdict.kind === "gone" && (wrote === null || wrote <= at))
      await listener.changed({ kind: "left", chat, why: verdict.why });
    return true;
  }
}

type Heard = ReturnType<typeof read>["said"][number];
type Moved = ReturnType<typeof read>["moved"][number];
type Failed = ReturnType<typeof read>["failed"][number];

function chatOf(number: string): Recipient {
  return { messenger: "whatsapp", address: `${number}@s.whatsapp.net`, kind: "private", thread: null };
}

function numberOf({ address }: Recipient): string | null {
  return /^(\d+)@s\.whatsapp\.net$/.exec(address)?.[1] ?? null;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined; // signed, so it is Meta's: nothing in it for us
  }
}
