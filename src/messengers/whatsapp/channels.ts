import { QueryIds, S_WHATSAPP_NET, type WASocket, getBinaryNodeChild } from "@whiskeysockets/baileys";
import { z } from "zod";

/** A Channel ("newsletter" in the protocol) as WhatsApp tells of it. */
export interface ChannelDetails {
  /** "1203…@newsletter" */
  address: string;
  name: string;
  /** null: not told. */
  followers: number | null;
  /** Whether our account is its owner or one of its admins. */
  mayPost: boolean;
}

/**
 * Finds a Channel by its invite. Null: WhatsApp knows none with it. Rejects when the line breaks or the answer is not
 * understood. Asked twice, because the answer to an invite does not say what we may do there.
 */
export async function findChannel(sock: WASocket, invite: string): Promise<ChannelDetails | null> {
  const found = await ask(sock, { key: invite, type: "INVITE", view_role: "GUEST" });
  if (!found) return null;
  const seen = (await ask(sock, { key: found.id, type: "JID" })) ?? found;
  const followers = seen.thread_metadata?.subscribers_count;
  return {
    address: found.id,
    name: seen.thread_metadata?.name?.text ?? invite,
    followers: followers === undefined ? null : Number(followers),
    mayPost: ["OWNER", "ADMIN"].includes(seen.viewer_metadata?.role ?? ""),
  };
}

const Metadata = z.object({
  id: z.string().regex(/@newsletter$/),
  thread_metadata: z
    .object({
      name: z.object({ text: z.string() }).optional().catch(undefined),
      subscribers_count: z.coerce.string().regex(/^\d+$/).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  viewer_metadata: z.object({ role: z.string() }).nullish().catch(undefined),
});
const Answer = z.object({
  data: z.object({ xwa2_newsletter: Metadata.nullish() }).nullish(),
  errors: z.array(z.object({ extensions: z.object({ error_code: z.number() }).optional() })).optional(),
});

/** Baileys' own `newsletterMetadata` casts whatever comes; here it is read. */
async function ask(sock: WASocket, input: Record<string, string>): Promise<z.infer<typeof Metadata> | null> {
  const variables = {
    fetch_creation_time: true,
    fetch_full_image: false,
    fetch_viewer_metadata: true,
    input,
  };
  const result = await sock.query({
    tag: "iq",
    attrs: { id: sock.generateMessageTag(), type: "get", to: S_WHATSAPP_NET, xmlns: "w:mex" },
    content: [
      {
        tag: "query",
        attrs: { query_id: QueryIds.METADATA },
        content: Buffer.from(JSON.stringify({ variables })),
      },
    ],
  });
  const content = getBinaryNodeChild(result, "result")?.content;
  if (!(content instanceof Uint8Array)) throw new Error("WhatsApp's answer about a Channel has no content");
  const { data, errors } = Answer.parse(JSON.parse(Buffer.from(content).toString()));
  const code = errors?.[0]?.extensions?.error_code;
  if (errors?.length && code !== 404)
    throw new Error(`WhatsApp could not look up the Channel (${code ?? "?"})`);
  return data?.xwa2_newsletter ?? null;
}
