import type { AlertContent } from "../../alerts/alert.ts";
import type { Draft } from "../../chat/ports.ts";
import type { Audience } from "../../delivery/audience.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { renderAlert } from "../../delivery/render.ts";
import { tellOfDraft, untoldDraft, type UntoldDraft, untoldDrafts } from "../../store/alerts/untold.ts";
import type { Core } from "../core.ts";
import type { Notices } from "../messengers/notices.ts";
import { whyUnsendable } from "./preview.ts";

/** Shows editors the drafts that wait for them. Neither rejects: what fails here the sweep repeats. */
export interface WaitingDrafts {
  /** One, where they were not told of it yet. */
  tell(alertId: number): Promise<void>;
  /** All of which they are still to be told: whoever made them may have been killed before. */
  tellAll(): Promise<void>;
}

export function openWaitingDrafts({
  pool,
  events,
  audience,
  notices,
}: Pick<Core, "pool" | "events"> & {
  audience: Audience;
  notices: Pick<Notices, "draftWaits" | "look">;
}): WaitingDrafts {
  const reported = (error: unknown) => events.fault("notice of a draft; the sweep repeats it", error);

  async function tell(id: number): Promise<void> {
    const draft = await untoldDraft(pool, id);
    if (!draft) return;
    const asShown = await shown(draft);
    await tellOfDraft(pool, draft, (tx) => notices.draftWaits(tx, asShown));
    notices.look();
  }

  async function shown({ content, articleId, ...draft }: UntoldDraft): Promise<Draft> {
    return {
      ...draft,
      preview: whyUnsendable(content) === null ? renderAlert(content) : headlineOf(content),
      audience: await audience.count(content, articleId),
    };
  }

  return {
    tell: (id) => tell(id).catch(reported),
    async tellAll() {
      for (const id of (await untoldDrafts(pool).catch(reported)) ?? []) await tell(id).catch(reported);
    },
  };
}

/** The preview of an alert that is too long to be rendered. */
function headlineOf({ headline }: AlertContent): OutgoingMessage {
  return { text: [{ bold: headline.slice(0, 300) }], preview: false };
}
