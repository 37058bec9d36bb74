import { isIPv6 } from "node:net";
import type { Context } from "hono";
import { z } from "zod";

const Connection = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string().optional() }) }),
});

/**
 * Whoever calls. Behind a proxy of ours (its address is none of the Internet's) that is whom it says it has heard, the last one of
 * X-Forwarded-For: what stands before that anyone can write. null where there is no connection.
 */
export function remoteAddress(c: Context): string | null {
  const peer = Connection.safeParse(c.env).data?.incoming.socket.remoteAddress ?? null;
  if (peer === null || !INSIDE.test(peer)) return peer;
  const heard = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return heard ? heard.slice(0, 100) : peer;
}

/** Whose tries count together: an IPv6 connection comes with 2^64 addresses of its own (RFC 6177), which are one caller's. */
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
