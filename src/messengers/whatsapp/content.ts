import { proto, type WAUrlInfo } from "@whiskeysockets/baileys";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { textFor } from "../whatsapp-text.ts";
import type { UploadedPicture } from "./pictures.ts";

/** What WhatsApp's own clients accept in one text message, in UTF-16 units. */
export const TEXT_LIMIT = 65_536;

/** … and under a picture (Cloud API reference, "Image messages"). A longer alert goes without its picture, but whole. */
export const CAPTION_LIMIT = 1_024;

/** What is to be done toward a chat. `of` is the id of the message that is changed. */
export type Utterance =
  | { kind: "say"; content: Content }
  | { kind: "correct"; content: Content; of: string }
  | { kind: "recall"; of: string };

export interface Content {
  text: string;
  /** The card under the text, written by us: neither Baileys nor a phone opens the link for it. */
  card: { link: string; title: string } | null;
  /** The address of the article's picture. */
  image: string | null;
}

export function contentOf(message: OutgoingMessage): Content {
  const text = textFor(message);
  const { about } = message;
  // WhatsApp ties a card to a link that stands in the text.
  const card = about?.link && text.includes(about.link) ? { link: about.link, title: about.title } : null;
  return { text, card, image: about?.image ?? null };
}

/** The card as Baileys takes it; null keeps it from fetching the link's page by itself. */
export function previewOf({ card }: Content): WAUrlInfo | null {
  return card && { "canonical-url": card.link, "matched-text": card.link, title: card.title };
}

/** A Channel post's content, which is not sealed. */
export function postOf({ text, card }: Content, picture: UploadedPicture | null): proto.IMessage {
  if (picture) return { imageMessage: { ...picture.image, caption: text } };
  return { extendedTextMessage: { text, ...(card && { matchedText: card.link, title: card.title }) } };
}

/** The same post with other words: the picture stays, and so does its absence. */
export function correctedPost(published: Uint8Array | null, content: Content): proto.IMessage {
  const image = published && proto.Message.decode(published).imageMessage;
  return image ? { imageMessage: { ...image, caption: content.text } } : postOf(content, null);
}
