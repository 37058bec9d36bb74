import { expect, test } from "vitest";
import { WebhookEvent } from "../../../src/publishers/message.ts";
import { addToken } from "../../../src/store/publishers/tokens.ts";
import { forgetTold, outboxOn, webhooksOn } from "../../../src/store/publishers/webhooks.ts";
import { sealWith } from "../../../src/store/seal.ts";
import { testDatabase } from "../../support/database.ts";

const seal = sealWith(Buffer.alloc(32, 1).toString("base64"));
const AT = new Date("2026-11-24T02:00:00Z");
const at = (seconds: number): Date => new Date(AT.getTime() + seconds * 1000);

async function anEndpoint() {
  await using stack = new AsyncDisposableStack();
  const { pool } = stack.use(await testDatabase());
  const { token } = await addToken(
    pool,
    { name: "uji", source: null, scopes: ["webhooks:write"] },
    "uji",
    AT,
  );
  const owner = { source: null, tokenId: token.id };
  const webhooks = webhooksOn(pool, seal);
  const made = await webhooks.add(
    owner,
    { url: "https://redaksi.example/x", events: WebhookEvent.options },
    AT,
  );
  if (made === "too many") throw new Error("the first one is not too many");
  const outbox = outboxOn(pool, seal);
  const all = stack.move();
  return {
    pool,
    owner,
    webhooks,
    outbox,
    id: made.id,
    secret: made.secret,
    async alert(state = "draft") {
      const { rows } = await pool.query<{ id: number }>(
        "insert into alerts (state, content, created_by, created_at) values ($1, $2, 'uji', now()) returning id",
        [state, JSON.stringify({ headline: "Pasar Dibuka", link: null })],
      );
      return rows[0]?.id ?? 0;
    },
    async told() {
      const { rows } = await pool.query<{ event: string }>("select event from webhook_messages order by id");
      return rows.map(({ event }) => event);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

test("every change of an alert is told once, whoever makes it, and only if it happened", async () => {
  await using e = await anEndpoint();
  const id = await e.alert();
  const change = (set: string) => e.pool.query(`update alerts set ${set} where id = $1`, [id]);
  await change(`content = content || '{"headline":"Judul Draf"}'`);
  await change("state = 'sending'");
  await change("state = 'sending', decided_by = 'uji'");
  await change("state = 'sent'");
  await change(`content = content || '{"headline":"Ralat"}', corrections = 1, state = 'sending'`);
  await change(`content = content || '{"summary":""}', state = 'recalled'`);
  const tx = await e.pool.connect();
  await tx.query("begin");
  await tx.query("update alerts set state = 'stopped' where id = $1", [id]);
  await tx.query("rollback");
  tx.release();
  expect(await e.told()).toEqual([
    "alert.drafted",
    "alert.sending",
    "alert.sent",
    "alert.corrected",
    "alert.sending",
    "alert.recalled",
  ]);
});

test("a digest is no alert to publishers: in the morning thousands of them would stand before the next one", async () => {
  await using e = await anEndpoint();
  await e.pool.query(
    `insert into alerts (state, content, lists, created_by, created_at)
     values ('sending', '{"headline":"Ringkasan pagi"}', array[1], 'sistem:ringkasan', now())`,
  );
  await e.pool.query("update alerts set state = 'sent'");
  expect(await e.told()).toEqual([]);
});

test("an endpoint is one sender's at a time, until its lease ends", async () => {
  await using e = await anEndpoint();
  expect(await e.outbox.claim(AT, at(60))).toBeUndefined(); // nothing to tell
  await e.alert();
  const claims = await Promise.all(Array.from({ length: 5 }, () => e.outbox.claim(AT, at(60))));
  expect(claims.filter(Boolean)).toEqual([
    { id: e.id, url: "https://redaksi.example/x", secret: e.secret, failures: 0, failingSince: null },
  ]);
  expect(await e.outbox.claim(at(59), at(119))).toBeUndefined();
  expect(await e.outbox.claim(at(61), at(121))).toMatchObject({ id: e.id });
});

test("what is told of one alert waits for what came before it, what is told of another does not", async () => {
  await using e = await anEndpoint();
  const first = await e.alert();
  await e.pool.query("update alerts set state = 'rejected' where id = $1", [first]);
  const other = await e.alert();
  const message = await e.outbox.next(e.id, AT, at(60));
  expect(message).toMatchObject({ event: "alert.drafted", data: { id: first } });
  await e.outbox.failed(
    e.id,
    { id: message?.id ?? 0, status: 500, why: "HTTP 500" },
    { dueAt: at(30), restUntil: at(5), disable: null },
    AT,
  );
  expect(await e.outbox.claim(at(4), at(60))).toBeUndefined(); // it rests
  const overtaking = await e.outbox.next(e.id, at(6), at(60));
  expect(overtaking).toMatchObject({ event: "alert.drafted", data: { id: other } });
  await e.outbox.delivered(e.id, overtaking?.id ?? 0, 204, at(6));
  expect(await e.outbox.next(e.id, at(6), at(60))).toBeUndefined();
  expect(await e.outbox.next(e.id, at(30), at(60))).toMatchObject({ id: message?.id, attempts: 1 });
});

test("an endpoint whose secret another key sealed is disabled, and the next one has its turn", async () => {
  await using e = await anEndpoint();
  const key = sealWith(Buffer.alloc(32, 2).toString("base64"));
  const anew = { url: "https://b.example/x", events: ["alert.drafted"] as const };
  const renewed = await webhooksOn(e.pool, key).add(e.owner, anew, AT);
  await e.alert();
  expect(await outboxOn(e.pool, key).claim(at(1), at(60))).toEqual(expect.objectContaining(renewed));
  expect((await e.webhooks.one(e.owner, e.id))?.disabledWhy).toContain("SECRETS_KEY");
});

test("what was told long ago is forgotten, what waits never", async () => {
  await using e = await anEndpoint();
  await e.alert();
  await e.alert();
  const message = await e.outbox.next(e.id, AT, at(60));
  await e.outbox.delivered(e.id, message?.id ?? 0, 204, AT);
  await forgetTold(e.pool, at(1));
  expect(await e.told()).toHaveLength(1);
});
