import { z } from "zod";

/** Who may do what at the desk. The right to send is given to each person, apart from the role. */

export const Role = z.enum(["reader", "editor", "chief", "admin"]);
export type Role = z.infer<typeof Role>;

export const Right = z.enum([
  /** See drafts, alerts, sources and the audit log. */
  "look",
  /** Draft, edit and reject; not send or schedule. */
  "edit",
  /** Let something go out to readers, or change what went out: approve, schedule, correct, recall. */
  "send",
  /** Pause and stop one alert, or everything. Whoever may edit may stop; starting again needs `send`. */
  "stop",
  /** Retry failed steps and settle unknown deliveries: for chiefs, and for whoever may send. */
  "mend",
  /** Add, pause and take away sources. */
  "sources",
  /** Make, change and disable people. */
  "people",
]);
export type Right = z.infer<typeof Right>;

export interface Person {
  id: number;
  name: string;
  role: Role;
  maySend: boolean;
}

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  reader: ["look"],
  editor: ["look", "edit", "stop"],
  chief: ["look", "edit", "stop", "mend", "sources"],
  admin: ["look", "edit", "stop", "mend", "sources", "people"],
};

/** Whether this person may. Nobody sends without the right to send, whatever their role; a reader never does. */
export function may({ role, maySend }: Pick<Person, "role" | "maySend">, right: Right): boolean {
  if (right === "send") return maySend && role !== "reader";
  if (right === "mend" && maySend && role === "editor") return true;
  return RIGHTS[role].includes(right);
}
