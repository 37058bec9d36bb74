import { z } from "zod";
import { momentName } from "../../chat/age.ts";
import { figure } from "./table.ts";

/**
 * What the audit log has on an act upon an alert beyond its name, in words that follow it: "untuk 1 Des 2026 18.30 WIB, semula 18.00 WIB". Empty
 * where there is nothing to say.
 */
export function actDetails(act: string, details: Readonly<Record<string, unknown>>): string {
  const { sendAt, until, before, unscheduled, chats } = Details.parse(details);
  const was = before ? `, semula ${momentName(before)}` : "";
  switch (act) {
    case "schedule":
    case "first approval":
      return sendAt ? `untuk ${momentName(sendAt)}${was}` : "";
    case "unschedule":
      return before ? `(${momentName(before)})` : "";
    case "embargo":
      return until ? `sampai ${momentName(until)}` : "(dicabut)";
    case "edit":
      return unscheduled ? `sehingga jadwalnya batal (${momentName(unscheduled)})` : "";
    case "approve":
    case "correct":
    case "update":
    case "recall":
    case "send":
      return chats === null ? "" : `(${figure(chats)} chat)`;
    default:
      return "";
  }
}

/** Why it was done, as whoever did it said it or the service did. */
export function actReason(details: Readonly<Record<string, unknown>>): string | null {
  const { reason, why } = Details.parse(details);
  return reason ?? why;
}

const Moment = z.iso.datetime().pipe(z.coerce.date()).nullable().catch(null);
const Words = z.string().min(1).nullable().catch(null);

/** Each act has some of these; what it has under the same name and is something else counts as nothing. */
const Details = z.object({
  sendAt: Moment,
  until: Moment,
  before: Moment,
  unscheduled: Moment,
  chats: z.number().nullable().catch(null),
  reason: Words,
  why: Words,
});
