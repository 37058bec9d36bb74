import { createHash } from "node:crypto";
import {
  DEFAULT_ORIGIN,
  getBinaryNodeChild,
  type proto,
  S_WHATSAPP_NET,
  type WASocket,
} from "@whiskeysockets/baileys";
import { z } from "zod";
import { imageFacts } from "./image-facts.ts";

/** A picture that WhatsApp has, ready to stand in a Channel post. */
export interface UploadedPicture {
  image: proto.Message.IImageMessage;
  /** Goes with the post's stanza as `media_id`. */
  handle: string | null;
}

export interface PictureDoor {
  /** The bytes at a public address. Rejects where they cannot be had. */
  fetch(url: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Uploads to WhatsApp's media servers; `fetch` but in tests. */
  upload(url: string, init: RequestInit): Promise<Response>;
}

const Uploaded = z.object({ url: z.string(), direct_path: z.string(), handle: z.string().optional() });

/**
 * Fetches a picture and uploads it for a Channel: in the clear, on the path and with the fields that whatsmeow has
 * (upload.go, UploadNewsletter). Baileys uploads to the path for sealed pictures and forgets the handle. Rejects where
 * anything of it fails or takes until `signal` aborts.
 */
export async function uploadPicture(
  sock: WASocket,
  url: string,
  door: PictureDoor,
  signal: AbortSignal,
): Promise<UploadedPicture> {
  const bytes = await door.fetch(url, signal);
  const facts = imageFacts(bytes);
  if (!facts) throw new Error("the picture is neither JPEG nor PNG");

  const fileSha256 = createHash("sha256").update(bytes).digest();
  const { host, auth } = await mediaServer(sock);
  const token = fileSha256.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  const query = new URLSearchParams({ auth, token });
  const response = await door.upload(
    `https://${host}/newsletter/newsletter-image/${token}?${query.toString()}`,
    {
      method: "POST",
      headers: {
        origin: DEFAULT_ORIGIN,
        referer: `${DEFAULT_ORIGIN}/`,
        "content-type": "application/octet-stream",
      },
      body: Buffer.from(bytes),
      signal,
    },
  );
  if (!response.ok) throw new Error(`WhatsApp's media server answered ${response.status}`);
  const { url: at, direct_path: directPath, handle } = Uploaded.parse(await response.json());
  return {
    image: { url: at, directPath, fileSha256, fileLength: bytes.length, ...facts },
    handle: handle ?? null,
  };
}

/** Baileys' own `refreshMediaConn` keeps a question that failed, and then no picture goes on that connection any more. */
async function mediaServer(sock: WASocket): Promise<{ host: string; auth: string }> {
  const answer = await sock.query({
    tag: "iq",
    attrs: { id: sock.generateMessageTag(), type: "set", to: S_WHATSAPP_NET, xmlns: "w:m" },
    content: [{ tag: "media_conn", attrs: {} }],
  });
  const found = getBinaryNodeChild(answer, "media_conn");
  const host = getBinaryNodeChild(found, "host")?.attrs.hostname;
  const auth = found?.attrs.auth;
  if (!host || !auth) throw new Error("WhatsApp named no media server");
  return { host, auth };
}
