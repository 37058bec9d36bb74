import type { DeskRoute } from "./guard.ts";
import { haltPart, type Html, type Standing } from "./layout.ts";
import type { Live } from "./live.ts";
import type { DeskParts, SignedIn } from "./ports.ts";

/** The one stop: pressed on any page, and seen on every other within a second or two. */
export function haltRoutes(live: Live): readonly DeskRoute[] {
  return [
    {
      method: "get",
      path: "/hidup/henti",
      who: "look",
      answer: ({ c, parts, person }) =>
        live.watch(c, `henti ${person.role} ${person.maySend}`, async () => ({
          html: String(await haltOf(parts, person)),
          over: false,
        })),
    },
    {
      method: "post",
      path: "/hentikan",
      who: "stop",
      async answer({ c, parts, person }) {
        await parts.desk.stopAll(person.audit);
        return c.redirect("/?pesan=dihentikan", 303);
      },
    },
    {
      method: "post",
      path: "/lanjutkan",
      who: "send",
      async answer({ c, parts, person }) {
        await parts.desk.resumeAll(person.audit);
        return c.redirect("/?pesan=dilanjutkan", 303);
      },
    },
  ];
}

/** What every page of this person shows of the whole desk. */
export async function standingOf(parts: DeskParts, person: SignedIn): Promise<Standing> {
  const [halt, marks] = await Promise.all([haltOf(parts, person), parts.marks()]);
  return { halt, marks };
}

async function haltOf(parts: DeskParts, person: SignedIn): Promise<Awaited<Html>> {
  const [sending, nameOf] = await Promise.all([parts.sending(), parts.names()]);
  return haltPart(person, sending, nameOf);
}
