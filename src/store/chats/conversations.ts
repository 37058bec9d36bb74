import { createHash } from "node:crypto";
import { z } from "zod";
import type { Conversations } from "../../chat/ports.ts";
import { ConversationState, FRESH } from "../../chat/state.ts";
import type { Recipient } from "../../delivery/delivery.ts";
import { type Queryable, row } from "../database.ts";

/**
 * The state of conversations (`conversations`) and the messages already heard (`heard`). `by` names this start of this process. A message's id
 * may name its sender and is kept as a hash: the row outlasts an erasure, because the platform may bring the message again after it.
 */
export function openConversations(db: Queryable, by: string): Conversations {
  return {
    async hear(messenger, id, at) {
      const ours = await row(
        db,
        z.object({ acted: z.boolean() }),
        `insert into heard (messenger, id, at, by, acted) values ($1, $2, $3, $4, false)
         on conflict (messenger, id) do update set by = excluded.by where heard.by <> excluded.by
         returning acted`,
        [messenger, hashOf(id), at, by],
      );
      if (!ours) return "repeated";
      return ours.acted ? "perhaps unanswered" : "act";
    },
    async acted(messenger, id) {
      await db.query("update heard set acted = true where messenger = $1 and id = $2", [
        messenger,
        hashOf(id),
      ]);
    },
    async load(who, since) {
      const kept = await row(
        db,
        z.object({ state: ConversationState.catch(FRESH) }), // a state of another version counts as none
        `select state from conversations
         where messenger = $1 and address = $2 and person = $3 and updated_at >= $4`,
        [who.messenger, who.address, who.person, since],
      );
      return kept?.state ?? FRESH;
    },
    async save(who, state, at) {
      await db.query(
        `insert into conversations (messenger, address, person, state, updated_at) values ($1, $2, $3, $4, $5)
         on conflict (messenger, address, person) do update set state = $4, updated_at = $5`,
        [who.messenger, who.address, who.person, state, at],
      );
    },
    async forget(who) {
      await db.query("delete from conversations where messenger = $1 and address = $2 and person = $3", [
        who.messenger,
        who.address,
        who.person,
      ]);
    },
  };
}

function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}

/** Marks what somebody was asked before as overtaken: a notice with a new question was put below it. */
export async function overtakeQuestion(db: Queryable, { messenger, address }: Recipient): Promise<void> {
  // On WhatsApp the chat's address is an id of its own; the person's number is what we know.
  const theirs = messenger === "whatsapp" ? "person = split_part($2, '@', 1)" : "address = $2";
  await db.query(
    `update conversations set state = state || '{"overtaken": true}' where messenger = $1 and ${theirs}`,
    [messenger, address],
  );
}

/** Deletes what was heard before `before`; platforms redeliver for a day at most. */
export async function forgetConversations(db: Queryable, before: Date): Promise<void> {
  await db.query("delete from heard where at < $1", [before]);
  // Others are left for the next time: whoever has several of them in hand (a notice with a question for each editor) waits for none of ours.
  await db.query(
    `delete from conversations where (messenger, address, person) in (
       select messenger, address, person from conversations where updated_at < $1 for update skip locked)`,
    [before],
  );
}
