import { whyTwo } from "../../alerts/four-eyes.ts";
import { PASTE } from "../../articles/article.ts";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import { signInLinkMade } from "../../chat/copy/desk.ts";
import type { Desk } from "../../chat/ports.ts";
import type { Audience } from "../../delivery/audience.ts";
import type { Telegram } from "../../messengers/telegram/telegram.ts";
import { deskMarks } from "../../store/desk/marks.ts";
import { addPerson, adminExists, changePerson, people } from "../../store/desk/people.ts";
import { sealWith } from "../../store/seal.ts";
import { heldBack, sendingSwitch } from "../../store/switches.ts";
import type { DeskParts } from "../../web/desk/ports.ts";
import type { SourceDesk } from "../../web/desk/source-ports.ts";
import type { Core } from "../core.ts";
import type { SourceBook } from "../intake/source-book.ts";
import { type Notices, privateChat } from "../messengers/notices.ts";
import { openNames, sourceNames } from "./display-names.ts";
import { openOversight } from "./oversight.ts";
import { openPeople } from "./people-desk.ts";
import { openSignIn } from "./sign-in.ts";
import { openSourceNews } from "./source-news.ts";

export interface WebDesk {
  parts: DeskParts;
  /** The address that signs this person in, once. */
  signInLink(personId: number): Promise<string>;
  /** The same for a first admin; null where there is one who can sign in. */
  firstAdminLink(): Promise<string | null>;
}

/** The editors' pages, put together. */
export function openWebDesk(
  wiring: Pick<Core, "config" | "pool" | "events" | "now"> & {
    alerts: AlertDesk;
    desk: Desk;
    audience: Audience;
    sourceBook: Pick<SourceBook, "isPaused">;
    sourceDesk: SourceDesk;
    notices: Pick<Notices, "tell">;
    telegram: Pick<Telegram, "username"> | null;
    /** The address of a page of ours. */
    addressOf(path: string): string;
  },
): WebDesk {
  const { config, pool, events, alerts, desk, audience, sourceBook, now } = wiring;
  const sources = sourceNames(config);
  const seal = config.secretsKey === null ? null : sealWith(config.secretsKey);
  const signIn = openSignIn({ pool, seal, now });
  const signInLink = async (id: number) => wiring.addressOf(`/masuk/${await signIn.linkFor(id)}`);
  async function linkMade(accounts: readonly string[], by: string): Promise<void> {
    const names = await openNames(pool, sources);
    for (const account of accounts)
      await wiring.notices.tell(privateChat(account), signInLinkMade(names(by)), account);
  }

  return {
    signInLink,

    async firstAdminLink() {
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
      return "taken" in one ? null : signInLink(one.id); // taken: another process was quicker, and has the link
    },

    parts: {
      alerts,
      desk,
      signIn,
      ...openPeople({ pool, seal, linkFor: signInLink, linkMade, now }),
      topics: config.topics,
      sources,
      newsroom: config.newsroom.name,
      doors: () => ({
        telegram: wiring.telegram?.username ?? null,
        whatsApp:
          config.whatsapp || config.whatsappCloud
            ? { number: config.newsroom.whatsapp ?? config.whatsapp?.phone ?? null }
            : null,
      }),
      whyTwo: (content, source) => whyTwo(config.desk.fourEyes, { content, source: source ?? PASTE }),
      oversight: openOversight({ config, pool, desk, isPaused: sourceBook.isPaused, now }),
      sourceDesk: wiring.sourceDesk,
      sourceNews: openSourceNews({ config, pool, now }),
      sending: async () => {
        const sending = await sendingSwitch(pool);
        return { ...sending, heldBack: sending.on ? null : await heldBack(pool) };
      },
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
