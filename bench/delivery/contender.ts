import { z } from "zod";
import type { AlertContent } from "../../src/alerts/alert.ts";

/** What every contender is told, and what it can do. One runs at a time, each in a process of its own. */
export const Settings = z.object({
  contender: z.enum(["durable", "plain", "job per recipient"]),
  apiRoot: z.string(),
  token: z.string(),
  /** Sends in flight at once. */
  concurrency: z.number(),
  /** Messages that are not measured: V8 compiles, connections open, caches fill. */
  warmUp: z.number(),
  messages: z.number(),
  postgres: z.object({ host: z.string(), user: z.string(), database: z.string() }),
  redis: z.string().nullable(),
});
export type Settings = z.infer<typeof Settings>;

export type Phase = "warm-up" | "measured";

export interface Contender extends AsyncDisposable {
  /** Sends the alert to every chat of the phase. Resolves when each has its answer, and that is where it belongs. */
  send(phase: Phase): Promise<void>;
}

export const Measured = z.object({ seconds: z.number(), cpuMicros: z.number(), peakRssMb: z.number() });
export type Measured = z.infer<typeof Measured>;

/** The chats of a phase, by their Telegram ids: the phases have none in common. */
export function chatsOf(phase: Phase, { warmUp, messages }: Settings): string[] {
  const [first, count] = phase === "warm-up" ? [1, warmUp] : [1 + warmUp, messages];
  return Array.from({ length: count }, (_, i) => String(first + i));
}

/** An invented alert of ordinary length. Its topic is the phase, which is how the chats of that phase hear it. */
export function alertFor(phase: Phase): AlertContent {
  return {
    headline: "Jembatan Kali Sewu dibuka kembali setelah tiga bulan perbaikan",
    summary:
      "Jembatan Kali Sewu dibuka kembali untuk umum pada Senin pagi setelah tiga bulan diperbaiki. Kendaraan di atas delapan ton masih dialihkan lewat jalan lingkar selatan. Pemerintah kota menyebut perbaikan itu menelan biaya Rp12,4 miliar.",
    flash: "Jembatan Kali Sewu dibuka kembali",
    credits: ["Sumber : Kabar Nusantara"],
    link: "https://kabarnusantara.example/daerah/jembatan-kali-sewu-dibuka-kembali",
    callToAction: {
      text: "Gabung ke Channel WhatsApp Kabar Nusantara untuk update berita terbaru.",
      url: null,
    },
    image: null,
    outlet: "Kabar Nusantara",
    topics: [phase],
    regions: [],
    toEveryone: false,
    breaking: false,
  };
}
