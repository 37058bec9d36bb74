import { openPool } from "../../src/store/database.ts";
import { ledgerOn } from "../../src/store/ledger/deliveries.ts";
import { claim, SENT, settled } from "../store/ledger/claimed.ts";

/** A worker to be killed: claims what is due, writes that it was sent, and says when that is with the ledger. */
const pool = openPool(JSON.parse(process.argv[2] ?? "{}"), 2);
const claimed = await claim(pool);
await ledgerOn(pool).settle(settled(claimed, SENT), () => process.send?.("handed over"));
