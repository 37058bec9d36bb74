import { html } from "hono/html";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { empty, heading, type Html, page } from "./layout.ts";
import { FOLLOWS } from "./oversight-words.ts";
import { figure, table } from "./table.ts";

/** What readers follow, what it brings them, and what could become a topic. */
export const TOPICS: readonly DeskRoute[] = [{ method: "get", path: "/topik", who: "look", answer: topics }];

async function topics({ c, parts, person }: Visit): Promise<Response> {
  const { oversight } = parts;
  const [all, followed, suggested, standing] = await Promise.all([
    oversight.topics(),
    oversight.followed(),
    oversight.suggestions(),
    standingOf(parts, person),
  ]);
  const groups = [...Map.groupBy(followed, ({ follows, topic }) => (topic === "" ? "" : follows))].filter(
    ([follows]) => follows !== "topic",
  );
  return c.html(
    page(
      { title: "Topik", person, at: "/topik", standing },
      html`${heading("Topik", "Apa yang diikuti pembaca, dan apa yang mereka terima darinya.")}
        <section class="card" aria-labelledby="topik">
          <h2 id="topik">Topik <span class="soft small">7 hari terakhir</span></h2>
          ${
            all.length === 0
              ? empty("Belum ada topik", "Topik ditulis di berkas konfigurasi.")
              : table(
                  "Topik dalam 7 hari terakhir",
                  ["Topik", "Artikel", "Siaran", "Pengikut"],
                  all.map((one) => [
                    html`<strong>${one.name}</strong
                      >${one.words.length > 0 ? html`<br /><span class="soft small">${one.words.join(", ")}</span>` : ""}`,
                    figure(one.articles),
                    figure(one.alerts),
                    figure(one.chats),
                  ]),
                  [1, 2, 3],
                )
          }
        </section>
        <section class="card" aria-labelledby="usul">
          <h2 id="usul">Usul kata pengenal</h2>
          <p class="small soft">
            Kata yang sering ada di judul artikel seminggu terakhir dan belum menjadi kata pengenal topik mana
            pun. Tambahkan yang cocok ke <code>words</code> sebuah topik di berkas konfigurasi.
          </p>
          ${
            suggested.length === 0
              ? html`<p class="soft">Belum ada kata yang cukup sering.</p>`
              : table(
                  "Usul kata pengenal",
                  ["Kata", "Artikel", "Diikuti pembaca"],
                  suggested.map(({ words, articles, follow }) => [
                    html`<a href="/cari?q=${encodeURIComponent(words)}">${words}</a>`,
                    figure(articles),
                    follow > 0 ? `${figure(follow)} chat` : "–",
                  ]),
                  [1, 2],
                )
          }
        </section>
        <div class="pair">${groups.map(([follows, group]) => groupOf(follows, group))}</div>`,
    ),
  );
}

function groupOf(follows: string, group: readonly { follows: string; topic: string; chats: number }[]): Html {
  const name = follows === "" ? "Umum" : (FOLLOWS[follows] ?? follows);
  return html`<section class="card">
    <h2>${name}</h2>
    ${table(
      name,
      ["Pilihan", "Chat"],
      group.map((one) => [
        one.topic === "" ? (FOLLOWS[one.follows] ?? one.follows) : one.topic,
        figure(one.chats),
      ]),
      [1],
    )}
  </section>`;
}
