import { randomBytes } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { PING, WebhookEvent } from "../../publishers/message.ts";
import type { Outbox } from "../../publishers/sender.ts";
import { record } from "../audit.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";
import type { Seal } from "../seal.ts";

/** Publishers' webhook endpoints and their outbox, whose rows are written by triggers (migration 0012). */

const Registered = z.object({
  id: z.number(),
  url: z.string(),
  events: z.array(WebhookEvent),
  madeAt: z.date(),
  failures: z.number(),
  failingSince: z.date().nullable(),
  disabledAt: z.date().nullable(),
  disabledWhy: z.string().nullable(),
  waiting: z.number(),
});
export type RegisteredWebhook = z.infer<typeof Registered>;

const Told = z.object({
  id: z.number(),
  event: z.string(),
  subject: z.string(),
  at: z.date(),
  state: z.enum(["waiting", "delivered", "failed"]),
  attempts: z.number(),
  status: z.number().nullable(),
  why: z.string().nullable(),
  settledAt: z.date().nullable(),
});
export type ToldMessage = z.infer<typeof Told>;

const REGISTERED = `
  select w.id, w.url, w.events, w.made_at as "madeAt", w.failures, w.failing_since as "failingSince",
         w.disabled_at as "disabledAt", w.disabled_why as "disabledWhy",
         (select count(*) from webhook_messages m where m.webhook_id = w.id and m.state = 'waiting') as waiting
    from webhooks w where w.source is not distinct from $1`;

const Id = z.object({ id: z.number() });
const MOST = 20; // endpoints of one owner
const TOLD_SHOWN = 20;

/** The owner of endpoints: a source, or the newsroom (null). `tokenId`: the token that asks. */
export interface WebhookOwner {
  source: string | null;
  tokenId: number;
}

/** Owners manage their endpoints. Endpoints of other owners do not exist for them. */
export function webhooksOn(pool: pg.Pool, seal: Seal) {
  return {
    /** Registers an endpoint; its signing secret is shown only here. "too many": the owner has 20. */
    async add(
      owner: WebhookOwner,
      { url, events }: { url: string; events: readonly WebhookEvent[] },
      at: Date,
    ): Promise<{ id: number; secret: string } | "too many"> {
      const secret = `whsec_${randomBytes(32).toString("base64")}`;
      return inTransaction(pool, async (tx) => {
        await tx.query("select pg_advisory_xact_lock(hashtext('webhooks'))");
        const have = await rows(tx, Id, "select id from webhooks where source is not distinct from $1", [
          owner.source,
        ]);
        if (have.length >= MOST) return "too many";
        const made = await row(
          tx,
          Id,
          `insert into webhooks (source, token_id, url, events, secret, made_at) values ($1, $2, $3, $4, $5, $6)
           returning id`,
          [owner.source, owner.tokenId, url, events, seal.close(secret, placeOf(url)), at],
        );
        if (!made) throw new Error("PostgreSQL returned no id for a new webhook");
        await recordAct(tx, owner, "webhook add", made.id, at, { host: URL.parse(url)?.host, events });
        return { id: made.id, secret };
      });
    },

    all: ({ source }: WebhookOwner): Promise<RegisteredWebhook[]> =>
      rows(pool, Registered, `${REGISTERED} order by w.id`, [source]),

    one: ({ source }: WebhookOwner, id: number): Promise<RegisteredWebhook | undefined> =>
      row(pool, Registered, `${REGISTERED} and w.id = $2`, [source, id]),

    /** The last messages to an endpoint, the newest first. */
    told: (id: number): Promise<ToldMessage[]> =>
      rows(
        pool,
        Told,
        `select id, event, subject, at, state, attempts, status, why, settled_at as "settledAt"
           from webhook_messages where webhook_id = $1 order by id desc limit ${TOLD_SHOWN}`,
        [id],
      ),

    /** Deletes an endpoint with its messages; false where there is none. */
    remove: (owner: WebhookOwner, id: number, at: Date): Promise<boolean> =>
      inTransaction(pool, async (tx) => {
        const { rowCount } = await tx.query(
          "delete from webhooks where id = $2 and source is not distinct from $1",
          [owner.source, id],
        );
        if (rowCount === 0) return false;
        await recordAct(tx, owner, "webhook remove", id, at);
        return true;
      }),

    /** Enables it again and sends what waits. From now on the endpoint belongs to the token that asked. */
    enable: (owner: WebhookOwner, id: number, at: Date): Promise<boolean> =>
      inTransaction(pool, async (tx) => {
        const { rowCount } = await tx.query(
          `update webhooks set disabled_at = null, disabled_why = null, failures = 0, failing_since = null,
                  rest_until = '-infinity', token_id = $3
            where id = $2 and source is not distinct from $1`,
          [owner.source, id, owner.tokenId],
        );
        if (rowCount === 0) return false;
        await tx.query(
          "update webhook_messages set due_at = '-infinity' where webhook_id = $1 and state = 'waiting'",
          [id],
        );
        await recordAct(tx, owner, "webhook enable", id, at);
        return true;
      }),

    /** Adds a test message to the outbox; answers its id. */
    async ping(id: number): Promise<number> {
      const made = await row(
        pool,
        Id,
        `insert into webhook_messages (webhook_id, event, subject, data)
         values ($1, $2, 'ping', jsonb_build_object('webhookId', $1::bigint)) returning id`,
        [id, PING],
      );
      if (!made) throw new Error("PostgreSQL returned no id for a new message");
      return made.id;
    },
  };
}

/** Deletes messages that were delivered or given up before then. */
export async function forgetTold(db: Queryable, before: Date): Promise<void> {
  await db.query("delete from webhook_messages where state <> 'waiting' and settled_at < $1", [before]);
}

const Claimed = z.object({
  id: z.number(),
  url: z.string(),
  secret: z.instanceof(Buffer),
  failures: z.number(),
  failingSince: z.date().nullable(),
});

const CLAIM = `
  update webhooks set lease_until = $2 where id = (
    select id from webhooks w
    where disabled_at is null and rest_until <= $1 and lease_until <= $1
      and exists (select from webhook_messages m where m.webhook_id = w.id and m.state = 'waiting' and m.due_at <= $1)
    order by lease_until limit 1 for update skip locked
  ) returning id, url, secret, failures, failing_since as "failingSince"`;

const Message = z.object({
  id: z.number(),
  event: z.string(),
  data: z.record(z.string(), z.unknown()),
  at: z.date(),
  attempts: z.number(),
  triedAt: z.date().nullable(),
});

const NEXT = `
  with lease as (update webhooks set lease_until = $3 where id = $1)
  select id, event, data, at, attempts, tried_at as "triedAt" from webhook_messages m
  where webhook_id = $1 and state = 'waiting' and due_at <= $2
    and not exists (
      select from webhook_messages e
      where e.webhook_id = m.webhook_id and e.subject = m.subject and e.state = 'waiting' and e.id < m.id)
  order by id limit 1`;

export function outboxOn(pool: pg.Pool, seal: Seal): Outbox {
  return {
    async claim(now, until) {
      for (;;) {
        const claimed = await row(pool, Claimed, CLAIM, [now, until]);
        if (!claimed) return undefined;
        const secret = opened(seal, claimed);
        if (secret !== null) return { ...claimed, secret };
        await pool.query("update webhooks set disabled_at = $2, disabled_why = $3 where id = $1", [
          claimed.id,
          now,
          "Its secret was sealed with another SECRETS_KEY. Remove the endpoint and register it anew.",
        ]);
      }
    },

    next: (endpointId, now, until) => row(pool, Message, NEXT, [endpointId, now, until]),

    async delivered(endpointId, messageId, status, at) {
      await pool.query(
        `with told as (
           update webhook_messages set state = 'delivered', attempts = attempts + 1, tried_at = coalesce(tried_at, $4),
                  status = $3, why = null, settled_at = $4 where id = $2)
         update webhooks set failures = 0, failing_since = null, rest_until = '-infinity' where id = $1`,
        [endpointId, messageId, status, at],
      );
    },

    async failed(endpointId, { id, status, why }, { dueAt, restUntil, disable }, at) {
      await inTransaction(pool, async (tx) => {
        await tx.query(
          `update webhook_messages set attempts = attempts + 1, tried_at = coalesce(tried_at, $5), status = $2, why = $3,
                  state = case when $4::timestamptz is null then 'failed' else 'waiting' end,
                  due_at = coalesce($4, due_at), settled_at = case when $4::timestamptz is null then $5 end
            where id = $1`,
          [id, status, why, dueAt, at],
        );
        await tx.query(
          `update webhooks set failures = failures + 1, failing_since = coalesce(failing_since, $2), rest_until = $3,
                  disabled_at = case when $4::text is null then disabled_at else $2 end, disabled_why = coalesce($4, disabled_why)
            where id = $1`,
          [endpointId, at, restUntil, disable === null ? null : DISABLED[disable]],
        );
        if (disable) {
          await record(tx, { at, who: "sistem", act: "webhook disable", subject: `webhook:${endpointId}` });
        }
      });
    },

    async release(endpointId, now) {
      await pool.query("update webhooks set lease_until = $2 where id = $1", [endpointId, now]);
    },
  };
}

const DISABLED = {
  gone: "The endpoint answered 410 Gone.",
  failing: "Nothing reached the endpoint for about a day.",
};

/** The endpoint's secret; null where it was sealed with another key or for another address. */
function opened(seal: Seal, { secret, url }: { secret: Buffer; url: string }): string | null {
  try {
    return seal.open(secret, placeOf(url));
  } catch {
    return null;
  }
}

/** Binds a sealed secret to its address. */
function placeOf(url: string): string {
  return `webhook ${url}`;
}

async function recordAct(
  tx: Queryable,
  { tokenId }: WebhookOwner,
  act: string,
  id: number,
  at: Date,
  details: Record<string, unknown> = {},
): Promise<void> {
  await record(tx, { at, who: `token:${tokenId}`, act, subject: `webhook:${id}`, details });
}
