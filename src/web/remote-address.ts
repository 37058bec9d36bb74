import { isIPv6 } from "node:net";
import type { Context } from "hono";
import { z } from "zod";

const Connection = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string().optional() }) }),
});

/**
 * The caller's address. Behind a proxy of ours (one with a private address) it is the last entry of X-Forwarded-For; earlier entries can be
 * forged. null where there is no connection.
 */
export function remoteAddress(c: Context): string | null {
  const peer = Connection.safeParse(c.env).data?.incoming.socket.remoteAddress ?? null;
  if (peer === null || !INSIDE.test(peer)) return peer;
  const heard = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return heard ? heard.slice(0, 100) : peer;
}

/** The key under which a caller's tries are counted: for IPv6 the /64 network, since one connection has 2^64 addresses (RFC 6177). */
export function callerAt(address: string): string {
  if (!isIPv6(address)) return address;
  const inside = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (inside !== undefined) return inside;
  const [before = [], after = []] = address.split("::").map((part) => part.split(":").filter(Boolean));
  const gap = Array.from({ length: 8 - before.length - after.length }, () => "0");
  const network = [...before, ...gap, ...after].slice(0, 4);
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}

/** Loopback and the private networks (RFC 1918, RFC 4193), also as IPv6 writes IPv4. */
const INSIDE = /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/i;
