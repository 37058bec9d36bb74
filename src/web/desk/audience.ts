import { html } from "hono/html";
import { MESSENGERS } from "../../chat/copy/pieces.ts";
import type { Reach } from "../../delivery/audience.ts";
import type { Html } from "./layout.ts";
import { figure } from "./table.ts";

export const chats = (n: number): string => `${figure(n)} chat`;

/** Who would hear it: how many, on which messenger, and how many of them later in a digest. */
export function audience({ now, inDigest, byMessenger }: Reach): Html {
  const parts = [
    ...Object.entries(MESSENGERS).flatMap(([name, label]) => {
      const n = Object.entries(byMessenger).find(([key]) => key === name)?.[1] ?? 0;
      return n > 0 ? [`${label} ${figure(n)}`] : [];
    }),
    ...(inDigest > 0 ? [`${figure(inDigest)} lagi lewat ringkasan`] : []),
  ];
  return html`<p class="size">
    Untuk <strong>${chats(now + inDigest)}</strong>
    ${parts.length > 0 ? html`<br /><span class="soft small">${parts.join(" · ")}</span>` : ""}
  </p>`;
}
