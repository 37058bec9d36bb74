/** Everything a chat can be told, in one table: the commands, their names, and who may give them. */

/** What the code calls a command. */
export type CommandKey =
  | "start"
  | "subscribe"
  | "follow"
  | "regions"
  | "stop"
  | "search"
  | "latest"
  | "help"
  | "settings"
  | "quiet"
  | "digest"
  | "most"
  | "pause"
  | "why"
  | "feedback"
  | "data"
  | "erase"
  | "broadcast"
  | "queue"
  | "approve"
  | "reject"
  | "reopen"
  | "breaking"
  | "audience"
  | "embargo"
  | "halt"
  | "resume"
  | "status"
  | "failed"
  | "edit"
  | "sign-in"
  | "schedule"
  | "hold"
  | "continue"
  | "correct"
  | "recall"
  | "try"
  | "unknown"
  | "retry";

export interface Command {
  key: CommandKey;
  /** The Indonesian name, without slash: what is registered and shown. */
  command: string;
  /** The English one. */
  alias: string;
  /** What people say instead, in a private chat; the two names count too. */
  words: readonly string[];
  /** What may follow these words for them to be a command: "stop" is one, "stop kontak terbakar" is a search. */
  followedBy: "nothing" | "topics" | "regions" | "number" | "setting" | "numbered" | "anything";
  /** One line for the platform's menu and for /bantuan. */
  description: string;
  who: "reader" | "editor";
  /** Left out of menus: another command leads to it. */
  unlisted?: true;
}

export const COMMANDS: readonly Command[] = [
  {
    key: "start",
    command: "start",
    alias: "mulai",
    words: [
      "halo",
      "hallo",
      "hai",
      "hi",
      "hello",
      "permisi",
      "assalamualaikum",
      "selamat pagi",
      "selamat siang",
    ],
    followedBy: "topics",
    description: "Mulai dan pilih topik",
    who: "reader",
  },
  {
    key: "subscribe",
    command: "langganan",
    alias: "subscribe",
    words: ["berlangganan"],
    followedBy: "anything",
    description: "Lihat dan atur topik yang diikuti",
    who: "reader",
  },
  {
    key: "follow",
    command: "ikuti",
    alias: "follow",
    words: [],
    followedBy: "anything",
    description: "Ikuti kata apa pun, misalnya: /ikuti banjir jakarta",
    who: "reader",
  },
  {
    key: "regions",
    command: "wilayah",
    alias: "regions",
    words: ["daerah"],
    followedBy: "regions",
    description: "Ikuti provinsi, kabupaten, atau kota, misalnya: /wilayah Jawa Tengah",
    who: "reader",
  },
  {
    key: "latest",
    command: "terbaru",
    alias: "latest",
    words: ["terkini", "berita terbaru", "berita terkini", "berita hari ini"],
    followedBy: "number",
    description: "Berita terbaru",
    who: "reader",
  },
  {
    key: "search",
    command: "cari",
    alias: "search",
    words: [],
    followedBy: "anything",
    description: "Cari berita, misalnya: /cari banjir jakarta",
    who: "reader",
  },
  {
    key: "settings",
    command: "atur",
    alias: "settings",
    words: ["pengaturan", "atur waktu"],
    followedBy: "nothing",
    description: "Jam tenang, ringkasan, dan batas sehari",
    who: "reader",
  },
  {
    key: "quiet",
    command: "tenang",
    alias: "quiet",
    words: ["jam tenang"],
    followedBy: "setting",
    description: "Jam tenang, misalnya: /tenang 22-5 wita",
    who: "reader",
    unlisted: true,
  },
  {
    key: "digest",
    command: "ringkasan",
    alias: "digest",
    words: [],
    followedBy: "setting",
    description: "Semua berita dalam satu pesan, misalnya: /ringkasan pagi",
    who: "reader",
    unlisted: true,
  },
  {
    key: "most",
    command: "batas",
    alias: "limit",
    words: [],
    followedBy: "setting",
    description: "Paling banyak berapa berita sehari, misalnya: /batas 5",
    who: "reader",
    unlisted: true,
  },
  {
    key: "pause",
    command: "jeda",
    alias: "pause",
    words: [],
    followedBy: "setting",
    description: "Jeda dulu, misalnya: /jeda seminggu",
    who: "reader",
  },
  {
    key: "why",
    command: "kenapa",
    alias: "why",
    words: ["mengapa", "kok saya dapat ini"],
    followedBy: "nothing",
    description: "Mengapa berita terakhir sampai ke Anda",
    who: "reader",
  },
  {
    key: "feedback",
    command: "salah",
    alias: "wrong",
    words: [],
    followedBy: "nothing",
    description: "Laporkan kesalahan pada berita terakhir",
    who: "reader",
  },
  {
    key: "data",
    command: "dataku",
    alias: "mydata",
    words: ["data saya"],
    followedBy: "nothing",
    description: "Data Anda yang kami simpan, dan cara menghapusnya",
    who: "reader",
  },
  {
    key: "erase",
    command: "hapusdataku",
    alias: "deletemydata",
    words: ["hapus data saya", "hapus dataku"],
    followedBy: "nothing",
    description: "Hapus semua data Anda",
    who: "reader",
    unlisted: true,
  },
  {
    key: "stop",
    command: "berhenti",
    alias: "stop",
    words: [
      "unsubscribe",
      "unsub",
      "keluar",
      "batal langganan",
      "berhenti berlangganan",
      "berhenti langganan",
      "stop langganan",
      "hentikan",
    ],
    followedBy: "topics",
    description: "Berhenti menerima berita",
    who: "reader",
  },
  {
    key: "help",
    command: "bantuan",
    alias: "help",
    words: ["menu", "?"],
    followedBy: "nothing",
    description: "Daftar perintah",
    who: "reader",
  },
  {
    key: "broadcast",
    command: "siarkan",
    alias: "broadcast",
    words: [],
    followedBy: "anything",
    description: "Siarkan tautan atau teks",
    who: "editor",
  },
  {
    key: "queue",
    command: "antrean",
    alias: "queue",
    words: ["antrian"],
    followedBy: "nothing",
    description: "Draf yang menunggu keputusan",
    who: "editor",
  },
  {
    key: "approve",
    command: "setujui",
    alias: "approve",
    words: [],
    followedBy: "number",
    description: "Setujui dan siarkan draf, misalnya: /setujui 12",
    who: "editor",
  },
  {
    key: "reject",
    command: "tolak",
    alias: "reject",
    words: [],
    followedBy: "numbered",
    description: "Tolak draf, dengan atau tanpa alasan: /tolak 12 sudah basi",
    who: "editor",
  },
  {
    key: "reopen",
    command: "kembalikan",
    alias: "reopen",
    words: [],
    followedBy: "number",
    description: "Jadikan draf lagi yang ditolak: /kembalikan 12",
    who: "editor",
    unlisted: true,
  },
  {
    key: "sign-in",
    command: "masuk",
    alias: "signin",
    words: [],
    followedBy: "nothing",
    description: "Tautan masuk ke meja redaksi di web",
    who: "editor",
  },
  {
    key: "edit",
    command: "ubah",
    alias: "edit",
    words: [],
    followedBy: "numbered",
    description: "Ubah judul dan isi draf, misalnya: /ubah 12",
    who: "editor",
  },
  {
    key: "breaking",
    command: "kilat",
    alias: "breaking",
    words: [],
    followedBy: "numbered",
    description: "Jadikan draf berita kilat: /kilat 12, atau bukan: /kilat 12 batal",
    who: "editor",
  },
  {
    key: "audience",
    command: "kepada",
    alias: "audience",
    words: [],
    followedBy: "numbered",
    description: "Pilih siapa yang menerima draf: /kepada 12",
    who: "editor",
  },
  {
    key: "schedule",
    command: "jadwal",
    alias: "schedule",
    words: [],
    followedBy: "numbered",
    description: "Jadwal siaran, atau jadwalkan draf: /jadwal 12 18.30",
    who: "editor",
  },
  {
    key: "embargo",
    command: "embargo",
    alias: "embargo",
    words: [],
    followedBy: "numbered",
    description: "Tahan draf sampai waktunya: /embargo 12 18.30",
    who: "editor",
    unlisted: true,
  },
  {
    key: "correct",
    command: "ralat",
    alias: "correct",
    words: [],
    followedBy: "numbered",
    description: "Ralat siaran di semua chat, misalnya: /ralat 12",
    who: "editor",
  },
  {
    key: "recall",
    command: "tarik",
    alias: "recall",
    words: [],
    followedBy: "numbered",
    description: "Tarik siaran dari semua chat, misalnya: /tarik 12",
    who: "editor",
  },
  {
    key: "hold",
    command: "tahan",
    alias: "hold",
    words: [],
    followedBy: "number",
    description: "Tahan satu siaran sementara, misalnya: /tahan 12",
    who: "editor",
  },
  {
    key: "continue",
    command: "teruskan",
    alias: "continue",
    words: [],
    followedBy: "number",
    description: "Teruskan siaran yang ditahan, misalnya: /teruskan 12",
    who: "editor",
  },
  {
    key: "try",
    command: "coba",
    alias: "try",
    words: [],
    followedBy: "number",
    description: "Kirim draf ke Anda sendiri sebagai percobaan: /coba 12",
    who: "editor",
    unlisted: true,
  },
  {
    key: "unknown",
    command: "takpasti",
    alias: "unknown",
    words: [],
    followedBy: "numbered",
    description: "Kiriman yang tidak pasti sampai: /takpasti 12 kirim atau biarkan",
    who: "editor",
    unlisted: true,
  },
  {
    key: "status",
    command: "status",
    alias: "status",
    words: [],
    followedBy: "number",
    description: "Keadaan layanan, atau hasil satu siaran: /status 12",
    who: "editor",
  },
  {
    key: "halt",
    command: "hentikan",
    alias: "halt",
    words: ["hentikan semua", "hentikan semua pengiriman"],
    followedBy: "number",
    description: "Hentikan semua pengiriman, atau satu siaran: /hentikan 12",
    who: "editor",
  },
  {
    key: "resume",
    command: "lanjutkan",
    alias: "resume",
    words: [],
    followedBy: "nothing",
    description: "Lanjutkan pengiriman",
    who: "editor",
  },
  {
    key: "failed",
    command: "gagal",
    alias: "failed",
    words: [],
    followedBy: "nothing",
    description: "Artikel yang gagal dibaca",
    who: "editor",
  },
  {
    key: "retry",
    command: "ulangi",
    alias: "retry",
    words: [],
    followedBy: "number",
    description: "Coba lagi artikel yang gagal dibaca, misalnya: /ulangi 3",
    who: "editor",
  },
];

/** A command by its name after the slash, in either language; undefined where there is none. */
export function commandNamed(name: string): Command | undefined {
  return COMMANDS.find(({ command, alias }) => command === name || alias === name);
}
