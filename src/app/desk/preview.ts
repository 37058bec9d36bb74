import type { AlertContent } from "../../alerts/alert.ts";
import type { CannotSay } from "../../chat/alert-desk.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { AlertTooLong, renderAlert, renderSpeech } from "../../delivery/render.ts";

/** A message as readers will see it, or why it would be refused, in a sentence for editors. */
export type Preview = { message: OutgoingMessage } | { why: string };

/** `render`: how; by default as the alert itself. */
export function previewOf(content: AlertContent, render: typeof renderAlert = renderAlert): Preview {
  try {
    return { message: render(content) };
  } catch (error) {
    return { why: reasonIn(error) };
  }
}

/** Why an alert, its correction or its recall could not be sent (too long), in a sentence for editors; null where all can. */
export function whyUnsendable(content: AlertContent): string | null {
  try {
    renderSpeech(content);
    return null;
  } catch (error) {
    return reasonIn(error);
  }
}

/** Refuses content that could not be sent, while its editor still sees it; null where it could. */
export function cannotSay(content: AlertContent): CannotSay | null {
  const why = content.headline.trim() === "" ? "Judul tidak boleh kosong." : whyUnsendable(content);
  return why === null ? null : { kind: "fault", why };
}

function reasonIn(error: unknown): string {
  if (error instanceof AlertTooLong) return error.message;
  throw error;
}
