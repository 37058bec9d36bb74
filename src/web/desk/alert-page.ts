import { html } from "hono/html";
import { supportsOf } from "../../alerts/supports.ts";
import { may } from "../../alerts/rights.ts";
import { age, clockTime, dayName } from "../../chat/age.ts";
import type { OnDesk } from "../../chat/alert-desk.ts";
import { bubbles } from "./bubble.ts";
import { marked } from "./evidence.ts";
import { badge, type Html } from "./layout.ts";
import type { DeskParts, NameOf, SignedIn } from "./ports.ts";
import { progressOf } from "./progress.ts";
import { doneName, STATE_BADGES } from "./words.ts";

/** Words that an editor typed and that were not taken: they stay in the form. */
export interface Typed {
  headline?: string;
  summary?: string;
  flash?: string;
  correction?: string;
  moment?: string;
  reason?: string;
  callToAction?: string;
  callToActionUrl?: string;
  image?: string;
  topics?: readonly string[];
  breaking?: boolean;
  toEveryone?: boolean;
}

/** One alert: as readers will see it, what supports it, and everything that can be done with it. */
export function alertBody(
  one: OnDesk,
  person: SignedIn,
  parts: DeskParts,
  nameOf: NameOf,
  typed: Typed = {},
): Html {
  const { alert } = one;
  const [state, tone] = STATE_BADGES[alert.state];
  const open = alert.state === "draft" || alert.state === "scheduled";
  return html`<div class="work">
    <div class="seen">
      <p class="row small soft">
        ${badge(state, tone)} ${alert.content.breaking ? badge("Berita kilat", "bad") : ""}
        <span>Siaran ${alert.id}</span>
        <time datetime="${one.since.toISOString()}">${age(one.since, parts.now())}</time>
        <span
          >${one.source === null ? "tulisan redaksi" : (parts.sources.get(one.source) ?? one.source)}</span
        >
      </p>
      <h1>${alert.content.headline}</h1>
      ${
        alert.sendAt && alert.state === "scheduled"
          ? html`<p class="notice">
              Dikirim sendiri pada <strong>${dayName(alert.sendAt)} ${clockTime(alert.sendAt)}</strong>.
            </p>`
          : ""
      }
      ${
        alert.embargoUntil && open
          ? html`<p class="notice">
              Diembargo sampai
              <strong>${dayName(alert.embargoUntil)} ${clockTime(alert.embargoUntil)}</strong>.
            </p>`
          : ""
      }
      ${open && one.reasons.length > 0 ? html`<div class="notice bad">${one.reasons.map((why) => html`<p>⚠ ${why}</p>`)}</div>` : ""}
      <div data-live="/siaran/${alert.id}/hidup?v=${alert.version}&k=${alert.state}">${livePart(one)}</div>
      <div id="pratinjau">${bubbles(one.preview)}</div>
    </div>
    <div class="side">
      ${actions(one, person, typed)} ${checks(one)} ${around(one)} ${historyOf(one, nameOf)}
    </div>
    <div class="text">
      ${open && may(person, "edit") ? editForm(one, parts, typed) : ""} ${articleOf(one)}
    </div>
  </div>`;
}

/** What of the page is live: the counts, and what somebody else has done to it since it was made. */
export function livePart(
  one: Pick<OnDesk, "alert" | "acts">,
  perSecond: number | null = null,
  meanwhile: Html | "" = "",
): Html {
  if (one.acts.length === 0) return html`${meanwhile}`;
  return html`${meanwhile}
    <section class="card" aria-labelledby="hasil">
      <h2 id="hasil">Pengiriman</h2>
      ${progressOf(one, perSecond)}
    </section>`;
}

function actions({ alert, reach }: OnDesk, person: SignedIn, typed: Typed): Html | "" {
  const send = may(person, "send");
  const edit = may(person, "edit");
  const { id, version, state } = alert;
  const at = html`<input type="hidden" name="version" value="${version}" />`;
  const post = (act: string, label: string, tone = ""): Html =>
    html`<form method="post" action="/siaran/${id}/${act}">
      ${at}<button type="submit" class="${tone}">${label}</button>
    </form>`;
  const chats = (n: number): string => `${n.toLocaleString("id-ID")} chat`;
  const messengers = Object.entries(reach.byMessenger)
    .map(
      ([name, n]) =>
        `${name === "whatsapp" ? "WhatsApp" : name === "telegram" ? "Telegram" : name} ${n.toLocaleString("id-ID")}`,
    )
    .join(" · ");

  if (state === "draft" || state === "scheduled") {
    return html`<section class="card actions" aria-labelledby="putusan">
      <h2 id="putusan">Putusan</h2>
      <p>
        Untuk
        <strong>${chats(reach.now)}</strong
        >${reach.inDigest > 0 ? `, ${reach.inDigest.toLocaleString("id-ID")} lagi lewat ringkasan` : ""}.
        ${messengers ? html`<br /><span class="soft small">${messengers}</span>` : ""}
      </p>
      ${
        send
          ? html`<div class="row sendbar">
              ${post("siarkan", `Siarkan ke ${chats(reach.now + reach.inDigest)}`, "send")}
              <p class="small soft" data-unsaved hidden>Simpan perubahan Anda dulu.</p>
            </div>`
          : html`<p class="soft">Hak Anda mencakup menyunting, bukan menyiarkan.</p>`
      }
      ${person.chat && edit ? html`<div class="row">${post("coba", "Kirim ke saya dulu")}</div>` : ""}
      ${
        send
          ? html`<details ${typed.moment ? "open" : ""}>
              <summary>Jadwalkan</summary>
              <form method="post" action="/siaran/${id}/jadwalkan">
                ${at}
                <label for="moment"
                  >Waktu <span class="soft">(18.30 · besok 06.00 WITA · 25 Nov 18.30)</span></label
                >
                <div class="row">
                  <input
                    type="text"
                    id="moment"
                    name="moment"
                    value="${typed.moment ?? ""}"
                    required
                  /><button type="submit">Jadwalkan</button>
                </div>
              </form>
              ${state === "scheduled" ? post("batal-jadwal", "Batalkan jadwal") : ""}
            </details>`
          : ""
      }
      ${
        edit
          ? html`<details>
                <summary>Embargo</summary>
                <form method="post" action="/siaran/${id}/embargo">
                  ${at}
                  <label for="until"
                    >Jangan disiarkan sebelum <span class="soft">(kosongkan untuk mencabut)</span></label
                  >
                  <div class="row">
                    <input type="text" id="until" name="moment" /><button type="submit">Simpan</button>
                  </div>
                </form>
              </details>
              <details>
                <summary>Tolak</summary>
                <form method="post" action="/siaran/${id}/tolak">
                  ${at}
                  <label for="reason">Alasan <span class="soft">(untuk redaksi)</span></label>
                  <div class="row">
                    <input type="text" id="reason" name="reason" maxlength="300" /><button
                      type="submit"
                      class="stop"
                    >
                      Tolak draf
                    </button>
                  </div>
                </form>
              </details>`
          : ""
      }
    </section>`;
  }
  if (state === "rejected" || state === "recalled") return "";
  return html`<section class="card actions" aria-labelledby="putusan">
    <h2 id="putusan">Tindakan</h2>
    <div class="row">
      ${state === "sending" && may(person, "stop") ? post("tahan", "Tahan") : ""}
      ${state === "paused" && send ? post("teruskan", "Teruskan", "send") : ""}
      ${(state === "sending" || state === "paused") && may(person, "stop") ? post("hentikan", "Hentikan", "stop") : ""}
    </div>
    ${
      send
        ? html`<details ${typed.correction !== undefined ? "open" : ""}>
              <summary>Ralat</summary>
              <p class="small soft">
                Pesan yang sudah terkirim diubah; di tempat yang tidak dapat diubah lagi, ralat dikirim
                sebagai pesan baru.
              </p>
              <form method="post" action="/siaran/${id}/ralat" data-keeps>
                ${at} ${words(alert.content, typed, "ralat")}
                <div class="field">
                  <label for="correction"
                    >Apa yang semula keliru? <span class="soft">(untuk pembaca)</span></label
                  >
                  <input
                    type="text"
                    id="correction"
                    name="correction"
                    maxlength="300"
                    value="${typed.correction ?? ""}"
                  />
                </div>
                <button type="submit" class="main">Kirim ralat</button>
              </form>
            </details>
            <details ${typed.reason !== undefined ? "open" : ""}>
              <summary>Tarik</summary>
              <p class="small soft">
                Pesannya dihapus di semua chat; di tempat yang tidak dapat dihapus lagi, pembaca diberi tahu
                bahwa kabar ini ditarik.
              </p>
              <form method="post" action="/siaran/${id}/tarik">
                ${at}
                <label for="why">Alasan <span class="soft">(untuk pembaca)</span></label>
                <div class="row">
                  <input
                    type="text"
                    id="why"
                    name="reason"
                    maxlength="300"
                    value="${typed.reason ?? ""}"
                  /><button type="submit" class="stop">Tarik siaran</button>
                </div>
              </form>
            </details>`
        : ""
    }
  </section>`;
}

function words(
  { headline, summary }: { headline: string; summary: string },
  typed: Typed,
  name: string,
): Html {
  return html`<div class="field">
      <label for="${name}-headline">Judul</label>
      <textarea
        id="${name}-headline"
        name="headline"
        rows="2"
        required
        data-counts="${name}-headline-n"
        data-most="120"
      >
${typed.headline ?? headline}</textarea>
      <span class="soft small" id="${name}-headline-n"></span>
    </div>
    <div class="field">
      <label for="${name}-summary">Isi</label>
      <textarea id="${name}-summary" name="summary" rows="6" data-counts="${name}-summary-n" data-most="700">
${typed.summary ?? summary}</textarea>
      <span class="soft small" id="${name}-summary-n"></span>
    </div>`;
}

function editForm({ alert }: OnDesk, { topics }: DeskParts, typed: Typed): Html {
  const { content } = alert;
  return html`<details class="card" ${typed.headline === undefined ? "" : "open"}>
    <summary>Ubah isi</summary>
    <form
      method="post"
      action="/siaran/${alert.id}/ubah"
      data-keeps
      data-previews="/siaran/${alert.id}/pratinjau"
      ${typed.headline === undefined ? "" : "data-dirty"}
    >
      <input type="hidden" name="version" value="${alert.version}" />
      ${words(content, typed, "ubah")}
      <div class="field">
        <label for="flash"
          >Kalimat kilat <span class="soft">(satu baris, untuk ringkasan dan pemberitahuan)</span></label
        >
        <input type="text" id="flash" name="flash" value="${typed.flash ?? content.flash}" maxlength="200" />
      </div>
      <div class="field">
        <label for="cta"
          >Ajakan bergabung <span class="soft">(baris terakhir; kosong: tidak ada)</span></label
        >
        <input
          type="text"
          id="cta"
          name="callToAction"
          value="${typed.callToAction ?? content.callToAction?.text ?? ""}"
          maxlength="500"
        />
      </div>
      <div class="field">
        <label for="cta-url">Tautan ajakan</label>
        <input
          type="url"
          id="cta-url"
          name="callToActionUrl"
          value="${typed.callToActionUrl ?? content.callToAction?.url ?? ""}"
        />
      </div>
      <div class="field">
        <label for="image">Gambar <span class="soft">(alamat; kosong: tidak ada)</span></label>
        <input type="url" id="image" name="image" value="${typed.image ?? content.image ?? ""}" />
      </div>
      <fieldset class="checks">
        <legend>Topik</legend>
        ${topics.map(
          ({ id, name }) =>
            html`<label
              ><input
                type="checkbox"
                name="topics"
                value="${id}"
                ${(typed.topics ?? content.topics).includes(id) ? "checked" : ""}
              />${name}</label
            >`,
        )}
      </fieldset>
      <fieldset class="checks">
        <legend>Penerima</legend>
        <label
          ><input
            type="checkbox"
            name="breaking"
            value="ya"
            ${(typed.breaking ?? content.breaking) ? "checked" : ""}
          />Berita kilat</label
        >
        <label
          ><input
            type="checkbox"
            name="toEveryone"
            value="ya"
            ${(typed.toEveryone ?? content.toEveryone) ? "checked" : ""}
          />Untuk semua yang berlangganan apa pun</label
        >
      </fieldset>
      <button type="submit" class="main">Simpan perubahan</button>
    </form>
  </details>`;
}

function checks({ alert, article, faults }: OnDesk): Html | "" {
  if (!article) return "";
  const evidence = supportsOf(alert.content, article.paragraphs);
  return html`<section class="card" aria-labelledby="periksa">
    <h2 id="periksa">
      Pemeriksaan
      ${faults.length === 0 ? badge("Didukung artikel", "good") : badge(`${faults.length} perlu dilihat`, "bad")}
    </h2>
    ${
      faults.length > 0
        ? html`<ul class="findings">
            ${faults.map(({ why }) => html`<li><span class="no">!</span><span>${why}</span></li>`)}
          </ul>`
        : ""
    }
    <ul class="findings small">
      ${evidence.map(({ said, place }, n) =>
        place === null
          ? html`<li>
              <span class="soft">·</span
              ><span>${said} <span class="soft">(tidak persis begitu di artikel)</span></span>
            </li>`
          : html`<li><span class="ok">✓</span><a href="#bukti-${n}">${said}</a></li>`,
      )}
    </ul>
  </section>`;
}

function articleOf({ alert, article }: OnDesk): Html | "" {
  if (!article) return "";
  const evidence = supportsOf(alert.content, article.paragraphs);
  return html`<section class="card" aria-labelledby="artikel">
    <h2 id="artikel">Artikelnya</h2>
    ${article.link ? html`<p class="small"><a href="${article.link}" rel="noreferrer">${article.link}</a></p>` : ""}
    <div class="article" tabindex="0" role="region" aria-label="Teks artikel">
      ${article.paragraphs.map(
        (paragraph, i) =>
          html`<p>
            ${marked(paragraph, i, evidence).map(({ text, n }) => (n === null ? text : html`<mark id="bukti-${n}">${text}</mark>`))}
          </p>`,
      )}
    </div>
  </section>`;
}

function around({ siblings }: OnDesk): Html | "" {
  if (siblings.length === 0) return "";
  return html`<section class="card" aria-labelledby="seperistiwa">
    <h2 id="seperistiwa">Peristiwa yang sama</h2>
    <ul class="history">
      ${siblings.map(({ id, headline, state }) => html`<li><a href="/siaran/${id}">${headline}</a> ${badge(...STATE_BADGES[state])}</li>`)}
    </ul>
  </section>`;
}

function historyOf({ history }: OnDesk, nameOf: NameOf): Html | "" {
  if (history.length === 0) return "";
  return html`<section class="card" aria-labelledby="catatan">
    <h2 id="catatan">Catatan</h2>
    <ul class="history">
      ${history.map(
        ({ at, who, act }) =>
          html`<li>
            <time datetime="${at.toISOString()}" class="soft">${dayName(at)} ${clockTime(at)}</time
            ><br /><strong>${nameOf(who)}</strong> ${doneName(act)}
          </li>`,
      )}
    </ul>
  </section>`;
}
