import type { DeskRoute, Visit } from "./guard.ts";
import { haltPart, type Html, marksPart, type Standing } from "./layout.ts";
import type { LivePart } from "./live.ts";
import type { DeskParts, SignedIn } from "./ports.ts";

/** The one stop: pressed on any page, and seen on every other within a second or two. */
export const HALT: readonly DeskRoute[] = [
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

export function liveHalt({ parts, person }: Visit): Omit<LivePart, "name"> {
  return {
    key: `henti ${person.role} ${person.maySend}`,
    look: async () => ({ html: String(await haltOf(parts, person)), over: false }),
  };
}

/** How many wait at the menu's entries, the same for everyone. */
export function liveMarks({ parts }: Visit): Omit<LivePart, "name"> {
  return {
    key: "tanda",
    look: async () => ({ html: String(await marksPart(await parts.marks())), over: false }),
  };
}

/** What every page of this person shows of the whole desk. */
export async function standingOf(parts: DeskParts, person: SignedIn): Promise<Standing> {
  const [halt, marks] = await Promise.all([haltOf(parts, person), parts.marks()]);
  return { halt, marks };
}

async function haltOf(parts: DeskParts, person: SignedIn): Promise<Awaited<Html>> {
  const [sending, nameOf] = await Promise.all([parts.sending(), parts.names()]);
  return haltPart(person, sending, nameOf, parts.now());
}
