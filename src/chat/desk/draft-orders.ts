import type { Edit } from "../../alerts/acts.ts";
import type { Hand } from "../alert-desk.ts";
import * as copy from "../copy/copy.ts";
import { momentWords, readMoment, zoneNamed } from "../moment.ts";
import type { ConversationPorts } from "../ports.ts";
import type { Said } from "../said.ts";
import type { Before } from "../state.ts";
import { say, type Turn } from "../turn.ts";
import { readTypedWords } from "../understanding/typed-words.ts";
import { type AlertOrder, notDone, showDraft } from "./alert-turns.ts";

type DraftOrder = Extract<
  AlertOrder,
  {
    kind:
      | "reject"
      | "reopen"
      | "edit"
      | "breaking"
      | "audience"
      | "embargo"
      | "lift-embargo"
      | "schedule"
      | "unschedule"
      | "try";
  }
>;

/** What an editor does to a draft, or to a scheduled alert, beside sending it. */
export async function answerDraftOrder(
  order: DraftOrder,
  said: Said,
  editor: string,
  { awaiting, seen }: Before,
  ports: ConversationPorts,
): Promise<Turn> {
  const { alerts } = ports;
  const { id } = order;
  const hand = { editor, version: seen.find((one) => one.id === id)?.version };
  const anew = () => showDraft(id, ports);
  switch (order.kind) {
    case "reject": {
      const done = await alerts.reject(id, order.reason, { editor, version: order.version ?? hand.version });
      return done.kind === "rejected"
        ? say(copy.draftRejected(id, order.reason))
        : notDone(id, done, ports, anew);
    }
    case "reopen": {
      const done = await alerts.reopen(id, { editor });
      return done.kind === "draft" ? showDraft(id, ports) : notDone(id, done, ports);
    }
    case "edit":
      return order.words === null ? askForWords(id, ports) : edit(id, order.words, hand, ports);
    case "breaking":
      return change(id, () => ({ breaking: order.on }), hand, ports);
    case "audience":
      return audience(id, order.change, hand, ports);
    case "embargo":
      return embargo(id, order.moment, hand, ports);
    case "lift-embargo": {
      const done = await alerts.embargo(id, null, hand);
      return done.kind === "embargoed" ? say(copy.embargoLifted(id)) : notDone(id, done, ports, anew);
    }
    case "schedule":
      return schedule(id, order.moment, { editor, version: order.version ?? askedWith(awaiting, id) }, ports);
    case "unschedule": {
      const done = await alerts.unschedule(id, hand);
      return done.kind === "draft" ? say(copy.unscheduled(id)) : notDone(id, done, ports, anew);
    }
    case "try": {
      if (!(await alerts.progress(id))) return say(copy.noSuchDraft(id));
      return say((await alerts.testSend(id, said.chat)) ? copy.tried(id) : copy.notTried(id));
    }
  }
}

async function askForWords(id: number, ports: ConversationPorts): Promise<Turn> {
  const one = await ports.alerts.one(id);
  if (!one) return say(copy.noSuchDraft(id));
  const { state, decidedBy: by, decidedAt: at, version, content } = one.alert;
  if (state !== "draft" && state !== "scheduled")
    return notDone(id, { kind: "too late", state, by, at }, ports);
  return {
    ...say(copy.askEdit(id), copy.wordsNow(content)),
    shows: [{ id, version }],
    awaiting: { kind: "edit", id },
  };
}

async function edit(id: number, words: string, hand: Hand, ports: ConversationPorts): Promise<Turn> {
  const { correction: _, ...said } = readTypedWords(words);
  const done = await ports.alerts.edit(id, said, hand);
  if (done.kind === "fault") return { ...say(copy.cannotSay(done)), awaiting: { kind: "edit", id } };
  // What was typed is still in the chat, and can be copied from there.
  if (done.kind !== "edited") return notDone(id, done, ports, () => askForWords(id, ports));
  return shown(id, done.unscheduled, ports);
}

/** Changes properties of a draft, but not its words: as it was last shown here, else as it is. */
async function change(
  id: number,
  of: (now: { topics: readonly string[]; toEveryone: boolean }) => Edit,
  { editor, version: seen }: Hand,
  ports: ConversationPorts,
  show = shown,
): Promise<Turn> {
  const now = await ports.alerts.progress(id);
  if (!now) return say(copy.noSuchDraft(id));
  const { content, version } = now.alert;
  const done = await ports.alerts.edit(id, of(content), { editor, version: seen ?? version });
  if (done.kind === "fault") return say(copy.cannotSay(done));
  if (done.kind !== "edited") return notDone(id, done, ports, () => showDraft(id, ports));
  const turn = await show(id, done.unscheduled, ports);
  // Who had seen it knows it as it has become, too, whether its words are shown once more or not.
  return seen === undefined ? turn : { shows: [{ id, version: done.alert.version }], ...turn };
}

async function shown(id: number, unscheduled: boolean, ports: ConversationPorts): Promise<Turn> {
  const one = await ports.alerts.one(id);
  if (!one || "why" in one.preview) return say(copy.noSuchDraft(id));
  const { state, version } = one.alert;
  return {
    ...say(one.preview.message, copy.edited(one, unscheduled)),
    shows: [{ id, version }],
    ...(state === "draft" && { awaiting: { kind: "confirm", id, version } }), // "ok" to one that stays scheduled sends nothing now
  };
}

/** Who hears it: shown with its size on each messenger, and changed by what is added and taken away. */
async function audience(
  id: number,
  wanted: { add: readonly string[]; drop: readonly string[] } | null,
  hand: Hand,
  ports: ConversationPorts,
): Promise<Turn> {
  if (wanted === null) return whoHears(id, false, ports);
  const known = new Map(
    ports.topics.flatMap((topic) => [
      [topic.id.toLowerCase(), topic.id],
      [topic.name.toLowerCase(), topic.id],
    ]),
  );
  const strange = [...wanted.add, ...wanted.drop].filter((name) => name !== EVERYONE && !known.has(name));
  if (strange.length > 0) return say(copy.noSuchAudience(id, strange, ports.topics));
  const topicsOf = (names: readonly string[]): string[] => names.flatMap((name) => known.get(name) ?? []);
  const add = topicsOf(wanted.add);
  const drop = topicsOf(wanted.drop);
  return change(
    id,
    ({ topics, toEveryone }) => ({
      topics: [...new Set([...topics, ...add])].filter((topic) => !drop.includes(topic)),
      toEveryone:
        wanted.add.includes(EVERYONE) || (toEveryone && add.length === 0 && !wanted.drop.includes(EVERYONE)),
    }),
    hand,
    ports,
    whoHears,
  );
}

const EVERYONE = "semua";

async function whoHears(id: number, unscheduled: boolean, ports: ConversationPorts): Promise<Turn> {
  const one = await ports.alerts.one(id);
  if (!one) return say(copy.noSuchDraft(id));
  const { state, decidedBy: by, decidedAt: at } = one.alert;
  if (state !== "draft" && state !== "scheduled")
    return notDone(id, { kind: "too late", state, by, at }, ports);
  return say(copy.whoHears(one, ports.topics, unscheduled)); // its words are not shown, so that no "ok" sends them
}

/** The version that the question which was asked last has shown; undefined where that was another draft's. */
function askedWith(awaiting: Before["awaiting"], id: number): number | undefined {
  return awaiting !== null && "version" in awaiting && awaiting.id === id ? awaiting.version : undefined;
}

/** For the moment that these words name; null: asks for it. What somebody has not seen as it is now is shown to them first. */
export async function schedule(
  id: number,
  words: string | null,
  { editor, version }: Hand,
  ports: ConversationPorts,
): Promise<Turn> {
  const { alerts, now } = ports;
  if (version === undefined) return askToSchedule(id, words, ports);
  const awaiting = { kind: "schedule", id, version } as const;
  if (words === null) return { ...say(copy.askMoment(id)), awaiting };
  const moment = readMoment(words, now());
  if (moment === null) return { ...say(copy.noMoment(words)), awaiting };
  const done = await alerts.schedule(id, moment, { editor, version });
  const zone = zoneNamed(words);
  if (done.kind === "needs another") return say(copy.needsAnother(id, copy.whenOf(moment, now(), zone)));
  if (done.kind === "scheduled") return say(copy.scheduledFor(id, done.sendAt, now(), zone));
  if (done.kind === "fault") return showDraft(id, ports);
  return notDone(id, done, ports, () => askToSchedule(id, words, ports));
}

/** Shows it and asks whether it is to be scheduled for the moment that these words name, or for which. */
async function askToSchedule(id: number, words: string | null, ports: ConversationPorts): Promise<Turn> {
  const one = await ports.alerts.one(id);
  if (!one || !["draft", "scheduled"].includes(one.alert.state) || "why" in one.preview)
    return showDraft(id, ports);
  const { version } = one.alert;
  const now = ports.now();
  const moment = words === null ? null : readMoment(words, now);
  if (words === null || moment === null)
    return {
      ...say(one.preview.message, words === null ? copy.askMoment(id) : copy.noMoment(words)),
      awaiting: { kind: "schedule", id, version },
    };
  const zone = zoneNamed(words);
  const named = momentWords(moment, zone);
  return {
    ...say(one.preview.message, copy.confirmSchedule(one, named, copy.whenOf(moment, now, zone))),
    awaiting: { kind: "schedule", id, version, moment: named },
  };
}

async function embargo(
  id: number,
  words: string | null,
  hand: Hand,
  ports: ConversationPorts,
): Promise<Turn> {
  if (words === null) {
    if (!(await ports.alerts.progress(id))) return say(copy.noSuchDraft(id));
    return { ...say(copy.askEmbargo(id)), awaiting: { kind: "embargo", id } };
  }
  const until = readMoment(words, ports.now());
  if (until === null) return { ...say(copy.noMoment(words)), awaiting: { kind: "embargo", id } };
  const done = await ports.alerts.embargo(id, until, hand);
  return done.kind === "embargoed"
    ? say(
        copy.embargoed(
          (await ports.alerts.progress(id))?.alert ?? { id, sendAt: null },
          until,
          ports.now(),
          zoneNamed(words),
        ),
      )
    : notDone(id, done, ports, () => showDraft(id, ports));
}
