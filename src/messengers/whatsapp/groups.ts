import type { GroupMetadata } from "@whiskeysockets/baileys";
import type { Clock } from "../../delivery/clock.ts";
import { MINUTE_MS } from "../../time.ts";

/** What is known of groups. WhatsApp limits how often it may be asked (429), so an answer is kept for a while. */
export interface Groups {
  details(jid: string): Promise<GroupMetadata>;
  known(jid: string): GroupMetadata | undefined;
  /** Its members, name or rules changed: ask anew before the next use. */
  forget(jid: string): void;
}

const KEPT = 5 * MINUTE_MS; // milliseconds; changes are told by events, this is for those we missed

export function knowGroups(ask: (jid: string) => Promise<GroupMetadata>, clock: Clock): Groups {
  const groups = new Map<string, { details: GroupMetadata; at: number }>();
  const known = (jid: string): GroupMetadata | undefined => {
    const group = groups.get(jid);
    return group && clock.now().getTime() - group.at < KEPT ? group.details : undefined;
  };
  return {
    known,
    async details(jid) {
      const remembered = known(jid);
      if (remembered) return remembered;
      const details = await ask(jid);
      groups.set(jid, { details, at: clock.now().getTime() });
      return details;
    },
    forget: (jid) => groups.delete(jid),
  };
}

/** May the person with these addresses (LID, phone number) decide for the group? */
export function isAdmin(group: GroupMetadata, person: readonly (string | null)[]): boolean {
  return group.participants.some(
    ({ id, lid, phoneNumber, admin }) =>
      admin != null && [id, lid, phoneNumber].some((jid) => jid && person.includes(jid)),
  );
}
