import { z } from "zod";
import type { HubSubscriptions } from "../../intake/hub-subscriptions.ts";
import { type Queryable, row, rows } from "../database.ts";

/** Subscriptions at WebSub hubs, one row for each source. */

const Due = z.object({
  source: z.string(),
  callback: z.string(),
  hub: z.string(),
  topic: z.string(),
  secret: z.string(),
  failures: z.number(),
});
const Known = z.object({ source: z.string(), topic: z.string(), secret: z.string() });

export function hubSubscriptions(pool: Queryable): HubSubscriptions {
  return {
    async want(source, { hub, topic }, { callback, secret }, now) {
      const { rowCount } = await pool.query(
        `insert into hub_subscriptions (source, callback, hub, topic, secret, next_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (source) do update set callback = excluded.callback, hub = excluded.hub, topic = excluded.topic,
           secret = excluded.secret, state = 'wanted', next_at = excluded.next_at, failures = 0, last_error = null,
           lease_until = null, content_at = null
         where (hub_subscriptions.hub, hub_subscriptions.topic) <> (excluded.hub, excluded.topic)`,
        [source, callback, hub, topic, secret, now],
      );
      return rowCount === 1;
    },

    due: (now, until) =>
      rows(
        pool,
        Due,
        `update hub_subscriptions set next_at = $2, state = case state when 'active' then state else 'asked' end
         where source in (select source from hub_subscriptions where next_at <= $1 order by source for update skip locked limit 100)
         returning source, callback, hub, topic, secret, failures`,
        [now, until],
      ),

    async failed(callback, why, nextAt) {
      await pool.query(
        "update hub_subscriptions set failures = failures + 1, last_error = $2, next_at = $3 where callback = $1",
        [callback, why, nextAt],
      );
    },

    async confirm(callback, topic, leaseUntil, renewAt) {
      const { rowCount } = await pool.query(
        `update hub_subscriptions set state = 'active', lease_until = $3, next_at = $4, failures = 0, last_error = null
         where callback = $1 and topic = $2 and state in ('asked', 'active')`,
        [callback, topic, leaseUntil, renewAt],
      );
      return rowCount === 1;
    },

    async deny(callback, topic, why, nextAt) {
      const { rowCount } = await pool.query(
        `update hub_subscriptions set state = 'denied', last_error = $3, next_at = $4, lease_until = null, content_at = null
         where callback = $1 and topic = $2`,
        [callback, topic, why, nextAt],
      );
      return rowCount === 1;
    },

    byCallback: (callback) =>
      row(pool, Known, "select source, topic, secret from hub_subscriptions where callback = $1", [callback]),

    async brought(callback, at) {
      await pool.query("update hub_subscriptions set content_at = $2 where callback = $1", [callback, at]);
    },

    async missed(source) {
      await pool.query("update hub_subscriptions set content_at = null where source = $1", [source]);
    },
  };
}
