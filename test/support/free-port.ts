import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Outgoing connections get their ports from 32768 on (Linux, ip_local_port_range), and one that looks again and again for a server that is gone
 * may be given that server's port, and so be connected to itself: then the server cannot come back. Below there are none.
 */
const FROM = 10_000;
const TO = 32_000;

/** A port of 127.0.0.1 that nobody listens on, and no outgoing connection will have. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, "127.0.0.1");
  try {
    await once(probe, "listening");
  } catch {
    return false; // somebody listens
  }
  probe.close();
  await once(probe, "close");
  return true;
}
