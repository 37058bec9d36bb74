import { fold } from "./fold.ts";
import { CHANNELS_NAME, NEWS } from "./invitation-words.ts";
import { datelinePlaces, outletWord } from "./outlets.ts";

/** What tells whose a channel is: what the article is about, and where it stands. */
export interface About {
  title: string | null;
  link: string | null;
}

/**
 * Is the channel that an invitation names that of somebody in the news? "Ikuti kanal WhatsApp Persela Lamongan" is the club's in an article about
 * Persela, unless the site's own address has that name. A place alone is no name: local papers call their channels so, too.
 */
export function isSubjectsChannel(text: string, { title, link }: About): boolean {
  const found = CHANNELS_NAME.exec(text);
  const name = fold(found?.[1] ?? found?.[2] ?? "");
  const [first = ""] = name.split(" ");
  if (first.length < 3 || outletWord.test(name) || compact(hostOf(link)).includes(first)) return false;
  const told = ` ${fold(title ?? "")} `;
  return told.includes(` ${datelinePlaces.has(first) ? name : first} `) && !datelinePlaces.has(name);
}

/** Does a text name the site by what it calls itself, or by its domain? */
export function namesSite(text: string, link: string | null, site: string | undefined): boolean {
  const said = compact(text);
  return [site ?? "", DOMAIN.exec(hostOf(link))?.[1] ?? ""]
    .map(compact)
    .some((name) => name.length >= 4 && !NEWS.test(name) && said.includes(name));
}

/** "kabarkini" of "daerah.kabarkini.co.id". */
const DOMAIN = /([^.]+)\.(?:(?:co|or|my|web|biz|desa)\.)?[a-z]+$/;

function hostOf(link: string | null): string {
  return URL.parse(link ?? "")?.hostname ?? "";
}

function compact(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
