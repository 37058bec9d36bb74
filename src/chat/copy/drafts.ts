import type { AlertContent } from "../../alerts/alert.ts";
import type { Topic } from "../../articles/topic.ts";
import type { Reach } from "../../delivery/audience.ts";
import { type Button, MESSENGER_NAMES, type OutgoingMessage } from "../../delivery/delivery.ts";
import { clockTime, dayName, momentName } from "../age.ts";
import type { OnDesk } from "../alert-desk.ts";
import { momentWords } from "../moment.ts";
import type { Draft } from "../ports.ts";
import { NOW } from "../understanding/desk-orders.ts";
import { clip, inPairs, MESSENGERS, number, reach, text } from "./pieces.ts";

/** Drafts: making, changing, deciding on them, and who hears them. */

export function askBroadcast(): OutgoingMessage {
  return text("Kirim tautan artikel atau teks yang ingin disiarkan. Ketik batal untuk tidak jadi.");
}

export function draftFault(why: string): OutgoingMessage {
  return text(`Draf tidak dapat dibuat. ${why}`);
}

/** Said under the preview, which is exactly what readers will get. */
export function confirmBroadcast(draft: Draft): OutgoingMessage {
  const { id, audience } = draft;
  const why = warned(draft);
  return {
    text: [
      "Begitulah pembaca akan melihatnya. ",
      { bold: `Draf ${id}` },
      `, untuk ${reach(audience)}.${why}${why === "" ? " " : "\n"}Siarkan?`,
    ],
    buttons: decision(draft, audience, { no: "Batal" }),
  };
}

export function draftRejected(id: number, reason: string | null): OutgoingMessage {
  return {
    text: [
      `Draf ${id} ditolak dan tidak akan disiarkan.${reason === null ? "" : ` Alasan: ${clip(reason)}`}`,
    ],
    buttons: [[{ label: "Kembalikan", says: `/kembalikan ${id}` }]],
  };
}

export function queueEmpty(): OutgoingMessage {
  return text("Tidak ada draf yang menunggu.");
}

/** Said under each waiting draft's preview. */
export function decide(draft: Draft): OutgoingMessage {
  const { id, audience } = draft;
  return {
    text: [{ bold: `Draf ${id}` }, `, untuk ${reach(audience)}${warned(draft)}`],
    buttons: decision(draft, audience),
  };
}

function warned({ reasons = [] }: Draft): string {
  return reasons.map((reason) => `\n⚠️ ${clip(reason, 200)}`).join("");
}

export function queueRest(rest: number): OutgoingMessage {
  return text(`Masih ada ${number(rest)} draf lain. Ketik /antrean lagi setelah yang di atas diputuskan.`);
}

/** An alert as it was shown: its buttons send or reject these words, and no others. */
type Shown = Pick<Draft, "id" | "version">;

/** Everything that can be decided about a draft. */
function decision(shown: Shown, audience: Reach, { no = "Tolak", edit = "Ubah" } = {}): Button[][] {
  const { id, version } = shown;
  return [
    [send(shown, audience), reject(shown, no)],
    [
      { label: edit, says: `/ubah ${id}` },
      { label: "Jadwalkan", says: `/jadwal ${id}v${version}` },
      { label: "Penerima", says: `/kepada ${id}` },
    ],
  ];
}

/** Everything that can be decided about a scheduled alert. What would send it before its moment says so. */
export function decisionOnScheduled({ id, version }: Shown, { edit = "Ubah" } = {}): Button[][] {
  return [
    [
      { label: "Siarkan sekarang", says: `/setujui ${id}v${version}` },
      { label: "Batalkan jadwal", says: `/jadwal ${id} batal` },
    ],
    [
      { label: edit, says: `/ubah ${id}` },
      { label: "Pindahkan", says: `/jadwal ${id}v${version}` },
    ],
  ];
}

/** "sekarang": also where the first of two has approved it for later. */
function send({ id, version }: Shown, { now, inDigest }: Reach, when?: typeof NOW): Button {
  const at = when === undefined ? "" : ` ${when}`;
  return { label: `Siarkan${at} ke ${number(now + inDigest)} chat`, says: `/setujui ${id}v${version}${at}` };
}

function reject({ id, version }: Shown, label = "Tolak"): Button {
  return { label, says: `/tolak ${id}v${version}` };
}

/** `when`: what it was approved for, where not at once. */
export function needsAnother(id: number, when?: string): OutgoingMessage {
  const then = when === undefined ? "terkirim" : `dijadwalkan untuk ${when}`;
  return text(
    `Persetujuan Anda untuk draf ${id} dicatat. Siaran ini perlu dua penyunting: ${then} setelah satu orang lain menyetujuinya.`,
  );
}

export function askEdit(id: number): OutgoingMessage {
  return text(
    `Kirim isi baru untuk draf ${id}: baris pertama judul, baris berikutnya isi. Di bawah ini isinya sekarang, untuk disalin. Ketik batal untuk tidak jadi.`,
  );
}

export function wordsNow({ headline, summary }: AlertContent): OutgoingMessage {
  return { text: [summary === "" ? headline : `${headline}\n${summary}`], preview: false };
}

/** `unscheduled`: it was scheduled, and the change took that away. */
export function edited({ alert, reach: audience, faults }: OnDesk, unscheduled: boolean): OutgoingMessage {
  const scheduled = alert.sendAt
    ? `, dan tetap dijadwalkan untuk ${dayName(alert.sendAt)} ${clockTime(alert.sendAt)}`
    : "";
  const again = { edit: "Ubah lagi" };
  return {
    text: [
      { bold: `${alert.sendAt ? "Siaran" : "Draf"} ${alert.id} diubah` },
      `, untuk ${reach(audience)}${scheduled}.`,
      unscheduled ? "\nJadwalnya batal: isi yang baru ini belum disetujui siapa pun." : "",
      ...faults.map(({ why }): string => `\n⚠️ ${why}`),
      faults.length > 0 ? "\nPeriksa yang ditandai sebelum menyiarkan." : "",
      alert.state === "draft" ? " Siarkan?" : "",
    ],
    buttons: alert.sendAt ? decisionOnScheduled(alert, again) : decision(alert, audience, again),
  };
}

export function wasRejected({ alert, history }: OnDesk, by: string | null): OutgoingMessage {
  const reason = history.findLast(({ act }) => act === "reject")?.details["reason"];
  const who = [alert.decidedAt && clockTime(alert.decidedAt), by && `oleh ${by}`].filter(Boolean).join(" ");
  return {
    text: [
      { bold: `Draf ${alert.id} sudah ditolak` },
      `${who === "" ? "" : ` (${who})`}.\n“${clip(alert.content.headline)}”`,
      typeof reason === "string" && reason !== "" ? `\nAlasan: ${clip(reason)}` : "",
    ],
    buttons: [[{ label: "Kembalikan menjadi draf", says: `/kembalikan ${alert.id}` }]],
  };
}

/** To those who could be the second to approve. What the first one approved for a moment is not sent before it by the first button. */
export function askSecond({ alert, reach: audience }: OnDesk, first: string): OutgoingMessage {
  const { id, version, firstSendAt: at } = alert;
  return {
    text: [
      { bold: `Draf ${id} perlu persetujuan kedua` },
      `, untuk ${reach(audience)}. ${first} sudah menyetujuinya`,
      ...(at ? [" untuk ", { bold: momentName(at) }] : []),
      ".",
    ],
    buttons: at
      ? [
          [
            {
              label: `Setujui untuk ${momentName(at)}`,
              says: `/setujui ${id}v${version} ${momentWords(at)}`,
            },
          ],
          [send(alert, audience, NOW), reject(alert)],
        ]
      : [[send(alert, audience), reject(alert)]],
  };
}

/** The same of a draft that cannot be shown: for a fault of ours, which the service's log tells. */
export function askSecondUnseen(id: number): OutgoingMessage {
  return {
    text: [
      { bold: `Draf ${id} perlu persetujuan kedua` },
      ", tetapi gagal ditampilkan. Coba lihat sekali lagi; kalau tetap gagal, minta pengelola layanan memeriksa lognya.",
    ],
    buttons: [[{ label: "Lihat draf", says: `/setujui ${id}` }]],
  };
}

/** Who hears a draft, and the ways to change it. */
export function whoHears(
  { alert, reach: audience }: OnDesk,
  topics: readonly Pick<Topic, "id" | "name">[],
  unscheduled: boolean,
): OutgoingMessage {
  const { id, content, sendAt } = alert;
  const toggle = (on: boolean, label: string, name: string): Button => ({
    label: on ? `✅ ${label}` : label,
    says: `/kepada ${id} ${on ? "-" : "+"}${name}`,
  });
  const chosen = topics.filter((topic) => content.topics.includes(topic.id)).map(({ name }) => name);
  const whom = content.toEveryone
    ? "semua chat"
    : chosen.length > 0
      ? `topik ${chosen.join(", ")}`
      : "tanpa topik";
  return {
    text: [
      { bold: `Penerima ${sendAt ? "siaran" : "draf"} ${id}` },
      `: ${whom}${content.breaking ? ", sebagai berita kilat" : ""}.\n${sizes(audience)}`,
      sendAt ? `\nTetap dijadwalkan untuk ${momentName(sendAt)}.` : "",
      unscheduled ? "\nJadwalnya batal: siaran ini perlu disetujui lagi." : "",
    ],
    buttons: [
      ...inPairs(
        topics.map((topic) =>
          toggle(!content.toEveryone && content.topics.includes(topic.id), topic.name, topic.id),
        ),
      ),
      [
        toggle(content.toEveryone, "Semua chat", "semua"),
        content.breaking
          ? { label: "✅ Berita kilat", says: `/kilat ${id} batal` }
          : { label: "Berita kilat", says: `/kilat ${id}` },
      ],
      [sendAt ? send(alert, audience, NOW) : send(alert, audience)],
    ],
  };
}

/** "1.234 chat: 1.000 di Telegram, 234 di WhatsApp; 85 lagi lewat ringkasan." */
function sizes(audience: Reach): string {
  const each = MESSENGER_NAMES.flatMap((name) => {
    const count = audience.byMessenger[name] ?? 0;
    return count > 0 ? [`${number(count)} di ${MESSENGERS[name]}`] : [];
  });
  const digest = audience.inDigest > 0 ? `; ${number(audience.inDigest)} lagi lewat ringkasan` : "";
  return `${number(audience.now)} chat${each.length > 0 ? `: ${each.join(", ")}` : ""}${digest}.`;
}

export function noSuchAudience(
  id: number,
  names: readonly string[],
  topics: readonly Pick<Topic, "name">[],
): OutgoingMessage {
  return text(
    `Topik ${names.map((name) => `“${clip(name, 40)}”`).join(", ")} belum ada. Yang ada: ${topics.map(({ name }) => name).join(", ")}, atau semua. Misalnya: /kepada ${id} ${topics[0]?.name.toLowerCase() ?? "semua"}`,
  );
}

/** What an editor should know before a draft is sent, in sentences. */
export function warnings({ alert: { embargoUntil }, reasons, faults }: OnDesk): string[] {
  const embargo = embargoUntil ? [`Embargo sampai ${momentName(embargoUntil)}.`] : [];
  return [...new Set([...embargo, ...reasons, ...faults.map(({ why }) => why)])];
}

/** Shown instead of the preview where an alert cannot be sent as it is. */
export function cannotBeSent(one: OnDesk, why: string): OutgoingMessage {
  const { id, content } = one.alert;
  const all = [...new Set([why, ...warnings(one)])];
  return {
    text: [
      { bold: `Draf ${id} belum dapat dikirim` },
      `\n“${clip(content.headline, 200)}”`,
      ...all.map((each): string => `\n⚠️ ${clip(each, 200)}`),
    ],
    buttons: [[{ label: "Ubah", says: `/ubah ${id}` }, reject(one.alert)]],
    preview: false,
  };
}

export function tried(id: number): OutgoingMessage {
  return text(`Itulah draf ${id}, hanya untuk Anda.`);
}

export function notTried(id: number): OutgoingMessage {
  return text(`Draf ${id} tidak ada atau tidak dapat dikirim ke sini.`);
}
