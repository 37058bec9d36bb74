import { html } from "hono/html";
import { age } from "../../chat/age.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { empty, heading, noSuchPage, page } from "./layout.ts";
import { KINDS, MESSENGERS, OUTCOMES } from "./oversight-words.ts";
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
  const [{ reasons, rooms }, standing] = await Promise.all([
    parts.oversight.missed(id),
    standingOf(parts, person),
  ]);
  const act = (name: string): string =>
    actName(name === "send" || name === "recall" ? name : `correct ${Number(name.slice(8))}`);
  const now = parts.now();
  return c.html(
    page(
      { title: `Kiriman siaran ${id}`, person, at: "/siaran", standing },
      html`<p class="small"><a href="/siaran/${id}">← ${one.alert.content.headline}</a></p>
        ${heading("Yang tidak sampai", "Menurut sebabnya. Orang dan chat pribadi tidak disebut.")}
        ${
          reasons.length === 0
            ? empty("Semua sampai", "Tidak ada kiriman siaran ini yang gagal atau belum pasti.")
            : html`<section class="card">
                <h2>Menurut sebab</h2>
                ${table(
                  "Yang tidak sampai menurut sebab",
                  ["Chat", "Hasil", "Sebab", "Aplikasi", "Kiriman"],
                  reasons.map((row) => [
                    figure(row.chats),
                    OUTCOMES[row.state] ?? row.state,
                    row.why || "–",
                    MESSENGERS[row.messenger],
                    act(row.act),
                  ]),
                  [0],
                )}
              </section>`
        }
        ${
          rooms.length === 0
            ? ""
            : html`<section class="card">
                <h2>Kanal dan grup</h2>
                ${table(
                  "Kanal dan grup yang tidak menerima",
                  ["Nama", "Hasil", "Sebab", "Kapan", "Kiriman"],
                  rooms.map((row) => [
                    row.title ?? `${KINDS[row.kind]} ${MESSENGERS[row.messenger]}`,
                    OUTCOMES[row.state] ?? row.state,
                    row.why || "–",
                    row.at ? age(row.at, now) : "–",
                    act(row.act),
                  ]),
                )}
              </section>`
        }`,
    ),
  );
}
