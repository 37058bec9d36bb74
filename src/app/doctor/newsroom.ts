import type pg from "pg";
import { may } from "../../alerts/rights.ts";
import type { Config } from "../../config.ts";
import { datedTooEarly } from "../../store/articles/articles.ts";
import { migrationsOf } from "../../store/database.ts";
import { people } from "../../store/desk/people.ts";
import { allTokens } from "../../store/publishers/tokens.ts";
import { sendingSwitch } from "../../store/switches.ts";
import { poolForALook } from "../database-connection.ts";
import { type Check, fault, type Finding, off, ok } from "./finding.ts";

/** What the database knows about editors and readers. */
interface Known {
  /** The accounts of people who may edit ("telegram:1"); somebody who signs in by password alone has none. */
  editors: string[];
  /** People who may edit, with accounts or without. */
  people: number;
  /** Sources with a token of the publishers' API to push with. */
  pushing: string[];
  stoppedSince: Date | null;
  /** Whether any chat follows anything. */
  followed: boolean;
  /** Sources all of whose articles are too old for an alert when they come. */
  datedTooEarly: string[];
}

/** Looks for what lets the service start and yet do nothing: no messenger, no editor, no reader, sending stopped. */
export function newsroom(config: Config, connection: pg.PoolConfig | null, now: () => Date): Check {
  return {
    what: "Newsroom",
    async look() {
      const { alertWithinHours } = config.intake;
      const known = await knownIn(connection, alertWithinHours, now()).catch(() => null); // the check of PostgreSQL says what is wrong with it
      return [
        ways(config),
        ...editors(config, known),
        ...pushers(config, known),
        ...channels(config),
        ...(known ? [sending(known), listeners(known), ...tooOld(config, known)] : []),
      ];
    },
  };
}

function ways({ telegram, whatsapp, whatsappCloud }: Config): Finding {
  const what = "Messengers";
  const on = [...(telegram ? ["Telegram"] : []), ...((whatsapp ?? whatsappCloud) ? ["WhatsApp"] : [])];
  return on.length > 0
    ? ok(what, on.join(" and "))
    : fault(
        what,
        "neither Telegram nor WhatsApp is configured: only the terminal hears",
        "npm run setup asks for a bot's token; or put TELEGRAM_TOKEN into .env.",
      );
}

function editors(config: Config, known: Known | null): Finding[] {
  const what = "Editors";
  const accounts = new Set([...config.editors, ...(known?.editors ?? [])]);
  if (accounts.size === 0 && (known?.people ?? 0) === 0) {
    return [
      fault(
        what,
        "none: nobody can approve or broadcast, and nobody is told when something is wrong",
        "npm run setup adds you: you send the bot a code. Or open the link that npm start prints, and become the desk's first admin.",
      ),
    ];
  }
  const reachable = [...accounts].filter((account) => isOn(config, account));
  return [
    reachable.length > 0
      ? ok(what, `${reachable.length} by chat`)
      : fault(
          what,
          "none has an account on a messenger that is on: nobody is told of drafts, or when something is wrong",
          "Add an account of theirs under editors, or turn their messenger on.",
        ),
  ];
}

function isOn({ telegram, whatsapp, whatsappCloud }: Config, account: string): boolean {
  const [messenger] = account.split(":");
  const onWhatsApp = (whatsapp ?? whatsappCloud) !== null;
  if (telegram === null && !onWhatsApp) return true; // the check of the messengers complains of that
  return messenger === "telegram" ? telegram !== null : messenger === "whatsapp" && onWhatsApp;
}

function pushers({ sources, publishers }: Config, known: Known | null): Finding[] {
  const withToken = new Set([...publishers.map(({ source }) => source), ...(known?.pushing ?? [])]);
  return sources
    .filter(({ id, feed, sitemap, push }) => push && !feed && !sitemap && !withToken.has(id))
    .map(({ id }) =>
      fault(
        `Source ${id}`,
        "only pushes, and has no token to push with",
        `Make one: npm run tokens -- add NAME --source ${id} --scope articles:write`,
      ),
    );
}

/** A linked device posts to Channels; without one they are passed over. */
function channels({ idleChannels }: Config): Finding[] {
  return idleChannels === 0
    ? []
    : [
        fault(
          "WhatsApp Channels",
          `${idleChannels} configured, and nothing that posts to them: only a linked device can`,
          "Set WHATSAPP=on, or take them out of whatsapp.channels.",
        ),
      ];
}

function sending({ stoppedSince }: Known): Finding {
  const what = "Sending";
  return stoppedSince === null
    ? ok(what, "on")
    : fault(
        what,
        `stopped since ${stoppedSince.toISOString()}, by an editor or by a restore`,
        "An editor starts it again: /lanjutkan in a chat, or the button on the desk.",
      );
}

function listeners({ followed }: Known): Finding {
  const what = "Readers";
  return followed
    ? ok(what, "there are chats that follow something")
    : off(what, "no chat follows anything yet: write /langganan semua to the bot");
}

function tooOld({ sources, intake }: Config, { datedTooEarly: ids }: Known): Finding[] {
  return sources
    .filter(({ id }) => ids.includes(id))
    .map(({ id }) =>
      fault(
        `Source ${id}`,
        `dates its articles over ${intake.alertWithinHours} h before they come: all go to the archive, and nobody is alerted`,
        "Tell the publisher that its clock or zone is wrong; or raise intake.alertWithinHours.",
      ),
    );
}

async function knownIn(
  connection: pg.PoolConfig | null,
  alertWithinHours: number,
  now: Date,
): Promise<Known | null> {
  if (!connection) return null;
  await using database = poolForALook(connection);
  const { pool } = database;
  if ((await migrationsOf(pool)).missing.length > 0) return null;
  const editing = (await people(pool)).filter((one) => one.disabledAt === null && may(one, "edit"));
  const { on, at } = await sendingSwitch(pool);
  const { rowCount } = await pool.query("select from subscriptions limit 1");
  return {
    editors: editing.flatMap(({ identities }) => identities),
    people: editing.length,
    pushing: (await allTokens(pool)).flatMap(({ source, scopes, revokedAt }) =>
      source !== null && revokedAt === null && scopes.includes("articles:write") ? [source] : [],
    ),
    stoppedSince: on ? null : (at ?? new Date(0)),
    followed: (rowCount ?? 0) > 0,
    datedTooEarly: await datedTooEarly(pool, alertWithinHours, now),
  };
}
