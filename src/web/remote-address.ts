import type { Context } from "hono";
import { z } from "zod";

const Connection = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string().optional() }) }),
});

/** The other end of the connection: whoever calls, or the proxy before us. null where there is no connection. */
export function remoteAddress(c: Context): string | null {
  return Connection.safeParse(c.env).data?.incoming.socket.remoteAddress ?? null;
}
