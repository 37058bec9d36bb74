import { html } from "hono/html";
import { dayName } from "../../chat/age.ts";
import { KINDS, MESSENGERS } from "../../chat/copy/pieces.ts";
import { DAY_MS, dayOf, momentAt } from "../../time.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { invitation } from "./invitation.ts";
import { heading, type Html, page } from "./layout.ts";
import type { ChatsSeen } from "./oversight-ports.ts";
import { whyLeft } from "./oversight-words.ts";
import { figure, table, tiles } from "./table.ts";

/** Who listens, and how many come and go. */
export const READERS: readonly DeskRoute[] = [{ method: "get", path: "/chat", who: "look", answer: readers }];

type Day = ChatsSeen["days"][number];

async function readers({ c, parts, person }: Visit): Promise<Response> {
  const [{ by, days, left, rooms }, standing] = await Promise.all([
    parts.oversight.chats(),
    standingOf(parts, person),
  ]);
  const sum = (all: readonly { chats: number }[]): number => all.reduce((n, { chats }) => n + chats, 0);
  const of = (name: string): number => sum(by.filter(({ messenger }) => messenger === name));
  const gain = days.reduce((n, { joined, left: gone }) => n + joined - gone, 0);
  return c.html(
    page(
      { title: "Pembaca", person, at: "/chat", standing },
      html`${heading("Pembaca", "Chat, grup, dan saluran yang berlangganan.")}
        ${tiles([
          ["Chat berlangganan", figure(sum(by))],
          ...(["telegram", "whatsapp"] as const).map((name) => [MESSENGERS[name], figure(of(name))] as const),
          ["Bertambah dalam 2 minggu", `${gain >= 0 ? "+" : "−"}${figure(Math.abs(gain))}`],
        ])}
        ${daysOf(days, parts.now())}
        <div class="pair">
          <section class="card" aria-labelledby="jumlah">
            <h2 id="jumlah">Menurut aplikasi</h2>
            ${table(
              "Chat menurut aplikasi dan jenis",
              ["Aplikasi", "Jenis", "Chat"],
              by.map((one) => [MESSENGERS[one.messenger], KINDS[one.kind], figure(one.chats)]),
              [2],
            )}
          </section>
          ${leaving(left)}
        </div>
        ${invitation(parts.doors(), parts.topics, c.req.query("untuk") ?? "")} ${roomsOf(rooms)}`,
    ),
  );
}

function daysOf(days: readonly Day[], now: Date): Html {
  return html`<section class="card" aria-labelledby="hari">
    <h2 id="hari">Dua minggu terakhir</h2>
    ${
      days.length === 0
        ? html`<p class="soft">Belum ada yang datang atau pergi.</p>`
        : html`${growth(lastDays(days, now))}
            <p class="row small soft"><span class="key">Datang</span><span class="key left">Pergi</span></p>
            <details>
              <summary>Angka per hari</summary>
              ${table(
                "Chat yang datang dan pergi",
                ["Hari", "Datang", "Pergi"],
                days.map((one) => [nameOf(one), figure(one.joined), figure(one.left)]),
                [1, 2],
              )}
            </details>`
    }
  </section>`;
}

function leaving(left: ChatsSeen["left"]): Html | "" {
  if (left.length === 0) return "";
  return html`<section class="card" aria-labelledby="sebab">
    <h2 id="sebab">Mengapa pergi</h2>
    ${table(
      "Mengapa chat pergi",
      ["Sebab", "Chat"],
      left.map((one) => [whyLeft(one.why), figure(one.chats)]),
      [1],
    )}
  </section>`;
}

function roomsOf(rooms: ChatsSeen["rooms"]): Html | "" {
  if (rooms.length === 0) return "";
  return html`<section class="card" aria-labelledby="ruang">
    <h2 id="ruang">Saluran dan grup</h2>
    ${table(
      "Saluran dan grup yang berlangganan",
      ["Nama", "Aplikasi", "Jenis", "Sejak"],
      rooms.map((one) => [one.title ?? "–", MESSENGERS[one.messenger], KINDS[one.kind], dayName(one.since)]),
    )}
  </section>`;
}

const DAYS = 14;

const nameOf = ({ day }: Day): string => dayName(momentAt(new Date(day)));

/** Also those on which nobody came or went, the oldest first. */
function lastDays(known: readonly Day[], now: Date): Day[] {
  return Array.from({ length: DAYS }, (_, i) => {
    const day = dayOf(new Date(now.getTime() - (DAYS - 1 - i) * DAY_MS));
    return known.find((one) => one.day === day) ?? { day, joined: 0, left: 0 };
  });
}

/** Who came above the line, who went below it. */
function growth(days: readonly Day[]): Html {
  const up = Math.max(1, ...days.map(({ joined }) => joined));
  const down = Math.max(0, ...days.map(({ left }) => left));
  const height = up + down;
  const gap = height * 0.02;
  return html`<svg
    class="growth"
    viewBox="0 0 ${days.length} ${height + gap}"
    preserveAspectRatio="none"
    role="img"
    aria-label="Paling banyak datang sehari: ${up}; paling banyak pergi: ${down}"
  >
    <line x1="0" x2="${days.length}" y1="${up}" y2="${up}" />
    ${days.map(
      ({ joined, left }, i) =>
        html`<rect class="joined" x="${i + 0.15}" width="0.7" y="${up - joined}" height="${joined}"></rect>
          <rect class="left" x="${i + 0.15}" width="0.7" y="${up + gap}" height="${left}"></rect>`,
    )}
  </svg>`;
}
