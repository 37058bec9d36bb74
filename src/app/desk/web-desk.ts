import type pg from "pg";
import { whyTwo } from "../../alerts/four-eyes.ts";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import type { Desk } from "../../chat/ports.ts";
import type { Config } from "../../config.ts";
import type { Audience } from "../../delivery/audience.ts";
import type { Events } from "../../events.ts";
import { PASTE } from "../../articles/article.ts";
import { deskMarks } from "../../store/desk-marks.ts";
import { articleById } from "../../store/articles.ts";
import { addPerson, adminExists, changePerson, people } from "../../store/people.ts";
import { sealWith } from "../../store/seal.ts";
import { sendingSwitch } from "../../store/switches.ts";
import type { DeskParts } from "../../web/desk/ports.ts";
import type { SourceDesk } from "../../web/desk/source-ports.ts";
import { openNames, sourceNames } from "./display-names.ts";
import { faultsOf } from "./faults.ts";
import { openOversight } from "./oversight.ts";
import { openPeople } from "./people-desk.ts";
import type { SourceBook } from "../intake/source-book.ts";
import { openSourceNews } from "./source-news.ts";
import { openSignIn } from "./sign-in.ts";

/** The editors' pages, put together. */
export function openWebDesk(wiring: {
  config: Config;
  pool: pg.Pool;
  events: Events;
  alerts: AlertDesk;
  desk: Desk;
  audience: Audience;
  sourceBook: Pick<SourceBook, "isPaused">;
  sourceDesk: SourceDesk;
  /** The address of a page of ours. */
  addressOf(path: string): string;
  now(): Date;
}): { parts: DeskParts; linkFor(personId: number): Promise<string>; firstAdmin(): Promise<string | null> } {
  const { config, pool, events, alerts, desk, audience, sourceBook, now } = wiring;
  const sources = sourceNames(config);
  const seal = config.secretsKey === null ? null : sealWith(config.secretsKey);
  const signIn = openSignIn({ pool, seal, now });
  const own = openPeople({
    pool,
    seal,
    linkFor: async (id) => wiring.addressOf(`/masuk/${await signIn.linkFor(id)}`),
    now,
  });
  return {
    linkFor: signIn.linkFor,

    /** The last part of a link for the first admin, where there is none who could sign in. */
    async firstAdmin() {
      if (await adminExists(pool)) return null;
      const admin = { name: FIRST_ADMIN, role: "admin", maySend: true, identities: [] } as const;
      const known = (await people(pool)).find(
        ({ name, disabledAt }) => name === FIRST_ADMIN && disabledAt === null,
      );
      if (known && known.role !== "admin") {
        const again = { ...admin, identities: known.identities, disabled: false };
        await changePerson(pool, known.id, again, "sistem", now());
      }
      const one = known ?? (await addPerson(pool, admin, "sistem", now()));
      return "taken" in one ? null : signIn.linkFor(one.id); // taken: another process was quicker, and has the link
    },

    parts: {
      alerts,
      desk,
      signIn,
      ...own,
      topics: config.topics,
      sources,
      whyTwo: (content, source) => whyTwo(config.desk.fourEyes, { content, source: source ?? PASTE }),
      async faults(articleId, words) {
        const article = articleId === null ? undefined : await articleById(pool, articleId);
        return article?.clean ? faultsOf(words, article.clean, config.summary.budget) : [];
      },
      oversight: openOversight({ config, pool, desk, isPaused: sourceBook.isPaused, now }),
      sourceDesk: wiring.sourceDesk,
      sourceNews: openSourceNews({ config, pool, now }),
      sending: () => sendingSwitch(pool),
      marks: () =>
        deskMarks(
          pool,
          config.sources.map(({ id }) => id),
          now(),
        ),
      reach: (content, articleId) => audience.count(content, articleId),
      names: () => openNames(pool, sources),
      secure: config.publicUrl?.startsWith("https://") ?? false,
      now,
      onFault: (error) => events.fault("desk", error),
    },
  };
}

const FIRST_ADMIN = "Admin pertama";
