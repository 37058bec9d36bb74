import { html } from "hono/html";
import { z } from "zod";
import { checkbox } from "./checkbox.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { empty, heading, type Html, page } from "./layout.ts";
import type { Oversight, TopicSeen } from "./oversight-ports.ts";
import { FOLLOWS } from "./oversight-words.ts";
import { figure, table } from "./table.ts";
import { wordsLine } from "./topic-lines.ts";

/** What readers follow, what it brings them, and what could become a topic. */
export const TOPICS: readonly DeskRoute[] = [{ method: "get", path: "/topik", who: "look", answer: topics }];

/** Words that are to be taken over, and into which topic. */
const Taken = z.object({ words: z.array(z.string().trim().min(1).max(100)).max(50), into: z.string() });

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
  const taken = Taken.safeParse({ words: c.req.queries("kata") ?? [], into: c.req.query("ke") }).data;
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
        ${suggestions(suggested, all, taken)}
        <div class="pair">${groups.map(([follows, group]) => groupOf(follows, group))}</div>`,
    ),
  );
}

type Suggested = Awaited<ReturnType<Oversight["suggestions"]>>;

/** Topics stand in the configuration alone, where the newsroom keeps them under review: what is chosen here is a line for it. */
function suggestions(
  suggested: Suggested,
  topics: readonly TopicSeen[],
  taken: z.infer<typeof Taken> | undefined,
): Html {
  return html`<section class="card" aria-labelledby="usul">
    <h2 id="usul">Usul kata pengenal</h2>
    <p class="small soft">
      Kata yang sering ada di judul artikel seminggu terakhir dan belum menjadi kata pengenal topik mana pun.
      Topik hanya diatur di berkas konfigurasi; pilih kata yang cocok, dan halaman ini menuliskan barisnya.
    </p>
    ${
      suggested.length === 0
        ? html`<p class="soft">Belum ada kata yang cukup sering.</p>`
        : html`<form method="get" action="/topik#baris">
            ${table(
              "Kata yang diusulkan",
              ["Kata", "Artikel", "Langganan serupa"],
              suggested.map(({ words, articles, follow }) => [
                html`<div class="checks">
                  ${checkbox("kata", words, words, taken?.words.includes(words) ?? false)}
                </div>`,
                html`<a
                  href="/cari?q=${encodeURIComponent(words)}"
                  aria-label="${figure(articles)} artikel tentang ${words}"
                  >${figure(articles)}</a
                >`,
                follow > 0 ? figure(follow) : "–",
              ]),
              [1, 2],
            )}
            ${
              topics.length === 0
                ? ""
                : html`<div class="filter">
                    <div>
                      <label for="ke">Untuk topik</label>
                      <select id="ke" name="ke">
                        ${topics.map(
                          ({ id, name }) =>
                            html`<option value="${id}" ${id === taken?.into ? "selected" : ""}>
                              ${name}
                            </option>`,
                        )}
                      </select>
                    </div>
                    <button type="submit">Tuliskan barisnya</button>
                  </div>`
            }
          </form>`
    }
    ${lineFor(topics, taken)}
  </section>`;
}

function lineFor(topics: readonly TopicSeen[], taken: z.infer<typeof Taken> | undefined): Html | "" {
  const topic = topics.find(({ id }) => id === taken?.into);
  if (!topic || !taken) return "";
  if (taken.words.length === 0) return html`<p id="baris" class="notice warn">Pilih dulu katanya.</p>`;
  const where = html`di bawah <code>- id: ${topic.id}</code>`;
  return html`<div id="baris">
    <p>
      Di berkas konfigurasi,
      ${topic.words.length > 0 ? html`ganti baris <code>words</code> ${where} dengan baris ini` : html`tambahkan baris ini ${where}`},
      lalu mulai ulang layanan. Satu sentuhan memilih seluruh barisnya.
    </p>
    <pre class="copy" tabindex="0">${wordsLine(topic.words, taken.words)}</pre>
  </div>`;
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
