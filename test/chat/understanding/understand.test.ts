import { describe, expect, test } from "vitest";
import { type ConversationState, FRESH } from "../../../src/chat/state.ts";
import type { Context } from "../../../src/chat/understanding/context.ts";
import type { Intent } from "../../../src/chat/understanding/intent.ts";
import { asKeywords } from "../../../src/chat/understanding/pleas.ts";
import { mayConcernUs, understand } from "../../../src/chat/understanding/understand.ts";
import { REGIONS, TOPICS } from "../dialogue.ts";

const reader: Context = {
  kind: "private",
  topics: TOPICS,
  regions: REGIONS,
  outlets: ["Kabar Nusantara"],
  aboutOurs: false,
  editor: false,
  botName: "KabarKilatBot",
  since: 0,
};
const editor: Context = { ...reader, editor: true };
const group: Context = { ...reader, kind: "group" };

const topic = (id: string) => ({ kind: "topic" as const, topic: id });
const region = (name: string) => ({ kind: "region" as const, region: name });
const search = (words: string): Intent => ({ kind: "search", words, page: 1 });
const none = { wishes: [], unknown: [] };

describe("in their own words", () => {
  test.each([
    "tolong berhenti kirim berita ya min",
    "Jangan kirim lagi!",
    "saya mau berhenti",
    "gak mau dikirimi berita lagi",
    "stop dong",
    "unsub",
    "batal langganan",
  ])("%j asks to be left alone", (said) => {
    expect(understand(said, FRESH, reader)).toEqual({ kind: "goodbye" });
  });

  test.each(["stop kontak terbakar", "saya mau berhenti merokok", "berhenti operasi"])(
    "%j is looked for",
    (said) => {
      expect(understand(said, FRESH, reader)).toEqual(search(said));
    },
  );

  test.each(["Halo min", "P", "selamat sore kak", "Assalamu'alaikum", "tes"])(
    "%j knocks at the door",
    (said) => {
      expect(understand(said, FRESH, reader)).toEqual({ kind: "start", wishes: none });
    },
  );

  test("who asks what this is is told, who asks how gets help; nobody is greeted in a group", () => {
    expect(understand("kamu siapa ya?", FRESH, reader)).toEqual({ kind: "who" });
    expect(understand("cara pakainya gimana min", FRESH, reader)).toEqual({ kind: "help" });
    expect(understand("halo semua", FRESH, group)).toEqual({ kind: "silence" });
    expect(understand("jangan kirim lagi", FRESH, group)).toEqual({ kind: "silence" });
  });

  test.each([
    ["/wilayah jateng jabar", [region("Jawa Tengah"), region("Jawa Barat")]],
    ["ikuti wilayah jateng dan jabar", [region("Jawa Tengah"), region("Jawa Barat")]],
    ["/ikuti semua berita dari jawa tengah", [region("Jawa Tengah")]],
    ["ikuti jabar", [region("Jawa Barat")]],
    ["/ikuti berita jateng terbaru", [region("Jawa Tengah")]],
    ["ikuti harga emas hari ini", [{ kind: "words", words: "harga emas" }]],
    ["ikuti gempa terbaru", [{ kind: "words", words: "gempa" }]],
    ["langganan harga emas tiap hari", [{ kind: "words", words: "harga emas" }]],
    ["/ikuti gempa, kota bandung", [{ kind: "words", words: "gempa" }, region("Bandung")]],
    ["/ikuti timnas, -basket", [{ kind: "words", words: "timnas -basket" }]],
  ])("%j", (said, wishes) => {
    expect(understand(said, FRESH, reader)).toEqual({ kind: "follow", wishes: { wishes, unknown: [] } });
  });
});

describe("an order to stop is heard in the midst of any question", () => {
  const questions: ConversationState["awaiting"][] = [
    { kind: "broadcast" },
    { kind: "edit", id: 3 },
    { kind: "correction", id: 3, version: 1 },
    { kind: "recall", id: 3 },
    { kind: "schedule", id: 3, version: 1 },
    { kind: "embargo", id: 3 },
  ];
  test.each(questions)("$kind", (awaiting) => {
    const asked = { ...FRESH, awaiting };
    expect(understand("Hentikan!", asked, editor)).toEqual({ kind: "desk", order: { kind: "halt" } });
    expect(understand("hentikan semua", asked, editor)).toEqual({ kind: "desk", order: { kind: "halt" } });
    expect(understand("tahan 12", asked, editor)).toEqual({ kind: "desk", order: { kind: "hold", id: 12 } });
    const words = understand("Hentikan kekerasan, kata warga", asked, editor);
    expect(words).toMatchObject({ kind: "desk", order: expect.not.objectContaining({ kind: "halt" }) });
  });
});

describe("what is to be left out is not followed", () => {
  const all = { kind: "all" as const };
  const words = (...each: string[]) => each.map((one) => ({ kind: "words" as const, words: one }));
  test.each([
    ["/langganan semua kecuali politik", [all], [topic("politik")]],
    ["/langganan semua -politik", [all], [topic("politik")]],
    ["/ikuti semua kecuali politik", [all], [topic("politik")]],
    ["langganan semua kecuali olahraga dan politik", [all], [topic("olahraga"), topic("politik")]],
    ["langganan semua tanpa gaya hidup dong", [all], [topic("gaya-hidup")]],
    ["langganan ekonomi, stop politik", [topic("ekonomi")], [topic("politik")]],
    ["langganan ekonomi, jangan kirim politik", [topic("ekonomi")], [topic("politik")]],
    ["ikuti ekonomi, tapi jangan politik", [topic("ekonomi")], [topic("politik")]],
    ["langganan jangan politik, tapi ekonomi", [topic("ekonomi")], [topic("politik")]],
    ["/ikuti politik -ekonomi", [topic("politik")], [topic("ekonomi")]],
  ])("%j", (said, wishes, except) => {
    expect(understand(said, FRESH, reader)).toEqual({
      kind: "follow",
      wishes: { wishes, except, unknown: [] },
    });
  });

  test.each([
    ["/ikuti banjir tanpa jakarta", words("banjir -jakarta")],
    ["/ikuti timnas bukan basket", words("timnas -basket")],
    ["/ikuti “timnas” tanpa “basket”", words("timnas -basket")],
    ["/ikuti “timnas” tanpa “basket”, “voli”, dan “futsal”", words("timnas -basket -voli -futsal")],
    ["ikuti banjir kecuali di jakarta dan bekasi, gempa", words("banjir -jakarta -bekasi", "gempa")],
    ["/ikuti banjir atau longsor", words("banjir", "longsor")],
    ["/ikuti banjir kudus atau bandung", words("banjir kudus", "banjir bandung")],
    ["ikuti banjir kudus/bandung", words("banjir kudus", "banjir bandung")],
    ["ikuti harga beras atau harga cabai", words("harga beras", "harga cabai")],
    ["ikuti banjir jawa tengah dan barat", words("banjir jawa tengah", "banjir jawa barat")],
    ["ikuti jawa tengah sama barat", [region("Jawa Tengah"), region("Jawa Barat")]],
    ["/wilayah jawa barat, tengah dan aceh", [region("Jawa Barat"), region("Jawa Tengah"), region("Aceh")]],
    ["ikuti politics and sports", [topic("politik"), topic("olahraga")]],
    ["ikuti banjir/longsor", words("banjir", "longsor")],
    ["ikuti ekonomi atau politik", [topic("ekonomi"), topic("politik")]],
    ['/ikuti "rumah tanpa pintu"', words('"rumah tanpa pintu"')],
    ['/ikuti "hidup atau mati"', words('"hidup atau mati"')],
    [`/ikuti ${asKeywords("rumah tanpa pintu")}`, words("rumah tanpa pintu")],
    ["/ikuti timnas u-17", words("timnas u 17")],
  ])("%j", (said, wishes) => {
    expect(understand(said, FRESH, reader)).toEqual({ kind: "follow", wishes: { wishes, unknown: [] } });
  });

  test.each([
    "/langganan semua kecuali banjir",
    "/ikuti semua kecuali banjir",
    "langganan ekonomi, jangan kirim malam",
    "langganan ekonomi, stop semua",
    "ikuti banjir dan jangan kirim malam",
    "/berhenti semua kecuali politik",
    "berhenti semua kecuali politik",
  ])("%j is asked about", (said) => {
    expect(understand(said, FRESH, reader).kind).toBe("unsure");
  });

  test.each(["langganan jangan politik", "/ikuti -politik", "langganan selain politik"])(
    "%j drops it",
    (said) => {
      const politics = { wishes: [topic("politik")], unknown: [] };
      expect(understand(said, FRESH, reader)).toEqual({ kind: "unfollow", wishes: politics });
    },
  );

  test("the archive is asked in the reader's own words", () => {
    expect(understand("/cari rumah tanpa pintu atau jendela", FRESH, reader)).toEqual(
      search("rumah tanpa pintu atau jendela"),
    );
    expect(understand("hidup atau mati", FRESH, reader)).toEqual(search("hidup atau mati"));
  });
});

describe("what a reader writes in a private chat means", () => {
  test.each<[said: string, intent: Intent]>([
    ["/start", { kind: "start", wishes: none }],
    ["/mulai", { kind: "start", wishes: none }],
    ["halo", { kind: "start", wishes: none }],
    ["Halo!!", { kind: "start", wishes: none }],
    ["Selamat pagi", { kind: "start", wishes: none }],
    ["/start ekonomi", { kind: "start", wishes: { wishes: [topic("ekonomi")], unknown: [] } }],
    ["/start gaya-hidup", { kind: "start", wishes: { wishes: [topic("gaya-hidup")], unknown: [] } }],
    ["mulai ekonomi", { kind: "start", wishes: { wishes: [topic("ekonomi")], unknown: [] } }],
    ["mulai besok tarif naik", search("mulai besok tarif naik")],
    ["/langganan", { kind: "show-topics" }],
    ["langganan", { kind: "show-topics" }],
    ["/SUBSCRIBE", { kind: "show-topics" }],
    ["/langganan Ekonomi, gaya hidup dan politik", follows("ekonomi", "gaya-hidup", "politik")],
    ["langganan olahraga", follows("olahraga")],
    ["/langganan semua", { kind: "follow", wishes: { wishes: [{ kind: "all" }], unknown: [] } }],
    ["/langganan kilat", { kind: "follow", wishes: { wishes: [{ kind: "breaking" }], unknown: [] } }],
    ["/subscribe breaking", { kind: "follow", wishes: { wishes: [{ kind: "breaking" }], unknown: [] } }],
    [
      "/langganan darurat saja",
      { kind: "follow", wishes: { wishes: [{ kind: "breaking" }], unknown: [], only: true } },
    ],
    ["/langganan zodiak", words("zodiak")],
    ["/berhenti", { kind: "goodbye" }],
    ["STOP", { kind: "goodbye" }],
    ["stop!", { kind: "goodbye" }],
    ["unsubscribe", { kind: "goodbye" }],
    ["berhenti berlangganan", { kind: "goodbye" }],
    ["hentikan", { kind: "goodbye" }],
    ["/berhenti semua", { kind: "goodbye" }],
    ["/stop ekonomi", { kind: "unfollow", wishes: { wishes: [topic("ekonomi")], unknown: [] } }],
    ["berhenti ekonomi", { kind: "unfollow", wishes: { wishes: [topic("ekonomi")], unknown: [] } }],
    ["stop kontak terbakar", search("stop kontak terbakar")],
    ["/cari banjir jakarta", search("banjir jakarta")],
    ["cari banjir jakarta", search("banjir jakarta")],
    ["/cari", { kind: "ask-search" }],
    ["banjir jakarta", search("banjir jakarta")],
    ["  Harga\nberas ", search("Harga\nberas")],
    ["/terbaru", { kind: "latest", page: 1 }],
    ["/terbaru 3", { kind: "latest", page: 3 }],
    ["berita hari ini", { kind: "latest", page: 1 }],
    ["/bantuan", { kind: "help" }],
    ["bantuan", { kind: "help" }],
    ["?", { kind: "help" }],
    ["bantuan sosial", search("bantuan sosial")],
    ["terima kasih banyak", { kind: "thanks" }],
    ["baik buruk tambang", search("baik buruk tambang")],
    ["/xyz", { kind: "unknown-command" }],
    ["/hal 2", { kind: "ask-search" }],
    ["/", { kind: "unclear" }],
    ["", { kind: "unclear" }],
    ["👍", { kind: "feedback", verdict: "good", words: null }],
    ["👎🏽", { kind: "feedback", verdict: "bad", words: null }],
    ["🙏", { kind: "thanks" }],
    ["👋", { kind: "start", wishes: none }],
    ["😂", { kind: "unclear" }],
    ["salah", { kind: "feedback", verdict: "wrong", words: null }],
    ["salah satu korban banjir", search("salah satu korban banjir")],
    ["/salah nama bupatinya", { kind: "feedback", verdict: "wrong", words: "nama bupatinya" }],
    ["/ikuti", { kind: "ask-follow" }],
    ["/ikuti Banjir Jakarta", words("banjir jakarta")],
    ["ikuti banjir jakarta, timnas -basket", words("banjir jakarta", "timnas -basket")],
    ["/follow berita tentang gempa", words("gempa")],
    [
      '/ikuti "ibu kota", yang',
      { kind: "follow", wishes: { wishes: [wish('"ibu kota"')], unknown: ["yang"] } },
    ],
    ["/ikuti ekonomi dan politik", follows("ekonomi", "politik")],
    [
      "/ikuti ekonomi, banjir",
      { kind: "follow", wishes: { wishes: [topic("ekonomi"), wish("banjir")], unknown: [] } },
    ],
    ["/ikuti media kabar nusantara", outlet("Kabar Nusantara")],
    ["/ikuti Kabar Nusantara", outlet("Kabar Nusantara")],
    ["/ikuti media entah", { kind: "follow", wishes: { wishes: [], unknown: ["media entah"] } }],
    [
      "/berhenti banjir jakarta",
      { kind: "unfollow", wishes: { wishes: [wish("banjir jakarta")], unknown: [] } },
    ],
    [
      "/tenang 22-5 wita",
      { kind: "prefer", wanted: { quiet: { from: 1320, until: 300 }, zone: "Asia/Makassar" } },
    ],
    ["jam tenang", { kind: "which-setting", setting: "quiet", said: "" }],
    ["tenang hanyut", search("tenang hanyut")],
    ["/tenang besok", { kind: "which-setting", setting: "quiet", said: "besok" }],
    ["ringkasan pagi", { kind: "prefer", wanted: { digest: { morning: true, evening: false } } }],
    ["ringkasan sidang", search("ringkasan sidang")],
    ["/jeda seminggu", { kind: "prefer", wanted: { pause: { hours: 168 } } }],
    ["/batas 5", { kind: "prefer", wanted: { mostADay: 5 } }],
    ["batas usia", search("batas usia")],
    ["/atur", { kind: "settings" }],
    ["kenapa", { kind: "why" }],
    ["kenapa harga naik", search("kenapa harga naik")],
    ["/dataku", { kind: "data" }],
    ["hapus data saya", { kind: "erase", confirmed: false }],
    ["/hapusdataku ya", { kind: "erase", confirmed: true }],
    ["/batal", { kind: "cancelled" }],
    ["https://kabar.test/a", { kind: "unclear" }],
    ["a".repeat(201), { kind: "unclear" }],
    ["3", { kind: "unclear" }],
    ["status gunung merapi", search("status gunung merapi")],
    ["tolak bala", search("tolak bala")],
    ["/start@kabarkilatbot", { kind: "start", wishes: none }],
    ["/start@LainBot", { kind: "silence" }],
  ])("%j", (said, intent) => {
    expect(understand(said, FRESH, reader)).toEqual(intent);
  });

  function wish(words: string) {
    return { kind: "words" as const, words };
  }

  function words(...all: string[]): Intent {
    return { kind: "follow", wishes: { wishes: all.map(wish), unknown: [] } };
  }

  function outlet(name: string): Intent {
    return { kind: "follow", wishes: { wishes: [{ kind: "outlet", outlet: name }], unknown: [] } };
  }

  function follows(...ids: string[]): Intent {
    return { kind: "follow", wishes: { wishes: ids.map(topic), unknown: [] } };
  }
});

describe("an editor's command from anyone else is refused", () => {
  test.each(["/siarkan Halo", "siarkan Halo", "/antrean", "/setujui 12", "/hentikan", "/status", "/gagal"])(
    "%s",
    (said) => {
      expect(understand(said, FRESH, reader).kind).toBe("refused");
    },
  );
});

describe("what an editor writes in a private chat means", () => {
  test.each<[said: string, order: Extract<Intent, { kind: "desk" }>["order"]]>([
    ["/siarkan", { kind: "ask-broadcast" }],
    ["/broadcast https://kabar.test/a?b=1", { kind: "broadcast-url", url: "https://kabar.test/a?b=1" }],
    ["/siarkan www.kabar.test/a", { kind: "broadcast-url", url: "https://www.kabar.test/a" }],
    [
      "siarkan Gempa M 6,1\nBaca https://kabar.test",
      { kind: "broadcast-text", text: "Gempa M 6,1\nBaca https://kabar.test" },
    ],
    ["/antrean", { kind: "queue" }],
    ["antrian", { kind: "queue" }],
    ["/setujui 12", { kind: "approve", id: 12 }],
    ["setujui #12", { kind: "approve", id: 12 }],
    ["/setujui", { kind: "which-number", command: "approve" }],
    ["/setujui 12v3", { kind: "approve", id: 12, version: 3 }],
    ["/setujui 12v3 sekarang", { kind: "approve", id: 12, version: 3, when: "sekarang" }],
    [
      "/setujui 12v3 5/12/2026 18.00 WIB",
      { kind: "approve", id: 12, version: 3, when: "5/12/2026 18.00 WIB" },
    ],
    ["/setujui 12 13", { kind: "which-number", command: "approve" }],
    ["/tolak 12", { kind: "reject", id: 12, reason: null }],
    ["/tolak 12v3", { kind: "reject", id: 12, version: 3, reason: null }],
    ["/jadwal 12 18.30", { kind: "schedule", id: 12, moment: "18.30" }],
    ["/jadwal 12v3 18.30", { kind: "schedule", id: 12, version: 3, moment: "18.30" }],
    ["/tolak 12 sudah basi", { kind: "reject", id: 12, reason: "sudah basi" }],
    ["/status siaran 12", { kind: "progress", id: 12 }],
    ["/kilat 12", { kind: "breaking", id: 12, on: true }],
    ["/kilat 12 batal", { kind: "breaking", id: 12, on: false }],
    ["/kepada 12", { kind: "audience", id: 12, change: null }],
    [
      "/kepada 12 Ekonomi, +olahraga, -politik",
      { kind: "audience", id: 12, change: { add: ["ekonomi", "olahraga"], drop: ["politik"] } },
    ],
    ["/embargo 12 18.30", { kind: "embargo", id: 12, moment: "18.30" }],
    ["/embargo 12 batal", { kind: "lift-embargo", id: 12 }],
    ["/kembalikan 12", { kind: "reopen", id: 12 }],
    ["/tarik 12", { kind: "recall", id: 12 }],
    ["/tarik 12 sumbernya keliru", { kind: "recall-because", id: 12, reason: "sumbernya keliru" }],
    ["/tarik 12 ya", { kind: "recall-now", id: 12 }],
    ["hentikan", { kind: "halt" }],
    ["/lanjutkan", { kind: "resume" }],
    ["status", { kind: "status" }],
    ["/status 12", { kind: "progress", id: 12 }],
    ["/gagal", { kind: "failed" }],
    ["/ulangi 3", { kind: "retry", id: 3 }],
  ])("%j", (said, order) => {
    expect(understand(said, FRESH, editor)).toEqual({ kind: "desk", order });
  });

  test("a reader's words still are a reader's", () => {
    expect(understand("status gunung merapi", FRESH, editor)).toEqual(search("status gunung merapi"));
    expect(understand("stop", FRESH, editor)).toEqual({ kind: "goodbye" });
  });
});

describe("in a group only commands, and numbers after a list, are for us", () => {
  test.each<[said: string, kind: Intent["kind"]]>([
    ["halo", "silence"],
    ["cari makan yuk", "silence"],
    ["stop", "silence"],
    ["tadi dia bilang /start dong", "silence"],
    ["/xyz", "silence"],
    ["2", "silence"],
    ["/cari banjir", "search"],
    ["/langganan ekonomi", "follow"],
    ["/berhenti", "goodbye"],
    ["/siarkan Halo", "refused"],
  ])("%j", (said, kind) => {
    expect(understand(said, FRESH, group).kind).toBe(kind);
  });

  test("and nothing else needs a look at the database", () => {
    expect(mayConcernUs("cari makan yuk", "group")).toBe(false);
    expect(mayConcernUs(" /cari banjir", "group")).toBe(true);
    expect(mayConcernUs("1,3", "group")).toBe(true);
    expect(mayConcernUs("apa saja", "private")).toBe(true);
  });
});

describe("a number stands for the choice offered", () => {
  const offered: ConversationState = {
    ...FRESH,
    choices: ["/langganan politik", "/langganan ekonomi", "/berhenti olahraga", "/langganan semua", "/hal 2"],
    search: "banjir",
  };
  test.each<[said: string, intent: Intent]>([
    ["2", { kind: "follow", wishes: { wishes: [topic("ekonomi")], unknown: [] } }],
    [" 2. ", { kind: "follow", wishes: { wishes: [topic("ekonomi")], unknown: [] } }],
    ["1, 2", { kind: "follow", wishes: { wishes: [topic("politik"), topic("ekonomi")], unknown: [] } }],
    ["1 dan 2", { kind: "follow", wishes: { wishes: [topic("politik"), topic("ekonomi")], unknown: [] } }],
    ["3", { kind: "unfollow", wishes: { wishes: [topic("olahraga")], unknown: [] } }],
    ["1,3", { kind: "follow", wishes: { wishes: [topic("politik")], unknown: [] } }], // Olahraga is followed, and stays so
    ["1,5", { kind: "no-such-choice", of: 5 }],
    ["5", { kind: "search", words: "banjir", page: 2 }],
    ["0", { kind: "no-such-choice", of: 5 }],
    ["9", { kind: "no-such-choice", of: 5 }],
  ])("%j", (said, intent) => {
    expect(understand(said, offered, reader)).toEqual(intent);
    const among = intent.kind === "no-such-choice" ? { kind: "silence" } : intent;
    expect(understand(said, offered, group)).toEqual(among);
  });
});

const NAMES = ["politik", "ekonomi", "olahraga"];
const listed: ConversationState = {
  ...FRESH,
  choices: NAMES.map((name) => `/langganan ${name}`),
  labels: NAMES.map((name) => ({ label: name, says: `/langganan ${name}` })),
};

test.each<[said: string, topics: string[]]>([
  ["pilih 1", ["politik"]],
  ["yang nomor dua dong min", ["ekonomi"]],
  ["no.2 ya", ["ekonomi"]],
  ["saya mau yang pertama", ["politik"]],
  ["yang ketiga", ["olahraga"]],
  ["1️⃣", ["politik"]],
  ["(2)", ["ekonomi"]],
  ["1 sama 3", ["politik", "olahraga"]],
  ["satu, dua", ["politik", "ekonomi"]],
  ["1-3", ["politik", "ekonomi", "olahraga"]],
  ["Ekonomi", ["ekonomi"]],
  ["olahraga dong", ["olahraga"]],
])("the choice of a list is said in words: %j", (said, topics) => {
  const wishes = { wishes: topics.map(topic), unknown: [] };
  expect(understand(said, listed, reader)).toEqual({ kind: "follow", wishes });
});

test.each(["3-1", "liga 1", "2 orang tewas"])("no choice of a list: %j", (said) => {
  expect(["search", "unclear"]).toContain(understand(said, listed, reader).kind);
});

describe("said in answer to one of our alerts", () => {
  const answering: Context = { ...reader, aboutOurs: true };
  test.each<[said: string, intent: Intent]>([
    ["Salah, itu di Bogor", { kind: "feedback", verdict: "wrong", words: "Salah, itu di Bogor" }],
    ["ini hoaks", { kind: "feedback", verdict: "wrong", words: "ini hoaks" }],
    ["kenapa", { kind: "why" }],
    ["stop", { kind: "goodbye" }],
    ["banjir jakarta", search("banjir jakarta")],
  ])("%j", (said, intent) => {
    expect(understand(said, FRESH, answering)).toEqual(intent);
  });
});

describe("an answer to our question", () => {
  const confirm: ConversationState = { ...FRESH, awaiting: { kind: "confirm", id: 12 } };
  const text: ConversationState = { ...FRESH, awaiting: { kind: "broadcast" } };
  const words: ConversationState = { ...FRESH, awaiting: { kind: "search" } };
  const erase: ConversationState = { ...FRESH, awaiting: { kind: "erase" } };

  test.each<[said: string, state: ConversationState, context: Context, intent: Intent]>([
    ["Ya", confirm, editor, { kind: "desk", order: { kind: "approve", id: 12 } }],
    ["batal", confirm, editor, { kind: "desk", order: { kind: "reject", id: 12, reason: null } }],
    ["ya tapi tunggu", confirm, editor, search("ya tapi tunggu")],
    ["Ya", confirm, reader, { kind: "unclear" }],
    [
      "Gempa di Aceh",
      text,
      editor,
      { kind: "desk", order: { kind: "broadcast-text", text: "Gempa di Aceh" } },
    ],
    [
      "https://kabar.test/a",
      text,
      editor,
      { kind: "desk", order: { kind: "broadcast-url", url: "https://kabar.test/a" } },
    ],
    ["Batal", text, editor, { kind: "cancelled" }],
    ["/status", text, editor, { kind: "desk", order: { kind: "status" } }],
    ["Gempa di Aceh", text, reader, search("Gempa di Aceh")],
    ["ya", erase, reader, { kind: "erase", confirmed: true }],
    ["Batal", erase, reader, { kind: "cancelled" }],
    ["banjir", erase, reader, search("banjir")],
    [
      "banjir jakarta",
      { ...FRESH, awaiting: { kind: "follow" } },
      reader,
      { kind: "follow", wishes: { wishes: [{ kind: "words", words: "banjir jakarta" }], unknown: [] } },
    ],
    ["stop", words, reader, { kind: "goodbye" }],
    ["stop kontak", words, reader, search("stop kontak")],
    ["batal", words, reader, { kind: "cancelled" }],
  ])("%j", (said, state, context, intent) => {
    expect(understand(said, state, context)).toEqual(intent);
  });
});

test.each([
  ["marks between letters", `a${"!".repeat(65_000)}a`],
  ["spaces between letters", `a${" ".repeat(65_000)}a`],
  ["lines between letters", `a${"\n".repeat(65_000)}a`],
])("as long a message as WhatsApp takes, of nothing but %s, holds nobody up", (_, said) => {
  for (const context of [reader, editor]) expect(understand(said, FRESH, context).kind).toBe("unclear");
});
