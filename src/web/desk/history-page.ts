import { html } from "hono/html";
import { z } from "zod";
import { AlertState } from "../../alerts/alert.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { decidedItem } from "./items.ts";
import { empty, heading, page } from "./layout.ts";
import { STATE_BADGES } from "./words.ts";

/** What was decided, the newest first, to be found again by state and by words of its headline. */
export const HISTORY: readonly DeskRoute[] = [
  { method: "get", path: "/siaran", who: "look", answer: history },
];

const DECIDED = ["sending", "paused", "sent", "stopped", "recalled", "rejected"] as const;

const Asked = z.object({
  keadaan: AlertState.optional().catch(undefined),
  kata: z.string().trim().max(100).optional().catch(undefined),
  setelah: z.coerce.number().int().positive().optional().catch(undefined),
});

async function history({ c, parts, person }: Visit): Promise<Response> {
  const { keadaan, kata, setelah } = Asked.parse(c.req.query());
  const [{ found, more }, standing] = await Promise.all([
    parts.oversight.history({ state: keadaan, words: kata, after: setelah }),
    standingOf(parts, person),
  ]);
  const went = await parts.oversight.wentOut(found.map(({ alert }) => alert.id));
  const next = new URLSearchParams({
    ...(keadaan && { keadaan }),
    ...(kata && { kata }),
    setelah: String(found.at(-1)?.alert.id ?? ""),
  });
  return c.html(
    page(
      { title: "Riwayat", person, at: "/siaran", standing },
      html`${heading("Riwayat", "Semua yang disiarkan, ditolak, atau ditarik.")}
        <form method="get" action="/siaran" class="filter" role="search">
          <div class="grow">
            <label for="kata">Judul</label><input type="text" id="kata" name="kata" value="${kata ?? ""}" />
          </div>
          <div>
            <label for="keadaan">Keadaan</label>
            <select id="keadaan" name="keadaan">
              <option value="">Semua</option>
              ${DECIDED.map(
                (state) =>
                  html`<option value="${state}" ${state === keadaan ? "selected" : ""}>
                    ${STATE_BADGES[state][0]}
                  </option>`,
              )}
            </select>
          </div>
          <button type="submit">Saring</button>
        </form>
        ${
          found.length === 0
            ? empty(
                keadaan || kata ? "Tidak ada yang cocok" : "Belum ada siaran",
                keadaan || kata
                  ? "Ubah saringannya."
                  : "Yang disiarkan, ditolak, atau ditarik tercatat di sini.",
              )
            : html`<ul class="list">
                ${found.map((one) => html`<li>${decidedItem(one, parts, went.get(one.alert.id))}</li>`)}
              </ul>`
        }
        ${more ? html`<p><a class="button" href="/siaran?${next.toString()}">Lebih lama</a></p>` : ""}`,
    ),
  );
}
