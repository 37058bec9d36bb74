import path from "node:path";
import type { Config } from "../../config.ts";
import { dailyCap } from "../../messengers/whatsapp/care.ts";
import { openDatabase } from "../../store/database.ts";
import { hasServer } from "../../store/embedded/folder.ts";
import { startEmbeddedPostgres, useEmbeddedPostgres } from "../../store/embedded/postgres.ts";
import { knownChannels } from "../../store/whatsapp/channels.ts";
import { packWhatsApp, unpackWhatsApp } from "../../store/whatsapp/moving.ts";
import { whatsAppSessions } from "../../store/whatsapp/session.ts";
import { whatsAppStanding } from "../../store/whatsapp/status.ts";
import { dayOf, setNewsroomZone } from "../../time.ts";
import { connectionTo } from "../database-connection.ts";
import { sayPlainly } from "../postgres-trouble.ts";
import { WHATSAPP_ACCOUNT } from "./whatsapp.ts";

/** The WhatsApp account from the command line. A session that is in use is not moved. */
export interface WhatsAppDesk extends AsyncDisposable {
  pack(): Promise<Buffer>;
  unpack(file: Buffer): Promise<void>;
  /** How the account stands, in lines for a terminal. */
  status(): Promise<string[]>;
}

/** Opens the database that the configuration names. Rejects where WhatsApp is not on. */
export async function openWhatsAppDesk(
  config: Config,
  now: () => Date = () => new Date(),
): Promise<WhatsAppDesk> {
  const key = config.whatsapp?.sessionKey;
  if (key === undefined) throw new Error("WhatsApp is off");
  setNewsroomZone(config.newsroom.zone);
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(
    await connectionTo(config.database, (folder) =>
      hasServer(path.resolve(folder)) ? useEmbeddedPostgres(folder) : startEmbeddedPostgres(folder),
    ),
  );
  const { pool } = stack.use(await openDatabase(connection, () => undefined).catch(sayPlainly));
  const opened = stack.move();
  return {
    pack: () => packWhatsApp(pool, key, WHATSAPP_ACCOUNT, now()),
    unpack: (file) => unpackWhatsApp(pool, key, WHATSAPP_ACCOUNT, file),
    async status() {
      const at = now();
      const paired = (await whatsAppSessions(pool, key).readCredentials(WHATSAPP_ACCOUNT)) !== null;
      const { number, since, restrictedUntil, sentToday, inUse } = await whatsAppStanding(
        pool,
        WHATSAPP_ACCOUNT,
        dayOf(at),
        at,
      );
      const cap = config.whatsapp?.perDay ?? dailyCap(since ?? at, at);
      const restricted = restrictedUntil && restrictedUntil > at ? restrictedUntil.toISOString() : "no";
      const channels = await knownChannels(pool, WHATSAPP_ACCOUNT).all();
      return [
        `session: ${paired ? "stored" : "none; start the service to pair"}${inUse ? ", in use" : ""}`,
        `account: ${number ? `${number}, here since ${since?.toISOString()}` : "has never connected"}`,
        `restricted until: ${restricted}`,
        `today: ${sentToday} of ${cap} messages to private chats`,
        ...channels.map(
          ({ name, followers, mayPost }) =>
            `Channel ${name}: ${followers ?? "?"} followers${mayPost ? "" : "; this account is not its admin"}`,
        ),
      ];
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
