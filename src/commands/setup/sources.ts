import { webAddress } from "../../articles/web-address.ts";
import { hasPassword } from "../../intake/source.ts";
import type { Ask, Complaint } from "./ask.ts";
import type { NewSource } from "./files.ts";
import type { Looked } from "./look.ts";
import type { World } from "./world.ts";

/** Asks for sources until there are no more; `known` is how many there were. */
export async function sourcesOf(ask: Ask, world: World, known: number) {
  const sources: NewSource[] = [];
  const allowedHosts: string[] = [];
  while (await another(ask, known + sources.length)) {
    const found = await source(ask, world);
    if (found === null) break;
    sources.push(found.source);
    if (found.inside) allowedHosts.push(found.inside);
  }
  return { sources, allowedHosts };
}

/** The first is asked for; of further ones, whether there is one. */
function another(ask: Ask, sofar: number): Promise<boolean> {
  if (sofar === 0) return Promise.resolve(true);
  return ask.yes(`There ${sofar === 1 ? "is 1 source" : `are ${sofar} sources`}. Add another one?`, false);
}

/** null: none, at least for now. */
async function source(ask: Ask, world: World): Promise<{ source: NewSource; inside: string | null } | null> {
  let typed = await ask.line(
    "Where do your articles come from? Your site's address, or its feed or news sitemap; empty: none is read, editors paste what is news",
    { complaint: orNone("A web address, such as kabar-anda.co.id") },
  );
  for (;;) {
    if (typed === "") return null;
    ask.doing(`Looking at ${typed}`);
    const { looked, inside } = await lookAtTyped(typed, world);
    if (looked.kind === "page") {
      typed = await ask.choice(
        "That is a page. It names these feeds; which one shall be read?",
        Object.fromEntries(looked.feeds.map(({ address, title }) => [address, `${title} (${address})`])),
      );
    } else if (looked.kind === "nothing") {
      ask.bad(`Nothing can be read there: ${looked.why}.`);
      typed = await ask.line("Another address; empty: none for now", {
        initial: typed,
        complaint: orNone("A web address, such as kabar-anda.co.id/rss"),
      });
    } else {
      ask.good(
        `A ${looked.kind === "feed" ? "feed" : "news sitemap"} with ${looked.articles} article${looked.articles === 1 ? "" : "s"}.`,
      );
      return { source: await described(ask, looked), inside };
    }
  }
}

async function described(
  ask: Ask,
  { kind, address, title }: Extract<Looked, { title: unknown }>,
): Promise<NewSource> {
  const name = await ask.line("What do readers call this outlet?", {
    initial: title ?? "",
    complaint: (answer) => (answer === "" ? "Readers see it with every alert: it needs a name." : undefined),
  });
  const policy = await ask.choice("Who decides that an article of it becomes an alert?", {
    review: "An editor, with a button in the chat (safest to begin with)",
    auto: "Nobody: checked summaries go out by themselves, doubtful ones wait for an editor",
  });
  return { name, policy, ...(kind === "feed" ? { feed: address } : { sitemap: address }) };
}

const orNone =
  (complaint: string): Complaint =>
  (answer) =>
    answer === "" || addressesTyped(answer).length > 0 ? undefined : complaint;

/** What is at what somebody typed: at the first of the addresses that may be meant where anybody answers. */
export async function lookAtTyped(typed: string, world: Pick<World, "look">): ReturnType<World["look"]> {
  const [first = typed, ...others] = addressesTyped(typed);
  let found = await world.look(first);
  for (const other of others) {
    if (found.looked.kind !== "nothing" || !found.looked.silent) break;
    found = await world.look(other);
  }
  return found;
}

/** The addresses that may be meant, none where it is no address: "kabar.co.id" is one by https, or else by http. */
export function addressesTyped(typed: string): string[] {
  const meant = /^https?:\/\//i.test(typed) ? [typed] : [`https://${typed}`, `http://${typed}`];
  return meant.flatMap((address) => {
    const url = webAddress(address);
    return url && !hasPassword(url.href) && /\.|:\d|localhost/.test(url.host) ? [url.href] : [];
  });
}
