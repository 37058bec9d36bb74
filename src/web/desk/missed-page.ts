import { html } from "hono/html";
import { may } from "../../alerts/rights.ts";
import { age } from "../../chat/age.ts";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import { MESSENGERS } from "../../chat/copy/pieces.ts";
import { chatName, SEND_OR_LEAVE } from "../../chat/copy/unknown.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { badge, empty, heading, type Html, noSuchPage, page } from "./layout.ts";
import { noticeOf } from "./notices.ts";
import { OUTCOMES } from "./oversight-words.ts";
import type { SignedIn } from "./ports.ts";
import { settleForm } from "./progress.ts";
import { figure, table } from "./table.ts";
import { actName } from "./words.ts";

/** What of an alert did not arrive, and why. */
export const MISSED: readonly DeskRoute[] = [
  { method: "get", path: "/siaran/:id{[0-9]+}/kiriman", who: "look", answer: deliveries },
];

async function deliveries({ c, parts, person }: Visit): Promise<Response> {
  const id = Number(c.req.param("id"));
  const one = await parts.alerts.progress(id);
  if (!one) return c.html(noSuchPage(), 404);
  const [{ reasons, rooms }, unknown, standing] = await Promise.all([
    parts.oversight.missed(id),
    parts.alerts.unknown(id),
    standingOf(parts, person),
  ]);
  const now = parts.now();
  return c.html(
    page(
      {
        title: `Kiriman siaran ${id}`,
        person,
        at: "/siaran",
        standing,
        notice: noticeOf(c.req.query("pesan")),
      },
      html`<p class="small"><a href="/siaran/${id}">← ${one.alert.content.headline}</a></p>
        ${heading("Yang tidak sampai", "Menurut sebabnya. Dari chat pribadi hanya ujung nomornya yang terlihat.")}
        ${unknown && unknown.total > 0 ? undecided(id, unknown, person, now) : ""}
        ${
          reasons.length === 0
            ? empty("Semua sampai", "Tidak ada kiriman siaran ini yang gagal atau belum pasti.")
            : html`<section class="card">
                <h2>Menurut sebab</h2>
                ${table(
                  "Yang tidak sampai menurut sebab",
                  ["Chat", "Hasil dan sebab", "Aplikasi", "Kiriman"],
                  reasons.map((row) => [
                    figure(row.chats),
                    outcome(row),
                    MESSENGERS[row.messenger],
                    actName(row.act),
                  ]),
                  [0],
                )}
              </section>`
        }
        ${
          rooms.length === 0
            ? ""
            : html`<section class="card">
                <h2>Saluran dan grup</h2>
                ${table(
                  "Saluran dan grup yang tidak menerima",
                  ["Nama", "Hasil dan sebab", "Kapan", "Kiriman"],
                  rooms.map((row) => [
                    chatName({ ...row, name: row.title }),
                    outcome(row),
                    row.at ? age(row.at, now) : "–",
                    actName(row.act),
                  ]),
                )}
              </section>`
        }`,
    ),
  );
}

function outcome({ state, why }: { state: string; why: string }): Html {
  return html`${OUTCOMES[state] ?? state}${why ? html`<br /><span class="soft small">${why}</span>` : ""}`;
}

type Unknown = NonNullable<Awaited<ReturnType<AlertDesk["unknown"]>>>;

/** Unknown deliveries to decide on: all at once, or one by one where an editor can look into the chat. */
function undecided(id: number, { total, named }: Unknown, person: SignedIn, now: Date): Html {
  const mends = may(person, "mend");
  return html`<section class="card" id="tak-pasti" aria-labelledby="belum-pasti">
    <h2 id="belum-pasti">Belum pasti sampai ${badge(figure(total), "warn")}</h2>
    <p class="small">
      Platform tidak memberi jawaban. ${SEND_OR_LEAVE} Saluran dan grup dapat Anda buka sendiri untuk
      melihatnya.
    </p>
    ${
      mends && total > 1
        ? html`<p>Semuanya sekaligus:</p>
            ${settleForm(id)}`
        : ""
    }
    <ul class="history">
      ${named.map(
        (one) =>
          html`<li class="row between">
            <span
              ><strong>${chatName(one)}</strong>
              <span class="soft small"
                >${actName(one.act)}, ${age(one.at, now)}${one.why ? `: ${one.why}` : ""}</span
              ></span
            >
            ${mends ? settleForm(id, { id: one.id, chat: chatName(one) }) : ""}
          </li>`,
      )}
    </ul>
    ${total > named.length ? html`<p class="small soft">… dan ${figure(total - named.length)} lagi.</p>` : ""}
  </section>`;
}
