import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../../src/chat/commands.ts";
import { type ConversationState, FRESH } from "../../../src/chat/state.ts";
import type { Context } from "../../../src/chat/understanding/context.ts";
import type { Intent } from "../../../src/chat/understanding/intent.ts";
import { asKeywords } from "../../../src/chat/understanding/pleas.ts";
import { understand } from "../../../src/chat/understanding/understand.ts";
import { REGIONS, TOPICS } from "../dialogue.ts";

/** What people type to a bot on their telephone, without having read any help. */
const reader: Context = {
  kind: "private",
  topics: TOPICS,
  regions: REGIONS,
  outlets: ["Kabar Nusantara"],
  ourName: "Kabar Pesisir",
  aboutOurs: false,
  editor: false,
  botName: null,
  since: 0,
};

const MEANINGS: Readonly<Record<string, { intent: Intent; said: readonly string[] }>> = {
  "to be left alone": {
    intent: { kind: "goodbye" },
    said: [
      "stop dong",
      "stop dulu",
      "eureun",
      "mandheg dulu ya",
      "lirén min",
      "STOPPP!!!",
      "berhentiin",
      "gak mau lagi",
      "ga usah dikirim lagi ya min",
      "jgn kirim lagi",
      "stop kirim berita ke saya",
      "matiin aja notifnya",
      "udahan ah",
      "UNREG",
      "batalin langganan",
      "saya tidak mau berlangganan lagi",
      "tolong berhenti mengirim pesan ke wa saya",
      "I want to stop",
      "please stop sending me messages",
      "jangan kirim2 lagi",
      "jangan kirim-kirim lagi",
      "jangan di kirim lagi",
      "gausah kirim lagi",
      "mohon dihentikan",
      "mohon hentikan pengiriman berita",
      "mohon untuk tidak mengirim berita lagi ke nomor ini",
      "STOP SEKARANG JUGA",
      "STOP WOI",
      "STOP KIRIM BANGSAT",
      "bangsat berhenti lo",
      "jangan kirim lagi anjing",
      "stop gila lo",
      "makasih, tapi stop dulu ya",
      "sudah cukup, stop",
      "maaf salah nomor, jangan kirim lagi",
      "kok masih kirim sih, stop",
      "bosen, stop dong",
      "bosen stop dong",
      "ga suka, stop",
      "no, stop",
      "skip, stop",
      "muak, berhenti",
      "tidak tertarik, berhenti",
      "bosen politik, berhenti",
      "tidak suka, jangan kirim lagi",
      "gak suka, berhenti langganan",
      "males baca, ga usah dikirim lagi",
      "UNREG ALL",
      "unfollow",
      "unfollow semua",
      "keluarkan saya",
      "langganan dihentikan saja ya",
      "langganan saya tolong dihentikan",
      "langganan saya dibatalkan",
      "langganan stop",
      "langganan batal",
      "langganan gak jadi min",
      "langganan off",
      "/langganan stop",
      "/berhenti dong",
      "/berhenti ya",
      "/berhenti terima kasih",
      "/berhenti langganan",
      "/berhenti kirim berita",
      "/berhenti sekarang",
      "/stop please",
      "/stop!",
      "/berhenti.",
      "/unsub",
    ],
  },
  "silence for tonight": {
    intent: { kind: "prefer", wanted: { pause: { untilMorning: "next" } } },
    said: ["matiin dulu malam ini", "jangan ganggu malam ini", "stop dulu hari ini ya"],
  },
  "to be told how to leave": {
    intent: { kind: "how-to-leave" },
    said: [
      "cara berhenti langganan",
      "gimana cara berhenti",
      "gmn cara unsubscribe min",
      "langganan cara stopnya gimana",
    ],
  },
  "what there is to follow": {
    intent: { kind: "show-topics" },
    said: [
      "langganan dong",
      "langganan ya min",
      "langganan apa saja",
      "udah langganan belum ya",
      "langganan saya masih aktif?",
      "langganan habis kapan",
      "langganan apa aja yg ada",
      "langganan gratis?",
      "langganan bayar gak",
      "langganan saya apa aja",
      "langganan gimana caranya",
      "saya mau ganti langganan",
    ],
  },
  "silence for a week": {
    intent: { kind: "prefer", wanted: { pause: { hours: 168 } } },
    said: [
      "/berhenti seminggu",
      "libur dulu seminggu",
      "jangan kirim selama seminggu",
      "stop dulu 1 minggu",
      "pause sepekan",
    ],
  },
  "silence until Monday": {
    intent: { kind: "prefer", wanted: { pause: { untilMorning: 1 } } },
    said: ["berhenti dulu sampai senin", "jangan kirim berita sampe senin"],
  },
  "a pause, of a length still to be chosen": {
    intent: { kind: "which-setting", setting: "pause", said: "" },
    said: ["istirahat dulu ya", "mau jeda dulu"],
  },
  "quiet nights": {
    intent: { kind: "prefer", wanted: { quiet: { from: 1320, until: 300 } } },
    said: ["jangan kirim malam-malam", "kalo malam jangan ganggu", "tenang malam"],
  },
  "quiet at a time still to be chosen": {
    intent: { kind: "which-setting", setting: "quiet", said: "" },
    said: [
      "gak mau dikirim pagi",
      "gak mau dikirimi berita pagi",
      "tidak mau kirim sore",
      "jangan kirim pagi dan sore",
    ],
  },
  "quiet before the morning": {
    intent: { kind: "prefer", wanted: { quiet: { from: 1320, until: 360 } } },
    said: ["jangan kirim sebelum jam 6 pagi", "jangan ganggu sebelum jam 6"],
  },
  "quiet after the evening": {
    intent: { kind: "prefer", wanted: { quiet: { from: 1260, until: 300 } } },
    said: ["jangan kirim setelah jam 9 malam", "gak usah kirim di atas jam 9 malam"],
  },
  "silence until next week": {
    intent: { kind: "prefer", wanted: { pause: { untilMorning: 1 } } },
    said: ["jeda sampai minggu depan", "stop dulu sampai pekan depan", "/jeda sampai minggu depan"],
  },
  "a digest": {
    intent: { kind: "prefer", wanted: { digest: { morning: true, evening: false } } },
    said: [
      "sehari sekali aja",
      "kirim pagi aja",
      "sekali sehari cukup",
      "kirim tiap jam 7 pagi dong",
      "kirimkan saya berita setiap pagi jam 6",
      "rangkum aja tiap pagi",
    ],
  },
  "an evening digest": {
    intent: { kind: "prefer", wanted: { digest: { morning: false, evening: true } } },
    said: ["ringkas aja tiap sore", "kirimin jam 5 sore aja"],
  },
  "no digest any more": {
    intent: { kind: "prefer", wanted: { digest: { morning: false, evening: false } } },
    said: ["matikan ringkasan", "gak usah ringkasan lagi", "matikan ringkasannya dong"],
  },
  "a digest, perhaps": {
    intent: { kind: "which-setting", setting: "digest", said: "" },
    said: ["tiap pagi aja", "sore aja", "pagi aja cukup"],
  },
  "at most five a day": {
    intent: { kind: "prefer", wanted: { mostADay: 5 } },
    said: ["maksimal 5 berita sehari", "cukup lima berita sehari aja"],
  },
  "to hear from us again": {
    intent: { kind: "come-back" },
    said: ["langganan lagi dong", "lanjutkan", "lanjut", "aktifkan lagi dong", "kirim lagi min"],
  },
  "less, without knowing how": {
    intent: { kind: "too-much" },
    said: [
      "kebanyakan notif",
      "terlalu banyak berita",
      "berisik banget",
      "capek dapet notif terus",
      "spam!!",
      "kok beritanya banyak banget",
      "bot goblok",
      "jangan spam",
      "anjing berisik amat",
      "brengsek spam mulu",
      "kok masih dikirim sih",
      "bangsat kok masih kirim",
    ],
  },
  "a topic": {
    intent: { kind: "follow", wishes: { wishes: [{ kind: "topic", topic: "ekonomi" }], unknown: [] } },
    said: [
      "mau langganan berita ekonomi dong",
      "langgan ekonomi",
      "daftar ekonomi",
      "reg ekonomi",
      "kirim berita ekonomi tiap hari",
    ],
  },
  "words to be told of": {
    intent: { kind: "follow", wishes: { wishes: [{ kind: "words", words: "banjir bekasi" }], unknown: [] } },
    said: [
      "kabari saya kalau ada banjir di bekasi",
      "kasih tau klo ada berita banjir bekasi ya",
      "ingetin kalo banjir bekasi",
      "langganan banjir bekasi",
      "gas follow banjir bekasi",
      "saya mau mengikuti berita banjir bekasi",
      "kalau ada banjir bekasi kasih tau ya",
      "kl ada info banjir bekasi tolong kabarin",
    ],
  },
  "breaking news and nothing else": {
    intent: { kind: "follow", wishes: { wishes: [{ kind: "breaking" }], unknown: [], only: true } },
    said: [
      "berita kilat aja",
      "cuma yang penting aja",
      "yang penting2 aja dong",
      "notif kalau penting aja",
      "/langganan hanya kilat",
    ],
  },
  "a topic no longer": {
    intent: { kind: "unfollow", wishes: { wishes: [{ kind: "topic", topic: "politik" }], unknown: [] } },
    said: [
      "unfollow politik",
      "stop follow politik",
      "/unfollow politik",
      "langganan politik stop",
      "langganan politik batal",
      "langganan politik gak usah",
      "gak usah kirim berita politik lagi",
      "stop berita politik",
      "hapus politik",
      "muak sama politik, hapus politik",
    ],
  },
  "words no longer": {
    intent: { kind: "unfollow", wishes: { wishes: [{ kind: "words", words: "banjir" }], unknown: [] } },
    said: ["berhenti ikuti banjir", "batal ikuti banjir"],
  },
  "hours or days that cannot be chosen": {
    intent: { kind: "other-times" },
    said: [
      "jangan kirim hari minggu",
      "kirim siang aja",
      "kirim jam 12 siang",
      "kirim jam 7",
      "kirim pas weekend aja",
      "seminggu sekali aja",
      "jangan kirim pas jam kerja",
      "jangan ganggu jam kerja",
      "jangan ganggu besok",
      "jangan kirim tiap hari minggu",
    ],
  },
  "whether it is true": {
    intent: { kind: "is-it-true" },
    said: ["ini hoax bukan?", "hoax ga min", "ini hoaks?", "bener ga nih", "beneran?", "apa ini benar"],
  },
  "why it came": {
    intent: { kind: "why" },
    said: [
      "ngapain kirim ini",
      "kenapa saya dapat ini?",
      "kok dikirim ini",
      "kok saya dikirimi berita ini sih",
    ],
  },
  "why nothing came": {
    intent: { kind: "show-topics" },
    said: ["kok belum ada berita", "kenapa saya gak dapat berita"],
  },
  "that it is wrong": {
    intent: { kind: "feedback", verdict: "wrong", words: null },
    said: ["beritanya salah min", "ini hoax", "berita bohong", "infonya gak benar"],
  },
  "what is kept": {
    intent: { kind: "data" },
    said: ["data saya dipakai apa?", "privasi", "dapet nomor saya dari mana?"],
  },
  "to be forgotten": {
    intent: { kind: "erase", confirmed: false },
    said: ["tolong hapus nomor saya", "hapus akun saya", "hapusin semua data saya dong"],
  },
  "who this is": {
    intent: { kind: "who" },
    said: [
      "ini siapa ya?",
      "kamu bot?",
      "ini nomor siapa",
      "who are you?",
      "ini bot apa?",
      "kamu manusia?",
      "ini penipuan ya?",
      "no hp redaksi berapa",
      "mau pasang iklan",
      "saya wartawan mau kirim rilis",
      "kamu ai?",
      "apa itu Kabar Pesisir?",
      "kabar pesisir itu apa ya",
      "ini kabar pesisir?",
    ],
  },
  "what can be done here": {
    intent: { kind: "help" },
    said: [
      "gimana cara pakai ini?",
      "bagaimana cara memakai layanan ini",
      "fitur apa saja",
      "cara makenya gimana",
      "ga ngerti",
      "tolong bantu saya",
    ],
  },
  "that they are there": {
    intent: { kind: "start", wishes: { wishes: [], unknown: [] } },
    said: [
      "P",
      "apa kabar",
      "selamat sore kak",
      "met malam",
      "halo ada orang?",
      "min",
      "gabung",
      "join dong",
      "hallo min selamat malam",
      "slamat pagi nak",
      "sugeng enjing",
    ],
  },
  thanks: {
    intent: { kind: "thanks" },
    said: ["makasih min", "thx", "keren banget", "oke makasih infonya", "matur suwun nak", "makasih yo nduk"],
  },
};

describe.each(Object.entries(MEANINGS))("asks for %s", (_, { intent, said }) => {
  test.each(said)("%j", (words) => {
    expect(understand(words, FRESH, reader)).toEqual(intent);
  });
});

test.each(["tambah wilayah bandung", "tambahin bandung", "ikut bandung dong"])(
  "%j adds a region by its name",
  (words) => {
    expect(understand(words, FRESH, reader)).toEqual({
      kind: "follow",
      wishes: { wishes: [{ kind: "region", region: "Bandung" }], unknown: [] },
    });
  },
);

test.each([
  "ga suka stop",
  "bosan, hapus saya",
  "jangan kebanyakan politik, batalin aja",
  "jangan kirim lagi setiap hari",
  "jangan kirim saya pesan lagi setiap hari",
  "tidak usah kirim setiap hari",
])("%j may be a plea to stop: they are asked", (words) => {
  expect(understand(words, FRESH, reader)).toEqual({ kind: "unsure", words: null, search: words });
});

test.each(["stop babi", "berhenti gila", "berhenti jadi bodoh"])(
  "%j may be said to us or not: they are asked",
  (words) => {
    expect(understand(words, FRESH, reader)).toEqual({ kind: "unsure", words: null, search: words });
  },
);

test("a region that is called by an ordinary word is added where it is said to be one, and else looked for", () => {
  expect(understand("tambah kudus", FRESH, reader)).toEqual({
    kind: "search",
    words: "kudus",
    page: 1,
    toFollow: true,
  });
  for (const said of ["tambah wilayah kudus", "ikut berita kudus", "ikut kota kudus"])
    expect(understand(said, FRESH, reader), said).toEqual({
      kind: "follow",
      wishes: { wishes: [{ kind: "region", region: "Kudus" }], unknown: [] },
    });
});

test.each(["kabari kalau presiden mengikuti ktt", "saya langganan berita gempa"])(
  "%j asks to be told",
  (words) => {
    expect(understand(words, FRESH, reader)).toMatchObject({ kind: "follow" });
  },
);

test.each(["ini siapa", "siapa ini ya?"])("%j in answer to an alert asks who we are", (words) => {
  expect(understand(words, FRESH, { ...reader, aboutOurs: true })).toEqual({ kind: "who" });
});

test("asked about one setting, “pagi aja” is no answer about another: the same is asked again", () => {
  const asked: ConversationState = { ...FRESH, awaiting: { kind: "setting", setting: "quiet" } };
  expect(understand("pagi aja", asked, reader)).toEqual({
    kind: "which-setting",
    setting: "quiet",
    said: "pagi aja",
  });
  expect(understand("mau jeda dulu", asked, reader)).toMatchObject({ setting: "pause" });
});

describe("right after something changed", () => {
  const changed: ConversationState = { ...FRESH, undo: "/ikuti hanya ekonomi" };

  test.each(["batalkan langganan", "batal langganan", "jadi berhenti saja", "salah, berhenti"])(
    "%j is a plea to stop all the same",
    (words) => {
      expect(understand(words, changed, reader)).toEqual({ kind: "goodbye" });
    },
  );

  test.each(["salah", "salah itu"])("%j in answer to an alert is told to editors", (words) => {
    expect(understand(words, changed, { ...reader, aboutOurs: true })).toEqual({
      kind: "feedback",
      verdict: "wrong",
      words,
    });
  });

  test.each(["gak jadi", "salah pencet"])("%j in answer to us takes it back", (words) => {
    expect(understand(words, changed, { ...reader, aboutOurs: true })).toMatchObject({ kind: "take-back" });
  });

  test("half an hour later nothing is taken back", () => {
    expect(understand("salah", changed, { ...reader, since: 30 * 60_000 })).toMatchObject({
      kind: "feedback",
    });
  });
});

test.each(["bukan sembarang pasar", "selain bola ada apa", "jangan di media"])(
  "where a topic is awaited, %j is looked for like any other words",
  (words) => {
    const asked: ConversationState = { ...FRESH, awaiting: { kind: "topic" } };
    expect(understand(words, asked, reader)).toEqual({ kind: "search", words, page: 1, toFollow: true });
  },
);

test("where a topic is awaited, who is tired of one does not follow it", () => {
  const asked: ConversationState = { ...FRESH, awaiting: { kind: "topic" } };
  for (const said of ["politik mulu", "ga suka politik", "kurangi politik"])
    expect(understand(said, asked, reader), said).toMatchObject({ kind: "less-of" });
});

test.each(["judulnya typo", "link beritanya ga bisa dibuka", "foto yang itu salah"])(
  "%j tells editors what is wrong",
  (words) => {
    expect(understand(words, FRESH, reader)).toEqual({ kind: "feedback", verdict: "wrong", words });
  },
);

test.each(["mau berita bola", "saya pengen tau soal banjir bandang"])(
  "%j is looked for, and offered to be followed",
  (words) => {
    expect(understand(words, FRESH, reader)).toEqual({ kind: "search", words, page: 1, toFollow: true });
  },
);

test("what is to be left out and is no topic is asked about, not looked for", () => {
  expect(understand("semua kecuali bola", FRESH, reader)).toEqual({
    kind: "unsure",
    words: null,
    search: "semua kecuali bola",
  });
});

test.each([
  ["saya mau tau banjir bekasi tiap hari", "banjir bekasi"],
  ["notif kalau timnas main", "timnas main"],
  ["wa kalau sudah sampai rumah ya", "sampai rumah"],
  ["tolong ingatkan saya minum obat", "minum obat"],
  ["saya berlangganan koran", "koran"],
  ["saya mengikuti lomba menulis", "lomba menulis"],
  ["diikuti kepulan asap", "kepulan asap"],
  ["kalau sudah transfer kabari ya", "transfer"],
])("%j may be said to somebody else: it is looked for, and offered to be followed", (said, words) => {
  expect(understand(said, FRESH, reader)).toEqual({ kind: "search", words, page: 1, toFollow: true });
});

test("what is named is followed whenever they are to be told", () => {
  expect(understand("notif kalau olahraga", FRESH, reader)).toEqual({
    kind: "follow",
    wishes: { wishes: [{ kind: "topic", topic: "olahraga" }], unknown: [] },
  });
});

test.each(["berhenti setelah 3 hari", "stop setelah 2 jam", "jangan kirim di atas 10 berita"])(
  "%j names no hours in which to be quiet",
  (words) => {
    expect(understand(words, FRESH, reader).kind).not.toBe("prefer");
  },
);

test("of an hour that may be one of the morning or of the evening it is asked which", () => {
  const asked = { kind: "which-setting", setting: "quiet", said: "" };
  expect(understand("jangan kirim setelah jam 9", FRESH, reader)).toEqual(asked);
});

test("as long a message as there may be, of words that can be read in two ways, holds nobody up", () => {
  for (const [first, more] of [
    ["kamu siapa", " bot ini"],
    ["apa", " bot ini"],
    ["ok", " thank you"],
    ["min", " chat admin"],
    ["halo", " selamat malam"],
    ["halo", " apa kabar kilat"],
    ["sedih", " banget nih"],
    ["kamu ai", " bot ini"],
    ["matur suwun", " matur suwun nak"],
    ["jangan kirim", " hari minggu"],
    ["ini hoax", " bukan"],
    ["kalau", " berita gempa"],
    ["gas", " oke yuk gas"],
    ["yang", " jangan hapus"],
    ["ingatkan", " saya kalau ada berita"],
  ] as const)
    expect(understand(`${first}${more.repeat(200)} x`, FRESH, reader)).toHaveProperty("kind");
});

test.each([
  "infokan gempa terbaru",
  "tambah pasukan",
  "ikut lomba lari",
  "kirim berita hari minggu ini",
  "hoax vaksin",
  "anjing rabies",
  "bukan sembarang pasar",
  "kabar pesisir utara",
  "jam kerja baru",
  "penipuan daring",
  "saya baca koran tiap hari",
  "tahu tempe naik setiap hari",
  "sudah dapat pesan pagi",
  "cuma dapat berita sore",
  "olahraga tanpa alat",
  "alamat kantor gubernur",
  "nomor kantor polisi",
  "chat orang hilang",
  "gambar garuda pancasila",
  "kirim tujuh berita pagi buta",
  "foto presiden salah satu",
  "stop kontak terbakar",
  "saya mau berhenti merokok",
  "matikan lampu",
  "tidak mau kalah",
  "jangan berhenti",
  "libur nasional",
  "libur sekolah seminggu",
  "daftar harga pangan",
  "kenapa harga naik",
  "hoaks",
  "salah satu korban",
  "data inflasi",
  "malam ini timnas main",
  "spam call",
  "kirim pasukan",
])("%j is looked for", (words) => {
  expect(understand(words, FRESH, reader)).toEqual({ kind: "search", words, page: 1 });
});

describe("nobody is subscribed by a plea to stop", () => {
  const PLEAS = [
    "stop",
    "berhenti",
    "hentikan",
    "dihentikan",
    "berhentikan",
    "unfollow",
    "STOP!!",
    "distop",
    "/stop",
    "/unfollow",
  ];
  const SPEECHES = [
    "X",
    "X ya",
    "X semua",
    "X politik",
    "X banjir",
    "X bandung",
    "X follow banjir",
    "mau X",
    "langganan X",
    "langganan saya X saja",
    "langganan politik X",
    "langganan banjir X",
    "langganan X banjir",
    "/langganan X",
    "/langganan banjir X",
    "ikuti X",
    "ikuti banjir X",
    "/ikuti X kirim",
    "/ikuti banjir, X",
    "kabari kalau X",
    "daftar X",
    "X banjir setiap hari",
    "kirim X setiap hari",
  ];
  test.each(SPEECHES)("%j", (speech) => {
    for (const plea of PLEAS) {
      for (const awaiting of [null, { kind: "follow" } as const]) {
        const intent = understand(speech.replace("X", plea), { ...FRESH, awaiting }, reader);
        expect(intent, `${plea} in ${speech}`).not.toMatchObject({ kind: "follow" });
      }
    }
  });

  test("it is asked what they want; a button, and quotation marks, mean the words", () => {
    const follows = (words: string) => ({
      kind: "follow",
      wishes: { wishes: [{ kind: "words", words }], unknown: [] },
    });
    expect(understand("/ikuti stop kontak", FRESH, reader)).toEqual({ kind: "unsure", words: "stop kontak" });
    expect(asKeywords("stop kontak")).toBe('"stop" kontak');
    expect(understand(`/ikuti ${asKeywords("stop kontak")}`, FRESH, reader)).toEqual(follows("stop kontak"));
    expect(asKeywords("whatsapp")).toBe('"whatsapp"');
    expect(understand(`/berhenti ${asKeywords("whatsapp")}`, FRESH, reader)).toEqual({
      ...follows("whatsapp"),
      kind: "unfollow",
    });
    expect(asKeywords("banjir jakarta")).toBe("banjir jakarta");
  });
});

describe("whoever was asked what to follow may answer something else", () => {
  const asked = { ...FRESH, awaiting: { kind: "follow" } as const };
  const others = Object.values(MEANINGS).flatMap(({ intent, said }) =>
    intent.kind === "follow" ? [] : said,
  );
  test.each(others)("%j", (said) => {
    expect(understand(said, asked, reader)).toEqual(understand(said, FRESH, reader));
  });

  test.each<[said: string, kind: Intent["kind"]]>([
    ["gak jadi", "cancelled"],
    ["ga jadi deh", "cancelled"],
    ["batal aja", "cancelled"],
    ["nanti aja", "cancelled"],
    ["gak usah", "cancelled"],
    ["makasih", "thanks"],
    ["ok", "thanks"],
    ["bantuan", "help"],
    ["maksudnya?", "help"],
    ["terbaru", "latest"],
    ["cari banjir", "search"],
    ["jeda seminggu", "prefer"],
    ["hapus data saya", "erase"],
    ["salah, itu di Bogor", "feedback"],
    ["ya", "unclear"],
    ["3", "unclear"],
    ["1, 2", "unclear"],
    ["banjir bekasi", "follow"],
    ["bandung", "follow"],
    ["kilat", "follow"],
    ["ikuti banjir", "follow"],
    ["siarkan langsung bola", "follow"],
  ])("%j", (said, kind) => {
    expect(understand(said, asked, reader).kind).toBe(kind);
  });

  test("a command's name is the command", () => {
    for (const { command, alias, words } of COMMANDS.filter(({ who }) => who === "reader")) {
      for (const name of [command, alias, ...words]) {
        expect(understand(name, asked, reader), name).not.toMatchObject({ kind: "follow" });
      }
    }
  });

  test("and an editor's order is heard, whatever was asked", () => {
    for (const kind of ["follow", "search"] as const) {
      const state = { ...FRESH, awaiting: { kind } };
      expect(understand("hentikan", state, { ...reader, editor: true })).toEqual({
        kind: "desk",
        order: { kind: "halt" },
      });
    }
  });
});

test("who was asked what to look for may look for nearly anything", () => {
  const asked = { ...FRESH, awaiting: { kind: "search" } as const };
  expect(understand("langganan koran naik", asked, reader)).toEqual({
    kind: "search",
    words: "langganan koran naik",
    page: 1,
  });
  expect(understand("gak jadi", asked, reader)).toEqual({ kind: "cancelled" });
  expect(understand("jangan kirim lagi", asked, reader)).toEqual({ kind: "goodbye" });
});

test.each(["edit", "broadcast"] as const)("an editor's “gak jadi” is no new text: %s", (kind) => {
  const awaiting = kind === "edit" ? { kind, id: 12 } : { kind };
  const state: ConversationState = { ...FRESH, awaiting };
  expect(understand("gak jadi deh", state, { ...reader, editor: true })).toEqual({ kind: "cancelled" });
});

test.each([
  ["ikuti dong", "ask-follow"],
  ["/ikuti ya min", "ask-follow"],
  ["cari dong", "ask-search"],
  ["halo min mau tanya", "ask-search"],
  ["boleh nanya?", "ask-search"],
])("%j says no more than the command", (said, kind) => {
  expect(understand(said, FRESH, reader)).toEqual({ kind });
});

test("a command with a mark behind it is heard in a group, too", () => {
  expect(understand("/berhenti!", FRESH, { ...reader, kind: "group" })).toEqual({ kind: "goodbye" });
});

test.each<[kind: Intent["kind"], said: readonly string[]]>([
  [
    "show-topics",
    [
      "topik apa aja",
      "daftar topik",
      "apa aja yang bisa diikuti?",
      "aku follow apa",
      "cek langganan",
      "ganti topik",
      "kategori",
    ],
  ],
  ["settings", ["atur jam", "atur notif dong", "pengaturan saya", "setting", "ubah jadwal"]],
  [
    "too-much",
    ["kurangin dong", "kurangi beritanya", "jangan banyak-banyak", "jangan sering-sering ya", "wis cukup"],
  ],
  ["goodbye", ["ojo kirim maneh", "ora usah kirim maneh"]],
  ["unfollow", ["cabut ekonomi", "keluar dari politik", "kecuali politik", "tanpa politik"]],
  ["which-setting", ["mute", "diem dulu"]],
  ["who", ["hubungi admin", "mau ngomong sama admin dong"]],
  ["thanks", ["🙏", "🙏🙏 makasih", "ok 👍", "makasih yo", "ya makasih kak"]],
  ["unclear", ["iya dong", "ya kak", "tolong"]],
  ["latest", ["terbaru dong min"]],
  ["feedback", ["salah min"]],
  [
    "search",
    [
      "cabut izin tambang",
      "keluar dari zona degradasi",
      "ganti rugi korban",
      "atur lalu lintas",
      "daftar harga pangan",
      "maksimal 3 orang",
      "jangan banyak bicara",
      "cek harga emas",
      "topik skripsi",
      "status gunung merapi",
    ],
  ],
])("%s is heard in the words of readers", (kind, said) => {
  expect(said.filter((words) => understand(words, FRESH, reader).kind !== kind)).toEqual([]);
});

test("who stops for a while is let alone at once and loses nothing; how many a day is said in any order", () => {
  const week = { kind: "prefer", wanted: { pause: { hours: 168 } } };
  const three = { kind: "prefer", wanted: { mostADay: 3 } };
  for (const said of ["stop sementara", "matikan sebentar ya", "nonaktifkan sementara dulu"])
    expect(understand(said, FRESH, reader)).toEqual(week);
  for (const said of ["3 aja sehari", "sehari 3 aja", "maksimal tiga", "paling banyak 3 berita per hari"])
    expect(understand(said, FRESH, reader)).toEqual(three);
});

test.each(["innalillahi", "ya allah", "alhamdulillah", "wkwkwk", "hahaha", "oh gitu", "ya udah"])(
  "%j is said to nobody",
  (words) => {
    expect(understand(words, FRESH, reader)).toEqual({ kind: "silence" });
  },
);

test("“lanjut” turns the page of what was listed, and where there is none brings us back", () => {
  const listed = { ...FRESH, search: "banjir", more: "/hal 2" };
  expect(understand("lanjut", listed, reader)).toEqual({ kind: "search", words: "banjir", page: 2 });
  expect(understand("yang lain dong", { ...FRESH, more: "/terbaru 3" }, reader)).toEqual({
    kind: "latest",
    page: 3,
  });
  expect(understand("lanjutkan", FRESH, reader)).toEqual({ kind: "come-back" });
});
