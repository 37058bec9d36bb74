import { describe, expect, test } from "vitest";
import { EDITOR, SOURCE, type TestApp, testAppForAll } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { crowdOnTelegram } from "../support/crowd.ts";
import { until } from "../support/until.ts";

/**
 * A correction while its alert is still going out, and a recall while either is: against the whole service, with messages that are on
 * their way to Telegram while the editor acts, and arrive afterwards.
 */
let app: TestApp;
const CHATS = 60;
const CONCURRENCY = 4;
/** How many have it when the editor acts. */
const DONE = 40;

const WRONG = "Gempa M 6,1 Guncang Lembah Arum";
const RIGHT = "Gempa M 5,6 Guncang Lembah Arum";

const FORMS = [
  { form: "words", send: "sendMessage", change: "editMessageText", image: null },
  {
    form: "a picture",
    send: "sendPhoto",
    change: "editMessageCaption",
    image: "https://kabar-uji.example/a.jpg",
  },
] as const;

const OPTIONS = {
  atMost: 1,
  sweepEveryMs: 200,
  settings: {
    sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }],
    pacing: { telegram: { perSecond: 200 }, concurrency: CONCURRENCY },
    pictures: { telegram: true },
  },
};

testAppForAll(OPTIONS, async (shared) => {
  app = shared;
  await crowdOnTelegram(app.db.pool, CHATS);
});

const chats = Array.from({ length: CHATS }, (_, n) => 1001 + n);
/** Who has it when the editor acts, who is just getting it, and who has not yet got it: in which order they are called is the service's. */
let first: number[];
let onTheWay: number[];
let rest: number[];

/** What a chat shows now. */
const shows = (chat: number): string[] =>
  app.telegram
    .sentTo(chat)
    .filter(({ deleted }) => !deleted)
    .map(({ text }) => text);

/** How many messages it was ever sent. */
const sent = (chat: number): number => app.telegram.sentTo(chat).length;

/** Of the crowd, whom such calls were for: each once, in the order of the calls. */
const calledBy = (method: string): number[] => [
  ...new Set(
    app.telegram
      .callsOf(method)
      .map(({ args }) => Number(args["chat_id"]))
      .filter((chat) => chats.includes(chat)),
  ),
];
const sorted = (some: readonly number[]): number[] => some.toSorted((a, b) => a - b);

/** After those for the first chats such calls are on their way until the answer is called. */
function holdsUp(method: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  app.telegram.failsWhen((call) => {
    if (call.method !== method) return null;
    const isLater = calledBy(method).indexOf(Number(call.args["chat_id"])) >= DONE;
    return isLater ? { kind: "arrives later", when: promise } : null;
  });
  return () => {
    app.telegram.failsWhen(() => null);
    resolve();
  };
}

async function heldUp(method: string): Promise<void> {
  const called = () => calledBy(method);
  await until(
    `${DONE} are through, and as many as may be are on their way`,
    () => called().length === DONE + CONCURRENCY,
  );
  [first, onTheWay] = [called().slice(0, DONE), called().slice(DONE)];
  rest = chats.filter((chat) => !called().includes(chat));
}

async function settled(): Promise<void> {
  await until("nothing is left to do", async () => {
    const { rowCount } = await app.db.pool.query(
      "select from deliveries where state in ('waiting', 'aside') union all select from claims",
    );
    return rowCount === 0;
  });
}

async function says(text: string, answer: string): Promise<void> {
  const before = app.sentTo(EDITOR).length;
  await app.says(EDITOR, text);
  await until(`"${text}" is answered with "${answer}"`, () =>
    app
      .sentTo(EDITOR)
      .slice(before)
      .some((one) => one.includes(answer)),
  );
}

async function corrects(): Promise<void> {
  await says(`/ralat 1 ${RIGHT}\nRalat: kekuatan gempa semula tertulis M 6,1.`, "Kirim ralat siaran 1?");
  await app.presses(EDITOR, "Kirim ralat");
  await isKnown("correct");
}

async function recalls(): Promise<void> {
  await says("/tarik 1 ya", "Siaran 1 sedang ditarik");
  await isKnown("recall");
}

/** It is on record for a second: by then every worker has heard of it. */
async function isKnown(act: string): Promise<void> {
  await until(`everyone knows of the ${act}`, async () => {
    const { rowCount } = await app.db.pool.query(
      "select from audit where act = $1 and at < clock_timestamp() - interval '1 second'",
      [act],
    );
    return rowCount === 1;
  });
}

describe.each(FORMS)("an alert of $form", ({ send, change, image }) => {
  async function approved(): Promise<void> {
    await app.app.accept(anArticle({ title: WRONG, image }));
    await says("/antrean", "Draf 1");
    await says("/setujui 1v1", "Sedang dikirim");
  }

  test("corrected while it goes out: who has it or is just getting it has it changed, the others get it right at once", async () => {
    const arrive = holdsUp(send);
    await approved();
    await heldUp(send);
    await corrects();
    arrive();
    await settled();
    for (const chat of chats) {
      expect(sent(chat), `messages to ${chat}`).toBe(1);
      expect(shows(chat)[0], `${chat}`).toContain(`${RIGHT}\n`);
      expect(shows(chat)[0], `${chat}`).toContain("Ralat: kekuatan gempa semula tertulis M 6,1.");
    }
    expect(sorted(calledBy(change))).toEqual(sorted([...first, ...onTheWay]));
  });

  test("recalled while it goes out: nobody has it in the end, and who had not got it never does", async () => {
    const arrive = holdsUp(send);
    await approved();
    await heldUp(send);
    await recalls();
    arrive();
    await settled();
    expect(chats.flatMap(shows)).toEqual([]);
    expect(rest.map(sent)).toEqual(rest.map(() => 0));
    expect([...first, ...onTheWay].map(sent)).toEqual([...first, ...onTheWay].map(() => 1));
  });

  test("recalled while its correction is still running: nobody has either, whatever arrives late", async () => {
    await approved();
    await settled();
    const arrive = holdsUp(change);
    await corrects();
    await heldUp(change);
    await recalls();
    arrive();
    await settled();
    expect(chats.flatMap(shows)).toEqual([]);
    expect(chats.map(sent), "and no notice beside it").toEqual(chats.map(() => 1));
    expect(sorted(calledBy(change)), "no more is corrected").toEqual(sorted([...first, ...onTheWay]));
    expect(sorted(calledBy("deleteMessage"))).toEqual(chats);
  });

  test("corrected and recalled while it still goes out: nobody has it in the end", async () => {
    const arrive = holdsUp(send);
    await approved();
    await heldUp(send);
    await corrects();
    await recalls();
    arrive();
    await settled();
    expect(chats.flatMap(shows)).toEqual([]);
    expect(rest.map(sent)).toEqual(rest.map(() => 0));
  });
});
