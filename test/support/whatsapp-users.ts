import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWhatsAppServer } from "@openclaw/crabline";
import { z } from "zod";
import { WITHIN_MS } from "./until.ts";

/** A text our account sent, as its reader's phone decrypted it. */
interface ReadByUser {
  to: string;
  id: string;
  text: string;
}

const Decrypted = z.object({
  key: z.object({ id: z.string(), remoteJid: z.string(), fromMe: z.literal(true) }),
  message: z.object({ conversation: z.string() }),
});

/** Crabline's WhatsApp server on loopback, for private chats: it decrypts, acknowledges and lets users write. */
export interface WhatsAppUsers extends AsyncDisposable {
  readonly url: string;
  /** Our account's phone number. */
  readonly phone: string;
  readonly read: readonly ReadByUser[];
  says(phone: string, text: string, name?: string): Promise<void>;
}

export async function whatsAppUsers(phone = "15550000000"): Promise<WhatsAppUsers> {
  const folder = await mkdtemp(join(tmpdir(), "kabarkilat-crabline-"));
  const read: ReadByUser[] = [];
  const server = await startWhatsAppServer({
    port: 0,
    selfJid: `${phone}@s.whatsapp.net`,
    recorderPath: join(folder, "whatsapp.jsonl"),
    // By itself it hangs up after 5 s of a busy disk, and then nobody knows whether the message came.
    messageAcceptanceTimeoutMs: WITHIN_MS,
    onEvent({ body }) {
      const sent = Decrypted.safeParse(body);
      if (!sent.success) return;
      const { key, message } = sent.data;
      read.push({ to: key.remoteJid, id: key.id, text: message.conversation });
    },
  });
  const { adminToken, endpoints } = server.manifest;

  return {
    url: endpoints.baileysWebSocketUrl,
    phone,
    read,
    async says(from, text, name = "Ana") {
      const jid = `${from}@s.whatsapp.net`;
      const response = await fetch(endpoints.adminInboundUrl, {
        method: "POST",
        headers: { "content-type": "application/json", "x-crabline-admin-token": adminToken },
        body: JSON.stringify({
          messageId: `3A${randomUUID()}`,
          chatJid: jid,
          senderJid: jid,
          text,
          pushName: name,
        }),
      });
      if (!response.ok) throw new Error(`crabline refused the message: ${await response.text()}`);
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
