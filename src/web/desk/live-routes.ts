import { z } from "zod";
import { liveAlert } from "./alert-live.ts";
import { liveDrafts, liveGoing } from "./front-page.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { liveHalt, liveMarks } from "./halt.ts";
import type { Live, LivePart } from "./live.ts";
import { liveWhatsApp } from "./whatsapp-page.ts";

/** What a page may have that is live, by the first word of its name there (`data-live`); what follows it, by colons, is handed on. */
const PARTS: ReadonlyMap<string, (visit: Visit, args: readonly string[]) => Omit<LivePart, "name">> = new Map(
  [
    ["henti", liveHalt],
    ["tanda", liveMarks],
    ["jalan", liveGoing],
    ["draf", liveDrafts],
    ["siaran", liveAlert],
    ["whatsapp", liveWhatsApp],
  ],
);

const Names = z
  .array(z.string().regex(/^[a-z]+(?::\w*)*$/))
  .min(1)
  .max(8);

/** One stream for all parts of a page. Whoever may look may watch; what a part offers goes by the rights of who watches. */
export function liveRoutes(live: Live): readonly DeskRoute[] {
  return [
    {
      method: "get",
      path: "/hidup",
      who: "look",
      answer: (visit) => live.watch(visit.c, partsOf(visit), visit.person.id),
    },
  ];
}

function partsOf(visit: Visit): LivePart[] {
  const names = Names.parse(visit.c.req.queries("bagian") ?? []);
  return [...new Set(names)].flatMap((name) => {
    const [kind = "", ...args] = name.split(":");
    const part = PARTS.get(kind);
    return part ? { name, ...part(visit, args) } : [];
  });
}
