import { html, raw } from "hono/html";
import { renderSVG } from "uqr";
import { z } from "zod";
import { may } from "../../alerts/rights.ts";
import { age, clockTime, dayName } from "../../chat/age.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { badge, type Badge, empty, heading, type Html, type Notice, page } from "./layout.ts";
import type { LivePart } from "./live.ts";
import type { WhatsAppSeen } from "./oversight-ports.ts";
import { figure, table, tiles } from "./table.ts";

/** The WhatsApp account: whether it is connected, what it may do today, and how its phone is paired with the service. */
export const WHATSAPP: readonly DeskRoute[] = [
  { method: "get", path: "/whatsapp", who: "look", answer: (visit) => account(visit) },
  { method: "post", path: "/whatsapp/sambungan", who: "people", answer: anew },
];

export function liveWhatsApp({ parts, person }: Visit): Omit<LivePart, "name"> {
  const pairs = may(person, "people");
  return {
    key: `whatsapp ${pairs}`,
    look: async () => {
      const seen = await parts.oversight.whatsApp();
      return { html: String(await connection(seen, pairs, parts.now())), over: false };
    },
  };
}

const Wanted = z.object({ what: z.enum(["connect", "pair"]) });

async function anew(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const { what } = Wanted.parse(await c.req.parseBody());
  const asked = await parts.oversight.askWhatsApp(what, person.audit);
  if (!asked)
    return account(visit, { tone: "bad", text: "Tidak ada akun WhatsApp yang dapat disambungkan." });
  return account(visit, {
    tone: "plain",
    text:
      what === "pair"
        ? "Pasangan yang lama dilepas. Sebentar lagi kode untuk memasangkan ponsel muncul di sini."
        : "Layanan sedang menyambung lagi; keadaannya berubah di sini.",
  });
}

async function account({ c, parts, person }: Visit, notice?: Notice): Promise<Response> {
  const [seen, standing] = await Promise.all([parts.oversight.whatsApp(), standingOf(parts, person)]);
  return c.html(
    page(
      { title: "WhatsApp", person, at: "/whatsapp", standing, notice },
      html`${heading("WhatsApp", "Akun yang dipakai untuk mengirim, dan keadaannya.")}
        <div data-live="whatsapp">${connection(seen, may(person, "people"), parts.now())}</div>
        ${seen.kind === "phone" && seen.connection && seen.connection.state !== "pairing" && may(person, "people") ? connectAnew(seen.connection.state) : ""}`,
    ),
    notice?.tone === "bad" ? 422 : 200,
  );
}

function connection(seen: WhatsAppSeen, pairs: boolean, now: Date): Html {
  switch (seen.kind) {
    case "off":
      return html`<div class="card">
        ${empty("WhatsApp belum dinyalakan", "Pengelola menyalakannya dengan WHATSAPP=on dan WHATSAPP_SESSION_KEY di lingkungan layanan; kode QR untuk memasangkan ponsel lalu muncul di halaman ini.")}
      </div>`;
    case "cloud":
      return html`<section class="card">
        <h2>WhatsApp Cloud API ${badge("Aktif", "good")}</h2>
        <p>Layanan mengirim lewat Cloud API milik Meta. Tidak ada ponsel yang perlu dipasangkan.</p>
      </section>`;
    case "phone":
      return html`${pairing(seen, pairs)} ${health(seen, now)} ${channels(seen)}`;
  }
}

/** Outside what is live, so that it stays open while the connection's state changes. */
function connectAnew(state: NonNullable<Phone["connection"]>["state"]): Html {
  return html`<details class="card" ${state === "stopped" ? "open" : ""}>
    <summary>Sambungkan atau pasangkan ulang</summary>
    <p>
      <strong>Sambungkan lagi</strong> memakai pasangan yang ada: setelah sesi dipakai di tempat lain, atau
      setelah masalahnya dibereskan di ponsel.
    </p>
    <p>
      <strong>Pasangkan ulang</strong> melepas pasangan yang ada dan menampilkan kode untuk ponsel yang sama
      atau yang lain. Sampai kodenya dipindai, kiriman WhatsApp menunggu; pembaca dan langganan mereka tidak
      hilang.
    </p>
    <form method="post" action="/whatsapp/sambungan" class="row">
      <button type="submit" name="what" value="connect">Sambungkan lagi</button>
      <button type="submit" name="what" value="pair" class="stop">Pasangkan ulang</button>
    </form>
  </details>`;
}

type Phone = WhatsAppSeen & { kind: "phone" };

function pairing({ connection: is }: Phone, pairs: boolean): Html | "" {
  if (!is || (is.qr === null && is.code === null)) return "";
  if (!pairs)
    return html`<p class="notice warn">
      Akun menunggu dipasangkan dengan ponselnya. Hanya admin yang melihat kode QR-nya.
    </p>`;
  return html`<section class="card" aria-labelledby="pasangkan">
    <h2 id="pasangkan">Pasangkan dengan ponsel</h2>
    <ol>
      <li>Buka WhatsApp di ponsel akun redaksi.</li>
      <li>Pilih <strong>Setelan → Perangkat tertaut → Tautkan perangkat</strong>.</li>
      <li>
        ${is.code === null ? "Pindai kode di bawah ini. Kodenya berganti sendiri tiap beberapa puluh detik." : html`Pilih <strong>Tautkan dengan nomor telepon</strong>, lalu ketik kode di bawah ini.`}
      </li>
    </ol>
    ${
      is.qr === null
        ? html`<p class="pairing-code"><code>${is.code}</code></p>`
        : html`<div class="qr" role="img" aria-label="Kode QR untuk memasangkan WhatsApp">
            ${raw(renderSVG(is.qr, { border: 2 }))}
          </div>`
    }
    <p class="small soft">Pakai nomor tersendiri untuk redaksi, bukan nomor pribadi.</p>
  </section>`;
}

const STATES: Readonly<Record<NonNullable<Phone["connection"]>["state"], Badge>> = {
  open: ["Tersambung", "good"],
  connecting: ["Menyambung", "warn"],
  pairing: ["Menunggu dipasangkan", "warn"],
  waiting: ["Terputus, dicoba lagi sendiri", "warn"],
  stopped: ["Berhenti", "bad"],
};

function health(
  { connection: is, number, since, restrictedUntil, sentToday, cap, inUse }: Phone,
  now: Date,
): Html {
  const restricted = restrictedUntil !== null && restrictedUntil > now;
  const state = !is || (!inUse && is.state !== "stopped") ? null : STATES[is.state];
  return html`<section class="card" aria-labelledby="kesehatan">
      <h2 id="kesehatan">
        ${number === null ? "Belum pernah tersambung" : html`+${number}`}
        ${state === null ? badge("Tidak dipegang proses mana pun", "bad") : badge(...state)}
      </h2>
      <p class="facts">
        ${since ? html`<span>dipakai sejak ${dayName(since)}</span>` : ""}
        ${is ? html`<span>keadaan terakhir ${age(is.at, now)}</span>` : ""}
      </p>
      ${is?.why ? html`<p class="why">${is.why}</p>` : ""}
      ${
        restricted
          ? html`<p class="notice bad">
              WhatsApp melarang akun ini memulai chat pribadi sampai
              <strong>${dayName(restrictedUntil)} ${clockTime(restrictedUntil)}</strong>. Saluran dan grup
              tetap jalan; chat pribadi menunggu.
            </p>`
          : ""
      }
    </section>
    ${tiles([
      ["Ke chat pribadi hari ini", figure(sentToday)],
      ["Jatah per hari", figure(cap)],
      ["Pembatasan", restricted ? "Ada" : "Tidak ada"],
    ])}`;
}

function channels({ channels: all }: Phone): Html | "" {
  if (all.length === 0) return "";
  return html`<section class="card" aria-labelledby="saluran">
    <h2 id="saluran">Saluran</h2>
    ${table(
      "Pengikut tiap saluran",
      ["Nama", "Pengikut", "Boleh menulis"],
      all.map(({ name, followers, mayPost }) => [
        name,
        followers === null ? "–" : figure(followers),
        mayPost ? badge("Ya", "good") : badge("Akun ini bukan admin", "bad"),
      ]),
      [1],
    )}
  </section>`;
}
