import { startWhatsApp } from "../../src/messengers/whatsapp/whatsapp.ts";
import { openPool } from "../../src/store/database.ts";
import { whatsAppAccountBook } from "../../src/store/whatsapp/account-book.ts";
import { whatsAppSessions } from "../../src/store/whatsapp/session.ts";

/**
 * A process of its own with a WhatsApp account, to be killed: connects to PostgreSQL and the server named in its arguments
 * and prints its pairing QR and its states, one JSON value a line.
 */
const [, , connection = "{}", key = "", url = ""] = process.argv;
const pool = openPool(JSON.parse(connection), 2);
const tell = (what: unknown): boolean => process.stdout.write(`${JSON.stringify(what)}\n`);

const whatsApp = await startWhatsApp({
  account: "utama",
  session: whatsAppSessions(pool, key),
  book: whatsAppAccountBook(pool, "utama"),
  url,
  pairing: { phone: null },
  onPairing: tell,
  onState: tell,
  onFault: () => undefined,
});
await whatsApp.listen({ said: async () => [], changed: async () => undefined });
