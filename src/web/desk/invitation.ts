import { html, raw } from "hono/html";
import { renderSVG } from "uqr";
import type { Html } from "./layout.ts";

/** Links and QR codes that take a reader straight to what they follow. */

/** How readers reach us on each app; null: not there. */
export interface Doors {
  /** The bot's user name, without @. */
  telegram: string | null;
  /** `number` in digits with its country code, null where nobody has told us. */
  whatsApp: { number: string | null } | null;
}

/** What a link subscribes to; null: whoever opens it chooses. */
export type Invited = { id: string; name: string } | null;

/**
 * Telegram's deep link, whose parameter takes 64 letters, digits, _ and - (core.telegram.org/bots/features, "Deep linking"), and WhatsApp's
 * click-to-chat link, which writes the message for the reader to send (faq.whatsapp.com, "How to use click to chat").
 */
export function linksTo(doors: Doors, invited: Invited): { app: string; href: string }[] {
  const { telegram, whatsApp } = doors;
  const said = invited === null ? "Mulai" : `Langganan ${invited.name}`;
  return [
    ...(telegram === null
      ? []
      : [
          {
            app: "Telegram",
            href: `https://t.me/${telegram}${invited === null ? "" : `?start=${invited.id}`}`,
          },
        ]),
    ...(whatsApp === null || whatsApp.number === null
      ? []
      : [{ app: "WhatsApp", href: `https://wa.me/${whatsApp.number}?text=${encodeURIComponent(said)}` }]),
  ];
}

/** The card that makes them: for whatever the reader chooses, or for one of `topics`. `chosen` is what was asked for, "" for the first. */
export function invitation(
  doors: Doors,
  topics: readonly { id: string; name: string }[],
  chosen: string,
): Html {
  const choices = [...topics, { id: "semua", name: "Semua berita" }, { id: "kilat", name: "Berita kilat" }];
  const invited = choices.find(({ id }) => id === chosen) ?? null;
  const links = linksTo(doors, invited);
  return html`<section class="card" id="undang" aria-labelledby="undang-judul">
    <h2 id="undang-judul">Undang pembaca</h2>
    <p class="soft">
      Untuk artikel, poster, dan media sosial: yang membukanya tinggal menekan Mulai di Telegram atau Kirim di
      WhatsApp.
    </p>
    <form method="get" action="/chat#undang" class="filter">
      <div>
        <label for="untuk">Langsung mengikuti</label>
        <select id="untuk" name="untuk">
          <option value="">pilihan pembaca sendiri</option>
          ${choices.map(({ id, name }) => html`<option value="${id}" ${id === invited?.id ? "selected" : ""}>${name}</option>`)}
        </select>
      </div>
      <button type="submit">Buat tautan</button>
    </form>
    <div class="pair">
      ${links.map(
        ({ app, href }) =>
          html`<div>
            <h3>${app}</h3>
            <p class="address"><a href="${href}" rel="noreferrer">${href}</a></p>
            <div class="qr" role="img" aria-label="Kode QR untuk ${app}">
              ${raw(renderSVG(href, { border: 2 }))}
            </div>
          </div>`,
      )}
    </div>
    ${
      doors.whatsApp !== null && doors.whatsApp.number === null
        ? html`<p class="small soft">
            Tautan untuk WhatsApp muncul di sini setelah pengelola mengisi nomornya di konfigurasi (<code
              >newsroom: whatsapp</code
            >).
          </p>`
        : ""
    }
    ${links.length === 0 && doors.whatsApp === null ? html`<p class="soft">Belum ada aplikasi yang tersambung.</p>` : ""}
  </section>`;
}
