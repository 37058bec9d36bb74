/** Everything a chat can be told, in one table: the commands, their names, and who may give them. */

export type Act =
  | "start"
  | "subscribe"
  | "stop"
  | "search"
  | "latest"
  | "help"
  | "broadcast"
  | "queue"
  | "approve"
  | "reject"
  | "halt"
  | "resume"
  | "status"
  | "failed"
  | "retry";

export interface Command {
  act: Act;
  /** The Indonesian name, without slash: what is registered and shown. */
  command: string;
  /** The English one. */
  alias: string;
  /** What people say instead, in a private chat; the two names count too. */
  words: readonly string[];
  /** What may follow these words for them to be a command: "stop" is one, "stop kontak terbakar" is a search. */
  followedBy: "nothing" | "topics" | "number" | "anything";
  /** One line for the platform's menu and for /bantuan. */
  description: string;
  who: "reader" | "editor";
}

export const COMMANDS: readonly Command[] = [
  {
    act: "start",
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
    act: "subscribe",
    command: "langganan",
    alias: "subscribe",
    words: ["berlangganan"],
    followedBy: "anything",
    description: "Lihat dan atur topik yang diikuti",
    who: "reader",
  },
  {
    act: "latest",
    command: "terbaru",
    alias: "latest",
    words: ["terkini", "berita terbaru", "berita terkini", "berita hari ini"],
    followedBy: "number",
    description: "Berita terbaru",
    who: "reader",
  },
  {
    act: "search",
    command: "cari",
    alias: "search",
    words: [],
    followedBy: "anything",
    description: "Cari berita, misalnya: /cari banjir jakarta",
    who: "reader",
  },
  {
    act: "stop",
    command: "berhenti",
    alias: "stop",
    words: ["unsubscribe", "berhenti berlangganan", "berhenti langganan", "stop langganan", "hentikan"],
    followedBy: "topics",
    description: "Berhenti menerima berita",
    who: "reader",
  },
  {
    act: "help",
    command: "bantuan",
    alias: "help",
    words: ["menu", "?"],
    followedBy: "nothing",
    description: "Daftar perintah",
    who: "reader",
  },
  {
    act: "broadcast",
    command: "siarkan",
    alias: "broadcast",
    words: [],
    followedBy: "anything",
    description: "Siarkan tautan atau teks",
    who: "editor",
  },
  {
    act: "queue",
    command: "antrean",
    alias: "queue",
    words: ["antrian"],
    followedBy: "nothing",
    description: "Draf yang menunggu keputusan",
    who: "editor",
  },
  {
    act: "approve",
    command: "setujui",
    alias: "approve",
    words: [],
    followedBy: "number",
    description: "Setujui dan siarkan draf, misalnya: /setujui 12",
    who: "editor",
  },
  {
    act: "reject",
    command: "tolak",
    alias: "reject",
    words: [],
    followedBy: "number",
    description: "Tolak draf, misalnya: /tolak 12",
    who: "editor",
  },
  {
    act: "status",
    command: "status",
    alias: "status",
    words: [],
    followedBy: "number",
    description: "Keadaan layanan, atau hasil satu siaran: /status 12",
    who: "editor",
  },
  {
    act: "halt",
    command: "hentikan",
    alias: "halt",
    words: [],
    followedBy: "nothing",
    description: "Hentikan semua pengiriman",
    who: "editor",
  },
  {
    act: "resume",
    command: "lanjutkan",
    alias: "resume",
    words: [],
    followedBy: "nothing",
    description: "Lanjutkan pengiriman",
    who: "editor",
  },
  {
    act: "failed",
    command: "gagal",
    alias: "failed",
    words: [],
    followedBy: "nothing",
    description: "Langkah yang gagal",
    who: "editor",
  },
  {
    act: "retry",
    command: "ulangi",
    alias: "retry",
    words: [],
    followedBy: "number",
    description: "Ulangi langkah yang gagal, misalnya: /ulangi 3",
    who: "editor",
  },
];

/** What a messenger registers with its platform: editors see the readers' commands too, readers never the editors'. */
export function menu(who: Command["who"]): { command: string; description: string }[] {
  return COMMANDS.filter((entry) => entry.who === "reader" || who === "editor").map(
    ({ command, description }) => ({ command, description }),
  );
}

/** A command by its name after the slash, in either language; undefined where there is none. */
export function commandNamed(name: string): Command | undefined {
  return COMMANDS.find(({ command, alias }) => command === name || alias === name);
}
