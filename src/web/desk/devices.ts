import { html } from "hono/html";
import { age, clockTime, dayName } from "../../chat/age.ts";
import type { Html } from "./layout.ts";
import type { Session } from "./ports.ts";

/** Where somebody is signed in, each with a button that ends it; `current` is the reader's own, which "Keluar" ends. */
export function devices(
  sessions: readonly (Session & { current?: boolean })[],
  action: string,
  now: Date,
): Html {
  return html`<ul class="history">
    ${sessions.map(
      ({ id, device, since, seenAt, current }) =>
        html`<li class="row between">
          <span
            ><strong>${device}</strong>
            <span class="soft"
              >· masuk ${dayName(since)} ${clockTime(since)},
              ${current ? "perangkat ini" : `terakhir dipakai ${age(seenAt, now)}`}</span
            ></span
          >
          ${
            current
              ? ""
              : html`<form method="post" action="${action}">
                  <button type="submit" name="session" value="${id}" aria-label="Keluarkan ${device}">
                    Keluarkan
                  </button>
                </form>`
          }
        </li>`,
    )}
  </ul>`;
}
