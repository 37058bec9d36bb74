import type pg from "pg";
import type { Config } from "../../config.ts";
import { migrationsOf } from "../../store/database.ts";
import { whatsAppSessions } from "../../store/whatsapp/session.ts";
import { whatsAppStanding } from "../../store/whatsapp/status.ts";
import { dayOf } from "../../time.ts";
import { poolForALook } from "../database-connection.ts";
import { WHATSAPP_ACCOUNT } from "../whatsapp/whatsapp.ts";
import { type Check, fault, type Finding, off, ok, reasonOf } from "./finding.ts";

const WHAT = "WhatsApp";

/** The linked device: a session that this key opens, and an account that WhatsApp has not restricted. */
export function whatsApp(
  config: Pick<Config, "whatsapp" | "whatsappCloud">,
  connection: pg.PoolConfig | null,
  now: () => Date,
): Check {
  return {
    what: WHAT,
    async look() {
      const { whatsapp } = config;
      if (!whatsapp) return config.whatsappCloud ? [] : [off(WHAT, "off")];
      if (!connection) return [off(WHAT, "not paired yet: the first start shows how")];
      await using database = poolForALook(connection);
      const { pool } = database;
      if ((await migrationsOf(pool)).missing.length > 0)
        return [off(WHAT, "looked at once the schema is up to date")];
      return [await standing(pool, whatsapp.sessionKey, now())];
    },
  };
}

async function standing(pool: pg.Pool, key: string, at: Date): Promise<Finding> {
  const paired = await whatsAppSessions(pool, key)
    .readCredentials(WHATSAPP_ACCOUNT)
    .then(
      (credentials) => credentials !== null,
      (error: unknown) => reasonOf(error),
    );
  if (typeof paired === "string") {
    return fault(
      WHAT,
      "the session is sealed with another key",
      "Put the WHATSAPP_SESSION_KEY of before back into .env.",
    );
  }
  if (!paired)
    return fault(
      WHAT,
      "no session: the account is not paired",
      "Start the service and pair as it says: by QR, or by code with WHATSAPP_PHONE.",
    );
  const { restrictedUntil, inUse } = await whatsAppStanding(pool, WHATSAPP_ACCOUNT, dayOf(at), at);
  if (restrictedUntil && restrictedUntil > at) {
    return fault(
      WHAT,
      `the account is restricted until ${restrictedUntil.toISOString()}`,
      "Send nothing from it by hand; use a Channel for the many. It goes on by itself afterwards.",
    );
  }
  return ok(WHAT, inUse ? "paired, in use" : "paired; the service is not running");
}
