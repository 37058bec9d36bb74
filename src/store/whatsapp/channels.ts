import type pg from "pg";
import { z } from "zod";
import type { ChannelDetails } from "../../messengers/whatsapp/channels.ts";
import { rows } from "../database.ts";

/** A configured Channel that was looked up before, by the last part of its link. */
export type KnownChannel = ChannelDetails & { invite: string };

/** What WhatsApp last told of each of an account's Channels. */
export interface KnownChannels {
  all(): Promise<KnownChannel[]>;
  keep(channel: KnownChannel, now: Date): Promise<void>;
  forget(invite: string): Promise<void>;
}

const Known: z.ZodType<KnownChannel> = z.object({
  invite: z.string(),
  address: z.string(),
  name: z.string(),
  followers: z.number().nullable(),
  mayPost: z.boolean(),
});

export function knownChannels(pool: pg.Pool, account: string): KnownChannels {
  return {
    all: () =>
      rows(
        pool,
        Known,
        `select invite, address, name, followers, may_post as "mayPost" from whatsapp_channels
         where account = $1 order by name`,
        [account],
      ),
    async keep({ invite, address, name, followers, mayPost }, now) {
      await pool.query(
        `insert into whatsapp_channels (account, invite, address, name, followers, may_post, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (account, invite) do update set address = excluded.address, name = excluded.name,
           followers = excluded.followers, may_post = excluded.may_post, asked_at = excluded.asked_at`,
        [account, invite, address, name, followers, mayPost, now],
      );
    },
    async forget(invite) {
      await pool.query("delete from whatsapp_channels where account = $1 and invite = $2", [account, invite]);
    },
  };
}
