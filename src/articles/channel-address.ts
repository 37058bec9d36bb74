import { ANY_URL } from "./invitation-words.ts";

/** Addresses of WhatsApp's and Telegram's channels and groups: what is one, wherever it is written. */

/** A WhatsApp channel's id has 24 characters, so that a word glued to the address is no part of it. */
const PLACE = String.raw`(?:www\.)?(?:whatsapp\.com\/channel\/(?:0029[0-9A-Za-z]{20}|[0-9A-Za-z]+)|chat\.whatsapp\.com\/(?:invite\/)?[0-9A-Za-z]+|(?:t|telegram)\.me\/[+\w/-]*[\w])`;
const AT = new RegExp(String.raw`^(?:https?:\/\/)?${PLACE}`, "i");
/** Without a scheme, and no part of another address, name or word. */
const BARE = new RegExp(String.raw`(?<![\w.@/=?&%#-])${PLACE}`, "i");
const SHARE = /t\.me\/share|telegram\.me\/share|[?&]text=/i;

/** The channel to which a link leads: its own address, or the one that a redirector (`…?u=https%3A%2F%2F…`) has in its query; null for none. */
export function channelOf(link: string): string | null {
  if (SHARE.test(link)) return null;
  if (AT.test(link)) return link;
  const carried = [...(URL.parse(link)?.searchParams.values() ?? [])];
  return carried.find((value) => /^https?:/i.test(value) && AT.test(value) && !SHARE.test(value)) ?? null;
}

/** The first channel whose address stands in a text, as it is written there; null for none. */
export function channelIn(text: string): string | null {
  const found =
    addressesIn(text).flatMap((address) => AT.exec(address)?.[0] ?? [])[0] ??
    BARE.exec(text.replaceAll(ANY_URL, " "))?.[0];
  return found === undefined || SHARE.test(found) ? null : found;
}

/** Does every address that stands in a text lead to a channel? */
export function leadsOnlyToChannels(text: string): boolean {
  return addressesIn(text).every((address) => AT.test(address) && !SHARE.test(address));
}

function addressesIn(text: string): string[] {
  return [...text.matchAll(ANY_URL)].map(([address]) => address);
}
