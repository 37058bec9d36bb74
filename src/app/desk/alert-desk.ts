import type { AlertDesk } from "../../chat/alert-desk.ts";
import { type ActsOnDraftsWiring, actsOnDrafts } from "./acts-on-drafts.ts";
import { type ActsOnSentWiring, actsOnSent } from "./acts-on-sent.ts";
import { type AlertsShownWiring, alertsShown } from "./alerts-shown.ts";

/** The AlertDesk on the store: shows alerts, checks what can be said, does the act, and sets off what follows from it. */
export function openAlertDesk(wiring: AlertsShownWiring & ActsOnDraftsWiring & ActsOnSentWiring): AlertDesk {
  return { ...alertsShown(wiring), ...actsOnDrafts(wiring), ...actsOnSent(wiring) };
}
