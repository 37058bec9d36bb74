import { html } from "hono/html";
import { z } from "zod";
import { may } from "../../alerts/rights.ts";
import { age, dayName } from "../../chat/age.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { haltOf } from "./halt.ts";
import { badge, empty, type Html, noSuchPage, type Notice, page } from "./layout.ts";
import { noticeOf } from "./notices.ts";
import type { SourceSeen } from "./oversight-ports.ts";
import { figure, table } from "./table.ts";
import { FOLLOWS, KINDS, MESSENGERS, OUTCOMES, whyLeft } from "./oversight-words.ts";
import { actName } from "./words.ts";

/** What is behind the alerts: sources, chats, what they follow, what did not arrive, what failed, the archive. */
export const OVERSIGHT: readonly DeskRoute[] = [
  { method: "get", path: "/sumber", who: "look", answer: sources },
  { method: "get", path: "/chat", who: "look", answer: chats },
  { method: "get", path: "/topik", who: "look", answer: topics },
  { method: "get", path: "/cari", who: "look", answer: search },
  { method: "get", path: "/gagal", who: "look", answer: failed },
  { method: "post", path: "/gagal/:id{[0-9]+}", who: "mend", answer: retry },
  { method: "get", path: "/siaran/:id{[0-9]+}/kiriman", who: "look", answer: deliveries },
];

async function shown({ c, parts, person }: Visit, at: string, title: string, body: Html, notice?: Notice) {
  return c.html(page({ title, person, at, halt: await haltOf(parts, person), notice }, body));
}

async function sources(visit: Visit): Promise<Response> {
  const { parts } = visit;
  const now = parts.now();
  const all = await parts.oversight.sources();
  const failing = all.filter(({ health }) => (health?.failures ?? 0) > 0).length;
  const item = ({ id, name, policy, health, news }: SourceSeen): Html =>
    html`<li>
      <article class="item">
        <h2>${name ?? id}</h2>
        <p class="facts">
          ${
            (health?.failures ?? 0) > 0
              ? badge(`Gagal ${figure(health?.failures ?? 0)} kali`, "bad")
              : health?.lastOkAt
                ? badge("Sehat", "good")
                : badge("Belum dibaca")
          }
          <span>${policy === "auto" ? "langsung disiarkan" : "menunggu penyunting"}</span>
          ${health?.lastOkAt ? html`<span>dibaca ${age(health.lastOkAt, now)}</span>` : ""}
          <span>${figure(news?.articles ?? 0)} artikel dalam 24 jam</span>
        </p>
        ${health?.lastError ? html`<p class="why">${health.lastError}</p>` : ""}
        ${news?.latest && news.latestAt ? html`<p class="small soft">Terakhir: ${news.latest} (${age(news.latestAt, now)})</p>` : ""}
      </article>
    </li>`;
  return shown(
    visit,
    "/sumber",
    "Sumber",
    html`<h1>Sumber ${failing > 0 ? badge(`${failing} bermasalah`, "bad") : ""}</h1>
      ${
        all.length === 0
          ? empty("Belum ada sumber", "Sumber ditulis di berkas konfigurasi.")
          : html`<ul class="list">
              ${all.toSorted((a, b) => (b.health?.failures ?? 0) - (a.health?.failures ?? 0)).map(item)}
            </ul>`
      }`,
  );
}

async function chats(visit: Visit): Promise<Response> {
  const { by, days, left } = await visit.parts.oversight.chats();
  const total = by.reduce((sum, one) => sum + one.chats, 0);
  return shown(
    visit,
    "/chat",
    "Chat",
    html`<h1>Chat</h1>
      <section class="card" aria-labelledby="jumlah">
        <h2 id="jumlah">${figure(total)} chat berlangganan</h2>
        ${table(
          "Chat menurut aplikasi dan jenis",
          ["Aplikasi", "Jenis", "Chat"],
          by.map((one) => [MESSENGERS[one.messenger], KINDS[one.kind], figure(one.chats)]),
          [2],
        )}
      </section>
      <section class="card" aria-labelledby="hari">
        <h2 id="hari">Dua minggu terakhir</h2>
        ${
          days.length === 0
            ? html`<p class="soft">Belum ada yang datang atau pergi.</p>`
            : table(
                "Chat yang datang dan pergi",
                ["Hari", "Datang", "Pergi"],
                days.map((one) => [
                  dayName(new Date(`${one.day}T12:00:00+07:00`)),
                  figure(one.joined),
                  figure(one.left),
                ]),
                [1, 2],
              )
        }
      </section>
      ${
        left.length === 0
          ? ""
          : html`<section class="card" aria-labelledby="sebab">
              <h2 id="sebab">Mengapa pergi</h2>
              ${table(
                "Mengapa chat pergi",
                ["Sebab", "Chat"],
                left.map((one) => [whyLeft(one.why), figure(one.chats)]),
                [1],
              )}
            </section>`
      }`,
  );
}

async function topics(visit: Visit): Promise<Response> {
  const all = await visit.parts.oversight.followed();
  const nameOf = (follows: string, topic: string): string => {
    if (follows === "topic") return visit.parts.topics.find(({ id }) => id === topic)?.name ?? topic;
    return topic === "" ? (FOLLOWS[follows] ?? follows) : topic;
  };
  const groups = [...Map.groupBy(all, ({ follows, topic }) => (topic === "" ? "" : follows))];
  return shown(
    visit,
    "/topik",
    "Topik",
    html`<h1>Yang diikuti pembaca</h1>
      ${all.length === 0 ? empty("Belum ada yang diikuti", "Pilihan pembaca terlihat di sini begitu ada yang berlangganan.") : ""}
      ${groups.map(
        ([follows, group]) =>
          html`<section class="card">
            <h2>${follows === "" ? "Umum" : (FOLLOWS[follows] ?? follows)}</h2>
            ${table(
              follows === "" ? "Umum" : (FOLLOWS[follows] ?? follows),
              ["Pilihan", "Chat"],
              group.map((one) => [nameOf(one.follows, one.topic), figure(one.chats)]),
              [1],
            )}
          </section>`,
      )}`,
  );
}

const Search = z.object({
  q: z.string().max(200).catch(""),
  hal: z.coerce.number().int().min(1).max(50).catch(1),
});

async function search(visit: Visit): Promise<Response> {
  const { q, hal } = Search.parse(visit.c.req.query());
  const { found, more, near, meant } = await visit.parts.oversight.search(q, hal);
  const now = visit.parts.now();
  return shown(
    visit,
    "/cari",
    "Arsip",
    html`<h1>Arsip</h1>
      <form method="get" action="/cari" class="card" role="search">
        <label for="q">Cari di semua artikel</label>
        <div class="row">
          <input type="text" id="q" name="q" value="${q}" /><button type="submit">Cari</button>
        </div>
      </form>
      ${meant ? html`<p class="notice">Menampilkan hasil untuk “${meant}”.</p>` : ""}
      ${near ? html`<p class="notice">Tidak ada yang memuat semua kata itu. Ini yang paling dekat.</p>` : ""}
      ${
        found.length === 0
          ? empty("Tidak ditemukan", "Coba kata lain.")
          : html`<ul class="list">
              ${found.map(
                ({ headline, outlet, link, at }) =>
                  html`<li>
                    <article class="item">
                      <h2>${link ? html`<a href="${link}" rel="noreferrer">${headline}</a>` : headline}</h2>
                      <p class="facts">
                        <span>${outlet ?? "tulisan redaksi"}</span
                        ><time datetime="${at.toISOString()}">${age(at, now)}</time>
                      </p>
                    </article>
                  </li>`,
              )}
            </ul>`
      }
      ${more ? html`<p><a class="button" href="/cari?q=${encodeURIComponent(q)}&hal=${hal + 1}">Berikutnya</a></p>` : ""}`,
  );
}

async function failed(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const { total, letters } = await parts.oversight.deadLetters();
  const now = parts.now();
  return shown(
    visit,
    "/gagal",
    "Yang gagal",
    html`<h1>Yang gagal ${total > 0 ? badge(figure(total), "bad") : ""}</h1>
      ${
        letters.length === 0
          ? empty(
              "Tidak ada yang gagal",
              "Artikel yang tidak dapat dibaca setelah lima kali mencoba muncul di sini.",
            )
          : html`<ul class="list">
              ${letters.map(
                ({ id, subject, error, diedAt }) =>
                  html`<li>
                    <article class="item">
                      <h2>${subject}</h2>
                      <p class="facts"><time datetime="${diedAt.toISOString()}">${age(diedAt, now)}</time></p>
                      <p class="why">${error}</p>
                      ${
                        may(person, "mend")
                          ? html`<form method="post" action="/gagal/${id}">
                              <button type="submit">Coba lagi</button>
                            </form>`
                          : ""
                      }
                    </article>
                  </li>`,
              )}
            </ul>`
      }`,
    noticeOf(c.req.query("pesan")),
  );
}

async function retry({ c, parts, person }: Visit): Promise<Response> {
  const done = await parts.oversight.retry(Number(c.req.param("id")), person.audit);
  return c.redirect(`/gagal?pesan=${done ? "diulang" : "tidak-diulang"}`, 303);
}

async function deliveries(visit: Visit): Promise<Response> {
  const { c, parts } = visit;
  const id = Number(c.req.param("id"));
  const one = await parts.alerts.progress(id);
  if (!one) return c.html(noSuchPage(), 404);
  const { reasons, rooms } = await parts.oversight.missed(id);
  const act = (name: string): string =>
    actName(name === "send" || name === "recall" ? name : `correct ${Number(name.slice(8))}`);
  const now = parts.now();
  return shown(
    visit,
    "/siaran",
    `Kiriman siaran ${id}`,
    html`<p><a href="/siaran/${id}">← ${one.alert.content.headline}</a></p>
      <h1>Yang tidak sampai</h1>
      ${
        reasons.length === 0
          ? empty("Semua sampai", "Tidak ada kiriman siaran ini yang gagal atau belum pasti.")
          : html`<section class="card">
              <h2>Menurut sebab</h2>
              ${table(
                "Yang tidak sampai menurut sebab",
                ["Kiriman", "Hasil", "Sebab", "Chat"],
                reasons.map((row) => [
                  act(row.act),
                  OUTCOMES[row.state] ?? row.state,
                  row.why || "–",
                  figure(row.chats),
                ]),
                [3],
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
                ["Nama", "Kiriman", "Hasil", "Sebab", "Kapan"],
                rooms.map((row) => [
                  row.title ?? `${KINDS[row.kind]} ${MESSENGERS[row.messenger]}`,
                  act(row.act),
                  OUTCOMES[row.state] ?? row.state,
                  row.why || "–",
                  row.at ? age(row.at, now) : "–",
                ]),
              )}
            </section>`
      }`,
  );
}
