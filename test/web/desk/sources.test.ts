import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { type DeskPerson, deskPerson } from "../../support/desk-person.ts";
import { type PublisherServer, rss, startPublisherServer, withBody } from "../../support/publisher-server.ts";
import { until } from "../../support/until.ts";

/** Sources at the desk: what one would have sent, adding it, pausing it, taking it away; over HTTP against the whole service. */

let publisher: PublisherServer;
let app: TestApp;
let chief: DeskPerson;

beforeAll(async () => {
  publisher = await startPublisherServer();
  app = await startTestApp({ settings: { intake: { allowedHosts: [publisher.host] } } });
  chief = await deskPerson(app, "chief");
  await app.says(1, "/langganan semua");
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await publisher[Symbol.asyncDispose]();
});

let n = 0;

/** An item of a feed that has the whole text. */
function item(title: string, at = new Date()): string {
  const text = [
    `SUKAMAJU, KABARKOTA.ID - ${title}, kata Bupati Wiratno Hadi pada Senin pagi di Kabupaten Sukamaju. Perbaikan menelan biaya Rp 9 miliar dari anggaran daerah dan selesai dalam tujuh bulan.`,
    "Warga tidak perlu lagi memutar sejauh 12 kilometer untuk mencapai pasar di kecamatan sebelah, yang selama ini hanya dilayani perahu penyeberangan setiap dua jam.",
    "Dinas Pekerjaan Umum Sukamaju menyiapkan pemeriksaan berkala setiap enam bulan agar kerusakan serupa tidak terulang. Kendaraan berat dilarang lewat sampai pemeriksaan pertama selesai pada akhir tahun.",
    "Wiratno berharap pedagang di kedua kecamatan dapat kembali berjualan seperti sebelum jembatan lama ditutup tiga tahun lalu.",
  ];
  const body = text.map((paragraph) => `<p>${paragraph}</p>`).join("");
  return `<item><title>${title}</title><link>${publisher.url}/berita/${++n}</link><pubDate>${at.toUTCString()}</pubDate><content:encoded><![CDATA[${body}]]></content:encoded></item>`;
}

const form = (change: Record<string, string> = {}): Record<string, string> => ({
  name: "Kabar Kota",
  kind: "feed",
  address: `${publisher.url}/kota.xml`,
  policy: "review",
  ...change,
});
const drafts = async (title: string): Promise<number> => {
  const { rowCount } = await app.db.pool.query("select from alerts where content->>'headline' = $1", [title]);
  return rowCount ?? 0;
};
const read = async (title: string): Promise<boolean> => {
  const { rowCount } = await app.db.pool.query(
    "select from articles where state = 'ready' and clean->>'title' = $1",
    [title],
  );
  return rowCount === 1;
};

test("a trial shows what would have been sent, and writes nothing down", async () => {
  publisher.answer(
    "/coba.xml",
    withBody(rss([item("Jembatan Sukamaju Dibuka"), item("Berita Lama Sekali", new Date("2020-01-01"))])),
  );
  const address = `${publisher.url}/coba.xml`;
  const { text } = await chief.post("/sumber/baru", form({ what: "try", address, policy: "auto" }));
  expect(text).toContain("2 artikel terbaca");
  expect(text).toMatch(
    /Jembatan Sukamaju Dibuka<\/h3>\s*<p class="facts">\s*<span class="badge good">Langsung disiarkan/,
  );
  expect(text).toContain("untuk 1 chat");
  expect(text).toContain("Hanya masuk arsip: sudah lama terbit");
  expect(text, "the form is kept").toContain(`value="${address}"`);
  expect((await app.db.pool.query("select from articles")).rowCount).toBe(0);
  expect((await app.db.pool.query("select from desk_sources")).rowCount).toBe(0);
});

test("a source whose feed is kept elsewhere names its site; an address with a password is refused and not kept", async () => {
  const away = { what: "add", name: "Kabar Jauh", address: `${publisher.url}/jauh.xml` };
  const wrong = await chief.post("/sumber/baru", form({ ...away, site: "kabar-jauh" }));
  expect(wrong.text).toContain("“kabar-jauh” bukan alamat web");
  const withPassword = away.address.replace("//", "//redaksi:rahasia@");
  const refused = await chief.post("/sumber/baru", form({ ...away, address: withPassword }));
  expect(refused.text).toContain("tidak boleh memuat nama pengguna dan kata sandi");
  const added = await chief.post("/sumber/baru", form({ ...away, site: "https://kabar-jauh.example" }));
  expect(added.text).toContain('href="https://kabar-jauh.example"');
  const { rows } = await app.db.pool.query("select settings->>'site' as site from desk_sources");
  expect(rows).toEqual([{ site: "https://kabar-jauh.example" }]);
  await chief.post("/sumber/kabar-jauh/hapus");
});

test("a trial of what is no feed says why", async () => {
  publisher.answer("/halaman", withBody("<html><body>Bukan umpan</body></html>"));
  const { text } = await chief.post(
    "/sumber/baru",
    form({ what: "try", address: `${publisher.url}/halaman` }),
  );
  expect(text).toContain("Tidak terbaca");
});

test("a source added at the desk is read without a restart; paused it brings nothing, and what it published meanwhile alerts nobody", async () => {
  publisher.answer("/kota.xml", withBody(rss([item("Sudah Ada Sebelum Ditambahkan")])));
  const added = await chief.post("/sumber/baru", form({ what: "add" }));
  expect(added.text).toContain("Sumber ditambahkan");
  await until("its first load is in the archive", () => read("Sudah Ada Sebelum Ditambahkan"));
  await until("its first load is over", async () => {
    const { rowCount } = await app.db.pool.query(
      "select from sources where id = 'kabar-kota' and last_ok_at is not null",
    );
    return rowCount === 1;
  });
  expect(await drafts("Sudah Ada Sebelum Ditambahkan")).toBe(0);

  publisher.answer("/kota.xml", withBody(rss([item("Terbit Sesudahnya")])));
  await soon("kabar-kota");
  await until("what comes later is a draft", async () => (await drafts("Terbit Sesudahnya")) === 1);

  expect((await chief.post("/sumber/kabar-kota/jeda")).text).toContain("Dijeda");
  const asked = publisher.asked.length;
  publisher.answer("/kota.xml", withBody(rss([item("Terbit Selama Jeda")])));
  await soon("kabar-kota");
  expect(publisher.asked.slice(asked).some(({ path }) => path === "/kota.xml")).toBe(false);

  expect((await chief.post("/sumber/kabar-kota/lanjut")).text).toContain("Sumber dibaca lagi");
  await until("it is read again", () => read("Terbit Selama Jeda"));
  expect(await drafts("Terbit Selama Jeda")).toBe(0);
  const { rows } = await app.db.pool.query(
    "select act from audit where subject = 'source:kabar-kota' order by id",
  );
  expect(rows.map(({ act }) => act)).toEqual(["add source", "pause source", "resume source"]);

  expect((await chief.post("/sumber/kabar-kota/hapus")).text).toContain("Sumber dihapus");
  expect((await chief.get("/sumber/kabar-kota")).status).toBe(404);
});

test("a source that was taken away and is added again has a first load again: what it published meanwhile alerts nobody", async () => {
  const desa = form({ what: "add", name: "Kabar Desa", address: `${publisher.url}/desa.xml` });
  publisher.answer("/desa.xml", withBody(rss([item("Terbit Sebelum Dihapus")])));
  await chief.post("/sumber/baru", desa);
  await until("its first load is over", async () => {
    const { rowCount } = await app.db.pool.query(
      "select from sources where id = 'kabar-desa' and last_ok_at is not null",
    );
    return rowCount === 1;
  });
  await chief.post("/sumber/kabar-desa/hapus");
  publisher.answer("/desa.xml", withBody(rss([item("Terbit Setelah Dihapus")])));
  expect((await chief.post("/sumber/baru", desa)).text).toContain("Muatan pertamanya hanya masuk arsip");
  await soon("kabar-desa");
  await until("it is read", () => read("Terbit Setelah Dihapus"));
  expect(await drafts("Terbit Setelah Dihapus")).toBe(0);
  await chief.post("/sumber/kabar-desa/hapus");
});

test("whoever may not send adds no source that sends by itself; nobody adds one twice", async () => {
  const mender = await deskPerson(app, "chief", false);
  const refused = await mender.post("/sumber/baru", form({ what: "add", policy: "auto" }));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("hanya dapat ditambahkan oleh yang boleh menyiarkan");
  const known = { address: "https://kabar-uji.example/rss", what: "add" };
  expect((await chief.post("/sumber/baru", form(known))).text).toContain("sudah menjadi sumber: Kabar Uji");
  expect((await app.db.pool.query("select from desk_sources where id <> 'kabar-kota'")).rowCount).toBe(0);
});

/** Makes it due for whoever starts now: a poller that runs has planned its looks already. */
async function soon(source: string): Promise<void> {
  await app.db.pool.query("update sources set next_poll_at = '-infinity' where id = $1", [source]);
  await app.restart();
}
