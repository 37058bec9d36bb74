import { expect, test } from "vitest";
import { recordRefusal } from "../../../src/store/chats/refusals.ts";
import { type Newsroom, newsroomForEach } from "../dialogue.ts";

let room: Newsroom;
newsroomForEach((opened) => (room = opened));

test.each(["telegram", "whatsapp"] as const)(
  "on %s a reader sees what is kept of them",
  async (messenger) => {
    const ana = room.chat({ messenger, address: "8123456711" });
    expect(await ana.says("/dataku")).toBe("Kami tidak menyimpan data apa pun tentang Anda.");
    await ana.says("/ikuti banjir jakarta");
    await ana.says("/tenang 22-5");
    await room.alert({ headline: "Banjir Jakarta" });
    await ana.says("👍");
    const answer = await ana.says("data saya");
    expect(answer).toContain(
      `Nomor chat Anda di ${messenger === "telegram" ? "Telegram" : "WhatsApp"}: 8123456711`,
    );
    expect(answer).toContain(
      "Sejak 23 Nov 2026\nAnda mengikuti “banjir jakarta”.\nJam tenang: 22.00–05.00 WIB",
    );
    expect(answer).toContain("Catatan kiriman berita: 1\nPendapat tentang berita: 1");
    expect(answer).not.toContain("Ana");
  },
);

test("everything kept of a reader is deleted for good once they confirm, and nothing of anybody else", async () => {
  const ana = room.chat({ address: "8123456711" });
  for (const reader of [ana, room.chat({ address: "8123456815" })]) {
    await reader.says("/ikuti banjir jakarta");
    await reader.says("/ringkasan pagi");
    await reader.says("/ringkasan mati");
  }
  await room.alert({ headline: "Banjir Jakarta" });
  await ana.says("salah");
  await ana.says("/ringkasan sore");
  await room.alert({ headline: "Banjir Jakarta lagi" });
  const others = await traces("8123456815");

  expect(await ana.says("/hapusdataku")).toContain(
    "Ini tidak dapat dibatalkan. Hapus? Balas “ya” kalau yakin.",
  );
  expect(await ana.presses("Batal")).toBe("Baik, dibatalkan.");
  expect(await traces("8123456711")).not.toEqual([]);
  await ana.says("/hapusdataku");
  expect(await ana.presses("Ya, hapus")).toBe(
    "Semua data Anda sudah dihapus dan langganan berakhir. Kode bukti: JJJJ-JJJJ-JJJJ\n" +
      "Kode itu satu-satunya yang kami catat, dan tidak menunjuk kepada Anda.",
  );
  expect(await traces("8123456711")).toEqual([]);
  expect(await traces("8123456815")).toEqual(others);
  const { rows } = await room.db.pool.query("select who, act, subject, details from audit");
  expect(rows).toEqual([
    {
      who: "pembaca",
      act: "erase",
      subject: "JJJJ-JJJJ-JJJJ",
      details: {
        chats: 1,
        deliveries: 1,
        conversations: expect.any(Number),
        people: 0,
        keys: 0,
      },
    },
  ]);
  expect(await room.alert({ headline: "Banjir Jakarta ketiga" })).toEqual(["8123456815"]);
  expect(await ana.says("/dataku")).toBe("Kami tidak menyimpan data apa pun tentang Anda.");
});

test("after that no table of the database knows the person any more, by number, id or chat", async () => {
  const { pool } = room.db;
  const [lid, number] = ["470011223344", "6281377665544"];
  const ana = room.chat({ messenger: "whatsapp", address: `${lid}@lid`, person: number });
  await pool.query("insert into whatsapp_sessions values ('main', '', null)");
  for (const user of [lid, number, "9990001"]) {
    for (const [kind, id] of [
      ["session", `${user}.0`],
      ["session", `${user}_1.12`],
      ["device-list", user],
      ["lid-mapping", user],
      ["lid-mapping", `${user}_reverse`],
      ["tctoken", `${user}@lid`],
      ["sender-key", `120363@g.us::${user}::0`],
    ])
      await pool.query("insert into whatsapp_keys values ('main', $1, $2, '')", [kind, id]);
  }
  for (const address of [`${lid}@lid`, `${number}@s.whatsapp.net`, "9990001@lid"])
    await pool.query("insert into whatsapp_people values ('main', $1, now())", [address]);
  await ana.says("/langganan ekonomi");
  await ana.says("/ikuti banjir jakarta");
  await ana.says("/tenang 22-5");
  await ana.says("/ringkasan pagi");
  await room.alert({ headline: "Banjir Jakarta" });
  await ana.says("/ringkasan mati");
  await room.alert({ headline: "Banjir Jakarta lagi" });
  await ana.says("salah, itu di Bekasi");
  await ana.says("/siarkan palsu");
  const inGroup = room.chat({ messenger: "whatsapp", kind: "group", address: "120363@g.us", person: number });
  await inGroup.says("/terbaru", `120363@g.us/${lid}@lid/3EB0`);
  const { rows } = await pool.query<{ id: string }>("select id from chats where address like $1", [
    `${lid}%`,
  ]);
  const chatId = rows[0]?.id ?? "";
  const known = await tablesThatKnow(chatId, lid, number);
  for (const table of [
    "chats",
    "subscriptions",
    "deliveries",
    "preferences",
    "opinions",
    "digest_items",
    "conversations",
    "whatsapp_keys",
    "whatsapp_people",
  ])
    expect(known).toContain(table);

  await ana.says("hapus data saya");
  expect(await ana.says("ya")).toContain("Semua data Anda sudah dihapus");
  expect(await tablesThatKnow(chatId, lid, number)).toEqual([]);
  expect(await tablesThatKnow("-", "9990001")).toEqual(["whatsapp_keys", "whatsapp_people"]);
});

test("what a reader said before that does nothing when their platform brings it once more", async () => {
  const ana = room.chat({ address: "8123456711" });
  await ana.says("/langganan ekonomi", "brought twice");
  await ana.says("/hapusdataku ya");
  expect(await ana.says("/langganan ekonomi", "brought twice")).toBe("");
  expect(await traces("8123456711")).toEqual([]);
  expect(await ana.says("/langganan ekonomi")).toContain("Anda mengikuti Ekonomi.");
});

test("where there are no buttons, a number or a word confirms", async () => {
  const ana = room.chat({ messenger: "whatsapp", address: "8123456711" });
  await ana.says("/langganan ekonomi");
  expect(await ana.says("hapus data saya")).toContain("1. Ya, hapus semuanya\n2. Batal");
  expect(await ana.says("2")).toBe("Baik, dibatalkan.");
  await ana.says("hapus data saya");
  expect(await ana.says("ya")).toContain("Semua data Anda sudah dihapus");
});

test("among others nobody's data is shown or deleted", async () => {
  const admin = room.chat({ kind: "group", address: "-100", person: "6", admin: true });
  await admin.says("/langganan ekonomi");
  expect(await admin.says("/dataku")).toBe("Perintah itu hanya untuk chat pribadi dengan kami.");
  expect(await admin.says("/hapusdataku ya")).toBe("Perintah itu hanya untuk chat pribadi dengan kami.");
  expect(await admin.says("/langganan")).toContain("Grup ini mengikuti Ekonomi.");
});

test("a refused act is on record without anybody's id, once a day, and as another's the next", async () => {
  const { pool } = room.db;
  const act = { who: "telegram:8123456711", act: "broadcast", subject: "telegram:8123456711" };
  const tried = (at: string, change = {}) => recordRefusal(pool, { ...act, at: new Date(at), ...change });
  for (let second = 10; second < 60; second++) await tried(`2026-11-23T01:00:${second}Z`);
  await tried("2026-11-23T23:00:00Z", { act: "halt" });
  await tried("2026-11-24T01:00:00Z");
  const { rows } = await pool.query<{ who: string; act: string }>(
    "select who, act, subject from audit order by id",
  );
  expect(JSON.stringify(rows)).not.toContain("8123456711");
  expect(rows.map((row) => row.act)).toEqual(["refused broadcast", "refused halt", "refused broadcast"]);
  expect(rows[0]?.who).toMatch(/^telegram:~[0-9a-f]{16}$/);
  expect(rows[1]?.who).toBe(rows[0]?.who);
  expect(rows[2]?.who).not.toBe(rows[0]?.who);
  const salts = await pool.query("select day::text from audit_salts");
  expect(salts.rows).toEqual([{ day: "2026-11-24" }]);
});

/** Every row of every table in which this address, or the chat that has it, still stands. */
async function traces(address: string): Promise<string[]> {
  const { rows } = await room.db.pool.query<{ trace: string }>(
    `with mine as (select id from chats where address = $1)
     select 'chat' as trace from mine
     union all select 'subscription ' || topic from subscriptions where chat_id in (select id from mine)
     union all select 'preferences' from preferences where chat_id in (select id from mine)
     union all select 'opinion' from opinions where chat_id in (select id from mine)
     union all select 'digest' from digest_items where chat_id in (select id from mine)
     union all select 'delivery' from deliveries where chat_id in (select id from mine) or not exists (select from chats where id = chat_id)
     union all select 'conversation' from conversations where address = $1 or person = $1
     union all select 'audit' from audit where audit::text like '%' || $1 || '%'`,
    [address],
  );
  return rows.map(({ trace }) => trace);
}

/** Every table with a row in which one of these words stands, or that belongs to this chat. */
async function tablesThatKnow(chatId: string, ...words: string[]): Promise<string[]> {
  const { pool } = room.db;
  const { rows: tables } = await pool.query<{ name: string; ofChats: boolean }>(
    `select c.oid::regclass::text as name,
            exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'chat_id') as "ofChats"
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'p') and nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  expect(tables.length).toBeGreaterThan(30);
  const known: string[] = [];
  for (const { name, ofChats } of tables) {
    const { rowCount } = await pool.query(
      `select from ${name} as t where t::text like any($1) or ${ofChats ? "chat_id::text = $2" : "$2 = ''"} limit 1`,
      [words.map((word) => `%${word}%`), chatId],
    );
    if (rowCount) known.push(name);
  }
  return known;
}
