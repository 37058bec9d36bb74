import { systemClock } from "../../src/delivery/clock.ts";
import { deliverDue } from "../../src/delivery/deliver.ts";
import { DELIVERY_DEFAULTS, type DeliveryOptions } from "../../src/delivery/options.ts";
import { startTelegram } from "../../src/messengers/telegram/telegram.ts";
import { insertDraft } from "../../src/store/alerts/alerts.ts";
import { approve } from "../../src/store/alerts/draft-acts.ts";
import { inTransaction, openDatabase } from "../../src/store/database.ts";
import { accountsOn } from "../../src/store/ledger/accounts.ts";
import { ledgerOn } from "../../src/store/ledger/deliveries.ts";
import { fanOut } from "../../src/store/ledger/fan-out.ts";
import { resultsOn } from "../../src/store/ledger/results.ts";
import { alertFor, type Contender, type Settings } from "./contender.ts";

/** Where ours differs from its defaults: a server without Telegram's limit wants no pace, and a place for each send. */
export const DURABLE = { perSecond: 100_000 } satisfies Partial<DeliveryOptions>;

/** Ours, from the approval to the last verdict in the ledger. */
export async function durable({ apiRoot, token, concurrency, postgres }: Settings): Promise<Contender> {
  const { pool, ...database } = await openDatabase(postgres, fault);
  const telegram = await startTelegram({ token, apiRoot, onFault: fault });
  const results = resultsOn(pool);
  const ports = {
    ledger: ledgerOn(pool),
    pace: accountsOn(pool),
    clock: systemClock,
    random: Math.random,
    report: { attempted: () => undefined, fault },
  };
  const options = { ...DELIVERY_DEFAULTS, ...DURABLE, concurrency, by: `bench-${process.pid}` };
  const never = new AbortController().signal;
  return {
    async send(phase) {
      const now = new Date();
      const draft = { articleId: null, content: alertFor(phase), createdBy: "telegram:1" };
      const id = await inTransaction(pool, (tx) => insertDraft(tx, draft, now));
      if (id === undefined) throw new Error("no draft was made");
      await approve(pool, id, { editor: "telegram:1", at: now }, fanOut, () => false);
      await deliverDue(telegram, ports, options, never);
      const { open, sent, total } = await results.progress(id);
      if (open > 0 || sent < total) throw new Error(`only ${sent} of ${total} are sent`);
    },
    async [Symbol.asyncDispose]() {
      await telegram[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

function fault(error: unknown): void {
  throw error instanceof Error ? error : new Error(String(error));
}
