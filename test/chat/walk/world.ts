import type pg from "pg";
import { z } from "zod";
import { row, rows } from "../../../src/store/database.ts";

/** What the store says at one moment, as far as a conversation can change it. */

const AlertNow = z.object({
  id: z.number(),
  state: z.string(),
  version: z.number(),
  headline: z.string(),
  summary: z.string(),
  content: z.string(),
  sendAt: z.string().nullable(),
  embargo: z.string().nullable(),
  first: z.string().nullable(),
  corrections: z.number(),
  chats: z.number(),
});
export type AlertNow = z.infer<typeof AlertNow>;

const ChatNow = z.object({
  address: z.string(),
  listens: z.boolean(),
  why: z.string().nullable(),
  follows: z.array(z.string()),
  preferences: z.string().nullable(),
  paused: z.coerce.date().nullable(),
  quiet: z.boolean(),
  most: z.number().nullable(),
  deliveries: z.number(),
  opinions: z.number(),
});
export type ChatNow = z.infer<typeof ChatNow>;

const Counted = z.object({
  drafts: z.number(),
  waiting: z.number(),
  chats: z.number(),
});

const World = z.object({
  alerts: z.array(AlertNow),
  chats: z.array(ChatNow),
  audit: z.array(z.object({ who: z.string(), act: z.string(), subject: z.string() })),
  sends: z.boolean(),
  counted: Counted,
});
export type World = z.infer<typeof World>;

export async function worldOf(pool: pg.Pool): Promise<World> {
  const world = await row(pool, z.object({ world: World }), WORLD);
  if (!world) throw new Error("PostgreSQL said nothing");
  return world.world;
}

const WORLD = `
  select json_build_object(
    'alerts', (select coalesce(json_agg(json_build_object(
       'id', id, 'state', state, 'version', version, 'headline', content->>'headline', 'summary', content->>'summary',
       'content', content::text, 'sendAt', send_at, 'embargo', embargo_until, 'first', first_approval, 'corrections', corrections,
       'chats', (select count(*) from deliveries where alert_id = alerts.id and act = 'send')) order by id), '[]') from alerts),
    'chats', (select coalesce(json_agg(json_build_object(
       'address', address || case thread when '' then '' else '#' || thread end, 'listens', left_at is null, 'why', left_why,
       'follows', array(select follows || ':' || topic from subscriptions where chat_id = chats.id order by 1),
       'preferences', (select (to_jsonb(p) - 'day' - 'heard')::text from preferences p where chat_id = chats.id),
       'paused', (select paused_until from preferences where chat_id = chats.id),
       'quiet', exists (select from preferences where chat_id = chats.id and quiet_from is not null),
       'most', (select most_a_day from preferences where chat_id = chats.id),
       'deliveries', (select count(*) from deliveries where chat_id = chats.id),
       'opinions', (select count(*) from opinions where chat_id = chats.id)) order by address, thread), '[]') from chats),
    'audit', (select coalesce(json_agg(json_build_object('who', who, 'act', act, 'subject', subject) order by id), '[]') from audit),
    'sends', coalesce((select "on" from switches where name = 'sending'), true),
    'counted', json_build_object(
       'drafts', (select count(*) from alerts where state = 'draft'),
       'waiting', (select count(*) from deliveries where state in ('waiting', 'aside')),
       'chats', (select count(*) from chats where left_at is null))) as world`;

/** Tables in which one of these words stands, in whatever column. */
export async function tablesThatKnow(pool: pg.Pool, words: readonly string[]): Promise<string[]> {
  const tables = await rows(
    pool,
    z.object({ name: z.string() }),
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const looks = tables.map(
    ({ name }) =>
      `select '${name}' as name where exists (select from "${name}" t where t::text ~ any($1::text[]))`,
  );
  const found = await rows(pool, z.object({ name: z.string() }), looks.join(" union all "), [words]);
  return found.map(({ name }) => name);
}
