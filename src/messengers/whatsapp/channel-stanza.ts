import { type BinaryNode, proto } from "@whiskeysockets/baileys";

/** What is done in a Channel. A correction and a deletion carry the id of the post itself. */
export type ChannelAct =
  | { kind: "publish"; content: proto.IMessage; mediaHandle: string | null }
  | { kind: "correct"; content: proto.IMessage }
  | { kind: "delete" };

/** Only in Channels; elsewhere a correction is "1" and a deletion "7" (whatsmeow, types/message.go, EditAttribute). */
const EDITS = { correct: "3", delete: "8" } as const;

/**
 * The stanza for a Channel, as whatsmeow writes it (send.go, sendNewsletter), which has it from WhatsApp's own clients.
 * Baileys' `sendMessage` cannot be used for corrections and deletions: it writes the codes of chats ("1", "7") and gives the
 * stanza an id of its own, and WhatsApp drops both without a word. It leaves out the media's handle, too.
 */
export function channelStanza(channel: string, id: string, act: ChannelAct): BinaryNode {
  const media = act.kind === "delete" ? "" : mediaTypeOf(act.content);
  return {
    tag: "message",
    attrs: {
      to: channel,
      id,
      type: act.kind === "publish" && media !== "" ? "media" : "text",
      ...(act.kind === "publish" ? {} : { edit: EDITS[act.kind] }),
      ...(act.kind === "publish" && act.mediaHandle ? { media_id: act.mediaHandle } : {}),
    },
    content: [
      {
        tag: "plaintext",
        attrs: media === "" ? {} : { mediatype: media },
        content: act.kind === "delete" ? Buffer.alloc(0) : proto.Message.encode(act.content).finish(),
      },
    ],
  };
}

function mediaTypeOf({ imageMessage, extendedTextMessage }: proto.IMessage): "image" | "url" | "" {
  if (imageMessage) return "image";
  return extendedTextMessage?.title ? "url" : "";
}
