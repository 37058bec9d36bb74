import type pg from "pg";
import { PASTE } from "../../articles/article.ts";
import type { Config } from "../../config.ts";
import { auditNamesOf, people } from "../../store/desk/people.ts";
import type { SourceNames } from "../../web/desk/ports.ts";
import { whoName } from "../../web/desk/words.ts";
import type { Core } from "../core.ts";
import { outletNames } from "../intake/source-book.ts";

/** The present names of sources by their ids, and what editors' own texts are called. */
export function sourceNames(config: Pick<Config, "sources">): SourceNames {
  const names = outletNames(config);
  return { get: (id) => (id === PASTE ? "Tempelan redaksi" : names.get(id)) };
}

/** What to call an account that the audit log names: as the desk's people are called now. */
export async function openNames(pool: pg.Pool, sources: SourceNames): Promise<(who: string) => string> {
  const known = new Map(
    (await people(pool))
      .toReversed() // so that the person who has the account now wins over one who had it before
      .flatMap((person) => auditNamesOf(person).map((who): [string, string] => [who, person.name])),
  );
  return (who) => {
    const name = known.get(who);
    return name === undefined || name === who ? whoName(who, sources) : name;
  };
}

/** The same for one name at a time. */
export function nameFinder({
  config,
  pool,
}: Pick<Core, "config" | "pool">): (who: string) => Promise<string> {
  return async (who) => (await openNames(pool, sourceNames(config)))(who);
}
