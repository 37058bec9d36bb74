import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Accepted } from "../../src/articles/accept.ts";
import { accept } from "../../src/articles/accept.ts";
import type { IncomingArticle } from "../../src/articles/article.ts";
import { readPushed } from "../../src/intake/pushed.ts";
import { articleDoor } from "../../src/store/articles/articles.ts";
import { pushReceipts } from "../../src/store/publishers/push-receipts.ts";
import type { PushParts } from "../../src/web/publishers-push.ts";
import { startWeb } from "../../src/web/server.ts";
import { testDatabase } from "../support/database.ts";

const TOKEN = "token-kabar-uji-yang-panjang";
const SIGNED = "token-koran-yang-juga-panjang";
const SECRET = "rahasia-tanda-tangan";
const NOW = new Date("2026-11-23T02:00:00Z");

const ARTICLE = {
  url: "https://kabar-uji.example/berita/1",
  title: "Jembatan Kali Biru Dibuka untuk Umum",
  html: "<p>Jembatan Kali Biru dibuka.</p>",
  publishedAt: "2026-11-23T08:59:00+07:00",
  sections: ["Nasional"],
  image: "https://kabar-uji.example/foto/1.jpg",
};

const Answer = z.union([
  z.object({ id: z.number(), kind: z.enum(["accepted", "repeat"]) }),
  z.object({
    error: z.object({
      code: z.string(),
      message: z.string().min(10),
      faults: z.array(z.object({ field: z.string(), problem: z.string() })).optional(),
    }),
  }),
]);

/** The door on the test's own database, as app.ts puts it together. */
async function openDoor(change: Partial<PushParts> = {}) {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const taken: IncomingArticle[] = [];
  const faults: unknown[] = [];
  const refused: (string | null)[] = [];
  const clock = { now: NOW };
  const parts: PushParts = {
    publishers: [
      { source: "kabar-uji", token: TOKEN, signingSecret: null },
      { source: "koran", token: SIGNED, signingSecret: SECRET },
    ],
    read: readPushed,
    async accept(incoming): Promise<Accepted> {
      taken.push(incoming);
      return accept(articleDoor(db.pool), incoming, { quiet: false, alertWithinHours: 12 }, clock.now);
    },
    receipts: pushReceipts(db.pool),
    now: () => clock.now,
    onRefused: (from) => refused.push(from),
    onFault: (error) => faults.push(error),
    ...change,
  };
  const web = stack.use(
    await startWeb(
      { host: "127.0.0.1", port: 0 },
      {
        readiness: async () => ({}),
        metrics: async () => ({ contentType: "", body: "" }),
        telegramWebhook: null,
        push: parts,
      },
    ),
  );
  const all = stack.move();
  return {
    db,
    taken,
    faults,
    refused,
    clock,
    async push(body: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`http://127.0.0.1:${web.port}/api/articles`, {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}`, ...headers },
        body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
      });
      const answer = Answer.parse(await response.json());
      return { status: response.status, answer, headers: response.headers };
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

type Door = Awaited<ReturnType<typeof openDoor>>;

/** For what is refused and changes nothing. */
let shared: Door;
beforeAll(async () => void (shared = await openDoor()));
afterAll(() => shared[Symbol.asyncDispose]());

const sign = (body: string, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

test("an article that is pushed is on disk when the publisher hears of it, whole and as its source's", async () => {
  await using door = await openDoor();
  const { status, answer } = await door.push(ARTICLE);
  expect(status).toBe(202);
  const { rows } = await door.db.pool.query("select id, source, state, quiet, incoming from articles");
  expect(rows).toEqual([
    {
      id: "id" in answer ? answer.id : null,
      source: "kabar-uji",
      state: "accepted",
      quiet: false,
      incoming: {
        source: "kabar-uji",
        url: ARTICLE.url,
        guid: null,
        title: ARTICLE.title,
        body: { form: "html", content: ARTICLE.html },
        teaser: false,
        sections: ["Nasional"],
        image: ARTICLE.image,
        publishedAt: "2026-11-23T01:59:00.000Z",
      },
    },
  ]);
});

test("the same article again is a repeat and says of what", async () => {
  await using door = await openDoor();
  const { answer: first } = await door.push(ARTICLE);
  const again = await door.push({ ...ARTICLE, url: `${ARTICLE.url}?utm_source=x`, title: "Lain" });
  expect(first).toMatchObject({ kind: "accepted" });
  expect(again).toMatchObject({
    status: 202,
    answer: { kind: "repeat", id: "id" in first ? first.id : null },
  });
});

describe("an Idempotency-Key", () => {
  test("gives the same body the same answer, and another body none", async () => {
    await using door = await openDoor();
    const key = { "idempotency-key": "kirim-1" };
    const first = await door.push(ARTICLE, key);
    expect(await door.push(ARTICLE, key)).toMatchObject({ status: 202, answer: first.answer });
    expect(door.taken).toHaveLength(1);
    expect(await door.push({ ...ARTICLE, title: "Judul lain" }, key)).toMatchObject({
      status: 422,
      answer: { error: { code: "idempotency_key_reused" } },
    });
    expect(door.taken).toHaveLength(1);
  });

  test("is its publisher's own", async () => {
    await using door = await openDoor();
    const other = JSON.stringify({ ...ARTICLE, url: "https://koran.example/1" });
    await door.push(ARTICLE, { "idempotency-key": "1" });
    const headers = {
      authorization: `Bearer ${SIGNED}`,
      "x-signature-256": sign(other),
      "idempotency-key": "1",
    };
    expect(await door.push(other, headers)).toMatchObject({ status: 202, answer: { kind: "accepted" } });
  });

  test("that is used ten times at once makes one article and one answer", async () => {
    await using door = await openDoor();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => door.push(ARTICLE, { "idempotency-key": "1" })),
    );
    expect(new Set(answers.map(({ status, answer }) => `${status} ${JSON.stringify(answer)}`)).size).toBe(1);
    expect((await door.db.pool.query("select from articles")).rowCount).toBe(1);
  });

  test("is forgotten after its time", async () => {
    await using door = await openDoor();
    await door.push(ARTICLE, { "idempotency-key": "1" });
    await pushReceipts(door.db.pool).forget(new Date(NOW.getTime() + 1));
    expect(await door.push({ ...ARTICLE, title: "Judul lain" }, { "idempotency-key": "1" })).toMatchObject({
      answer: { kind: "repeat" },
    });
  });
});

test.each<[string, Record<string, string>, number, string]>([
  ["without a token", { authorization: "" }, 401, "unauthorized"],
  ["with another token", { authorization: "Bearer salah" }, 401, "unauthorized"],
  ["with a token by another scheme", { authorization: `Basic ${TOKEN}` }, 401, "unauthorized"],
  ["unsigned by a publisher that signs", { authorization: `Bearer ${SIGNED}` }, 401, "bad_signature"],
  [
    "wrongly signed",
    { authorization: `Bearer ${SIGNED}`, "x-signature-256": sign("lain") },
    401,
    "bad_signature",
  ],
  [
    "signed with another secret",
    { authorization: `Bearer ${SIGNED}`, "x-signature-256": sign(JSON.stringify(ARTICLE), "x") },
    401,
    "bad_signature",
  ],
  [
    "signed where nobody can check it",
    { "x-signature-256": sign(JSON.stringify(ARTICLE)) },
    401,
    "bad_signature",
  ],
  ["with an empty key", { "idempotency-key": " " }, 400, "bad_idempotency_key"],
  ["with a key without end", { "idempotency-key": "x".repeat(256) }, 400, "bad_idempotency_key"],
])("a push %s is refused and changes nothing", async (_, headers, status, code) => {
  expect(await shared.push(ARTICLE, headers)).toMatchObject({ status, answer: { error: { code } } });
  expect(shared.taken).toEqual([]);
});

test("a push with an unknown token is told to whoever keeps the log, with where it came from", async () => {
  await using door = await openDoor();
  await door.push(ARTICLE, { authorization: "Bearer salah" });
  await door.push(ARTICLE);
  expect(door.refused).toEqual(["127.0.0.1"]);
});

test("a signed push is taken in", async () => {
  await using door = await openDoor();
  const body = JSON.stringify(ARTICLE);
  expect(
    await door.push(body, { authorization: `Bearer ${SIGNED}`, "x-signature-256": sign(body) }),
  ).toMatchObject({ status: 202 });
  expect(door.taken).toMatchObject([{ source: "koran" }]);
});

test.each<[string, unknown, number, string, string?]>([
  ["no JSON", "<xml/>", 400, "not_json"],
  ["nothing", "", 400, "not_json"],
  ["no UTF-8", Buffer.from([0x22, 0xff, 0x22]), 400, "not_json"],
  ["nested without end", "[".repeat(1_000_000), 400, "not_json"],
  ["too large", { ...ARTICLE, html: "x".repeat(5_300_000) }, 413, "too_large"],
  ["a list", [ARTICLE], 422, "invalid_article", "(isi)"],
  ["null", null, 422, "invalid_article", "(isi)"],
  ["without address", { ...ARTICLE, url: undefined }, 422, "invalid_article", "url"],
  ["of another scheme", { ...ARTICLE, url: "javascript:alert(1)" }, 422, "invalid_article", "url"],
  ["without title", { ...ARTICLE, title: " \u0000 " }, 422, "invalid_article", "title"],
  ["without text", { ...ARTICLE, html: undefined }, 422, "invalid_article", "html"],
  ["with two texts", { ...ARTICLE, text: "Jembatan" }, 422, "invalid_article", "html"],
  ["with a date that is none", { ...ARTICLE, publishedAt: "kemarin" }, 422, "invalid_article", "publishedAt"],
  [
    "with a time without zone",
    { ...ARTICLE, publishedAt: "2026-11-23T09:00:00" },
    422,
    "invalid_article",
    "publishedAt",
  ],
  ["the site's front page", { ...ARTICLE, url: "https://kabar-uji.example/" }, 422, "invalid_article", "url"],
  [
    "with a misspelt field",
    { ...ARTICLE, pubishedAt: ARTICLE.publishedAt },
    422,
    "invalid_article",
    "pubishedAt",
  ],
  [
    "with sections that are no list",
    { ...ARTICLE, sections: "Nasional" },
    422,
    "invalid_article",
    "sections",
  ],
])("what is %s is refused with what is wrong", async (_, body, status, code, field) => {
  const { answer, ...refused } = await shared.push(body);
  expect(refused).toMatchObject({ status });
  expect(answer).toMatchObject({ error: { code } });
  const named = "error" in answer ? answer.error.faults?.map((fault) => fault.field) : null;
  expect(named).toEqual(field === undefined ? undefined : [field]);
  expect(shared.taken).toEqual([]);
  expect(shared.faults).toEqual([]);
});

test("a field of the wrong kind is told so, and only one that is missing is missing", () => {
  const faultsOf = (change: object) => {
    try {
      return readPushed({ ...ARTICLE, ...change }, "kabar-uji");
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };
  expect(faultsOf({ title: 5 })).toBe("title: harus berupa teks");
  expect(faultsOf({ sections: "Nasional" })).toBe("sections: daftar nama rubrik");
  expect(faultsOf({ title: undefined })).toBe("title: harus ada");
});

test("what programs write is understood: fields that are null, and titles with entities and tags", () => {
  const { title, sections, image, publishedAt } = readPushed(
    {
      ...ARTICLE,
      title: "Polisi &#8216;Bongkar&#8217; Judi &amp; Pinjol <em>Ilegal</em>, Untung <10 Juta",
      sections: ["Hukum &amp; Kriminal"],
      text: null,
      image: null,
      publishedAt: null,
    },
    "kabar-uji",
  );
  expect({ title, sections, image, publishedAt }).toEqual({
    title: "Polisi ‘Bongkar’ Judi & Pinjol Ilegal, Untung <10 Juta",
    sections: ["Hukum & Kriminal"],
    image: null,
    publishedAt: null,
  });
});

test("characters that no database takes are left out, the rest is kept to the letter", async () => {
  await using door = await openDoor();
  expect(
    await door.push({ ...ARTICLE, html: undefined, text: "Hujan\u0000 lebat 🌧️ di\ud800 Sagara\nHari ini" }),
  ).toMatchObject({ status: 202 });
  expect(door.taken[0]?.body).toEqual({ form: "text", content: "Hujan lebat 🌧️ di\ufffd Sagara\nHari ini" });
});

test("who pushes too much is told when to come again, and others are not held up", async () => {
  await using door = await openDoor();
  const bodies = Array.from({ length: 60 }, (_, n) => ({
    ...ARTICLE,
    url: `https://kabar-uji.example/${n}`,
  }));
  for (const body of bodies) expect((await door.push(body)).status).toBe(202);
  const { status, headers, answer } = await door.push(ARTICLE);
  expect({ status, answer }).toMatchObject({ status: 429, answer: { error: { code: "too_many_requests" } } });
  expect(headers.get("retry-after")).toBe("1");
  const body = JSON.stringify(ARTICLE);
  expect(
    (await door.push(body, { authorization: `Bearer ${SIGNED}`, "x-signature-256": sign(body) })).status,
  ).toBe(202);
  door.clock.now = new Date(NOW.getTime() + 1000);
  expect((await door.push(ARTICLE)).status).toBe(202);
});

test("while the store fails the publisher is asked to come again, and is then heard", async () => {
  let fails = true;
  await using door = await openDoor({
    accept: () =>
      fails ? Promise.reject(new Error("putus")) : Promise.resolve({ kind: "accepted", id: 7, trace: "t" }),
  });
  const { status, headers } = await door.push(ARTICLE, { "idempotency-key": "1" });
  expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
  expect(door.faults).toEqual([new Error("putus")]);
  fails = false;
  expect(await door.push(ARTICLE, { "idempotency-key": "1" })).toMatchObject({
    status: 202,
    answer: { id: 7, kind: "accepted" },
  });
});
