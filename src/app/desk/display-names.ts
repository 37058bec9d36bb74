import type pg from "pg";
import type { Config } from "../../config.ts";
import { PASTE } from "../../articles/article.ts";
import { auditNamesOf, people } from "../../store/people.ts";
import type { SourceNames } from "../../web/desk/ports.ts";
import { whoName } from "../../web/desk/words.ts";
import type { Core } from "../core.ts";
import { outletNames } from "../intake/source-book.ts";

/** Sources' names by their ids, as they are now; that of editors' own texts among them. */
export function sourceNames(config: Pick<Config, "sources">): SourceNames {
  const names = outletNames(config);
  return { get: (id) => (id === PASTE ? "Tempelan redaksi" : names.get(id)) };
}

/** What to call an account that the audit log names: as the desk's people are called now. */
export async function openNames(pool: pg.Pool, sources: SourceNames): Promise<(who: string) => string> {
  const known = new Map(
    (await people(pool))
      .toReversed() // whoever is of the desk now is called so, not who had the account before
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
