import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { WhatsAppState } from "../../src/messengers/whatsapp/whatsapp.ts";
import type { WhatsAppServer } from "./whatsapp-server.ts";

/** What is held after so many connections, when everything that can be given back was. */
export interface Held {
  connections: number;
  heapBytes: number;
  /** Sockets, timers and the like that Node waits for. */
  resources: number;
}

/** Cuts the line and waits until the account is back, over and over; measures at the beginning and after each `every`. */
export async function reconnect(
  { states, faults }: { states: WhatsAppState[]; faults: unknown[] },
  server: WhatsAppServer,
  times: number,
  every: number,
): Promise<Held[]> {
  const measured: Held[] = [];
  for (let n = 1; n <= times; n++) {
    states.length = faults.length = 0; // the caller's own record is not what is measured
    server.cuts();
    while (!states.some(({ kind }) => kind === "open")) await pause(5);
    if (n % every === 0) measured.push({ connections: n, ...(await held()) });
  }
  return measured;
}

async function held(): Promise<Omit<Held, "connections">> {
  await pause(500); // what a closed socket still has to do
  for (let i = 0; i < 4; i++) {
    collectGarbage();
    await pause(20);
  }
  return { heapBytes: process.memoryUsage().heapUsed, resources: process.getActiveResourcesInfo().length };
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
