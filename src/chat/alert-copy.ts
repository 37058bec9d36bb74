import type { NotDone } from "../alerts/acts.ts";
import type { AlertContent } from "../alerts/alert.ts";
import type { Topic } from "../articles/topic.ts";
import type { Reach } from "../delivery/audience.ts";
import { type Button, MESSENGER_NAMES, type OutgoingMessage } from "../delivery/delivery.ts";
import type { SentAgain, Unknown } from "../delivery/ledger.ts";
import type { RichText } from "../delivery/rich-text.ts";
import { clockTime, dayName, momentName, type Zone } from "./age.ts";
import type { CannotSay, Listed, OnDesk } from "./alert-desk.ts";
import { STATES } from "./alert-states.ts";
import { clip, inPairs, KINDS, MESSENGERS, number, reach } from "./copy.ts";
import { noSuchDraft } from "./desk-copy.ts";
import { momentWords } from "./moment.ts";

/** What editors are told about alerts and what they may do to them. */

export function notDone(id: number, why: NotDone): OutgoingMessage {
  return why.kind === "absent" ? noSuchDraft(id) : text(whyNotDone(`Siaran ${id}`, why));
}

/** The same sentence on a page. */
export function whyNotDone(what: string, why: NotDone): string {
  switch (why.kind) {
    case "absent":
      return `${what} tidak ada.`;
    case "changed":
      return `${what} baru saja diubah${why.by ? ` oleh ${why.by}` : ""}. Lihat dulu isinya yang baru, lalu putuskan lagi.`;
    case "no longer first":
      return why.by === null
        ? `${what} tidak lagi perlu dua penyunting: persetujuan berikutnya menyiarkan atau menjadwalkannya.`
        : `${why.by} sudah menyetujui; persetujuan berikutnya menyiarkan atau menjadwalkannya. Putuskan lagi.`;
    case "approved for later":
      return `${what} sudah disetujui${why.by ? ` ${why.by}` : ""} untuk ${momentName(why.sendAt)}, dan belum disiarkan. Setujui untuk waktu itu, atau siarkan sekarang.`;
    case "embargo":
      return `${what} diembargo sampai ${momentName(why.until)}.`;
    case "scheduled earlier":
      return `Embargo tidak disimpan: ${what.toLowerCase()} terjadwal ${momentName(why.at)}, sebelum itu. Batalkan atau ubah jadwalnya dulu.`;
    case "too late": {
      const who = why.by ? ` oleh ${why.by}` : "";
      return `${what} ${STATES[why.state]}${why.at ? ` (${clockTime(why.at)}${who})` : ""}, jadi tidak ada yang diubah.`;
    }
  }
}

export function cannotSay({ why }: CannotSay): OutgoingMessage {
  return text(`Belum dapat dipakai: ${why} Kirim teksnya lagi, atau ketik batal.`);
}

/** Pressed twice, or by two. */
export function alreadySending(id: number): OutgoingMessage {
  return text(
    `Siaran ${id} sudah berjalan, tidak dikirim dua kali. Ketik /status ${id} untuk melihat hasilnya.`,
  );
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
  return {
    text: [
      { bold: `Draf ${alert.id} diubah` },
      `, untuk ${reach(audience)}${scheduled}.`,
      unscheduled ? "\nJadwalnya batal: isi yang baru ini belum disetujui siapa pun." : "",
      ...faults.map(({ why }): string => `\n⚠️ ${why}`),
      faults.length > 0 ? "\nPeriksa yang ditandai sebelum menyiarkan." : "",
      alert.state === "draft" ? " Siarkan?" : "",
    ],
    buttons: [
      [
        {
          label: `Siarkan ke ${number(audience.now + audience.inDigest)} chat`,
          says: `/setujui ${alert.id}v${alert.version}`,
        },
        { label: "Tolak", says: `/tolak ${alert.id}v${alert.version}` },
      ],
      [
        { label: "Ubah lagi", says: `/ubah ${alert.id}` },
        { label: "Jadwalkan", says: `/jadwal ${alert.id}v${alert.version}` },
        { label: "Penerima", says: `/kepada ${alert.id}` },
      ],
    ],
  };
}

export function schedule(scheduled: readonly Listed[]): OutgoingMessage {
  if (scheduled.length === 0)
    return text("Tidak ada siaran terjadwal. Jadwalkan draf dengan, misalnya: /jadwal 12 18.30");
  return {
    text: [
      { bold: `Siaran terjadwal: ${scheduled.length}` },
      ...scheduled.flatMap(({ alert }): RichText => [
        `\n\n${alert.sendAt ? `${dayName(alert.sendAt)} ${clockTime(alert.sendAt)}` : ""}, siaran ${alert.id}\n`,
        { bold: alert.content.headline },
      ]),
    ],
    buttons: scheduled.slice(0, CHANCES).map(({ alert }) => [
      { label: `Lihat ${alert.id}`, says: `/status ${alert.id}` },
      { label: `Batalkan ${alert.id}`, says: `/jadwal ${alert.id} batal` },
    ]),
    preview: false,
  };
}

const CHANCES = 8; // rows of buttons; what is scheduled later is decided on later

export function askMoment(id: number): OutgoingMessage {
  return text(`Kapan draf ${id} disiarkan? Misalnya: 18.30, besok 06.00 WITA, 25 Nov 18.30, atau 30 menit.`);
}

/** Under what it will say. `when` is how `moment` is read; another time may be typed instead. */
export function confirmSchedule(one: OnDesk, moment: string, when: string): OutgoingMessage {
  const { id, version } = one.alert;
  return {
    text: [
      `Jadwalkan siaran ${id} untuk `,
      { bold: when },
      `, ke ${reach(one.reach)}? Untuk waktu lain, ketik waktunya.`,
      ...warnings(one).map((why): string => `\n⚠️ ${clip(why, 200)}`),
    ],
    buttons: [
      [
        { label: "Jadwalkan", says: `/jadwal ${id}v${version} ${moment}` },
        { label: "Ubah", says: `/ubah ${id}` },
        { label: "Batal", says: "/batal" },
      ],
    ],
  };
}

export function noMoment(words: string): OutgoingMessage {
  return text(
    `“${words.slice(0, 40)}” bukan waktu yang dikenal, atau sudah lewat. Tulis misalnya: 18.30, besok 06.00 WITA, 25 Nov 18.30, atau 30 menit. Ketik batal untuk tidak jadi.`,
  );
}

export function scheduledFor(id: number, at: Date, now: Date, zone: Zone): OutgoingMessage {
  return {
    text: [`Siaran ${id} dijadwalkan untuk `, { bold: whenOf(at, now, zone) }, "."],
    buttons: [[{ label: "Batalkan jadwal", says: `/jadwal ${id} batal` }]],
  };
}

export function unscheduled(id: number): OutgoingMessage {
  return text(`Jadwal siaran ${id} dibatalkan; isinya kembali menjadi draf.`);
}

export function held(id: number): OutgoingMessage {
  return {
    text: [`Siaran ${id} ditahan. Yang sudah terkirim tetap ada.`],
    buttons: [
      [
        { label: "Teruskan", says: `/teruskan ${id}` },
        { label: "Ralat", says: `/ralat ${id}` },
        { label: "Tarik", says: `/tarik ${id}` },
        { label: "Hentikan", says: `/hentikan ${id}` },
      ],
    ],
  };
}

export function continued(id: number): OutgoingMessage {
  return {
    text: [`Siaran ${id} diteruskan.`],
    buttons: [
      [
        { label: "Tahan lagi", says: `/tahan ${id}` },
        { label: "Hasil", says: `/status ${id}` },
      ],
    ],
  };
}

export function ended(id: number, correcting: boolean): OutgoingMessage {
  return {
    text: [
      `Siaran ${id} dihentikan; yang belum menerima tidak akan menerimanya. Yang sudah terkirim tetap ada${correcting ? ", dan ralatnya tetap dikirim" : ""}.`,
    ],
    buttons: [
      [
        { label: "Ralat", says: `/ralat ${id}` },
        { label: "Tarik", says: `/tarik ${id}` },
      ],
    ],
  };
}

/** Nobody has it, or nobody has it any more: nothing to correct or to recall. */
export function notSaidYet({ alert: { id, state } }: OnDesk): OutgoingMessage {
  const start = `Siaran ${id} ${STATES[state]}: tidak ada yang dapat diralat atau ditarik.`;
  if (state !== "draft" && state !== "scheduled") return text(start);
  return {
    text: [start],
    buttons: [
      [
        { label: "Ubah", says: `/ubah ${id}` },
        { label: "Tolak", says: `/tolak ${id}` },
      ],
    ],
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

/** Under what a scheduled alert will say. */
export function decideScheduled({ alert, reach: audience }: OnDesk, at: Date): OutgoingMessage {
  const { id, version } = alert;
  return {
    text: [
      { bold: `Siaran ${id}` },
      ` dijadwalkan untuk ${dayName(at)} ${clockTime(at)}, ke ${reach(audience)}.`,
    ],
    buttons: [
      [
        { label: "Siarkan sekarang", says: `/setujui ${id}v${version}` },
        { label: "Batalkan jadwal", says: `/jadwal ${id} batal` },
      ],
      [
        { label: "Ubah", says: `/ubah ${id}` },
        { label: "Pindahkan", says: `/jadwal ${id}v${version}` },
      ],
    ],
  };
}

/** To those who could be the second to approve. What the first one approved for a moment is not sent before it by the first button. */
export function askSecond({ alert, reach: audience }: OnDesk, first: string): OutgoingMessage {
  const { id, version, firstSendAt: at } = alert;
  const approve = `/setujui ${id}v${version}`;
  const chats = `${number(audience.now + audience.inDigest)} chat`;
  const no: Button = { label: "Tolak", says: `/tolak ${id}v${version}` };
  return {
    text: [
      { bold: `Draf ${id} perlu persetujuan kedua` },
      `, untuk ${reach(audience)}. ${first} sudah menyetujuinya`,
      ...(at ? [" untuk ", { bold: momentName(at) }] : []),
      ".",
    ],
    buttons: at
      ? [
          [{ label: `Setujui untuk ${momentName(at)}`, says: `${approve} ${momentWords(at)}` }],
          [{ label: `Siarkan sekarang ke ${chats}`, says: `${approve} sekarang` }, no],
        ]
      : [[{ label: `Siarkan ke ${chats}`, says: approve }, no]],
  };
}

/** Who hears a draft, and the ways to change it. */
export function whoHears(
  { alert, reach: audience }: OnDesk,
  topics: readonly Pick<Topic, "id" | "name">[],
  unscheduled: boolean,
): OutgoingMessage {
  const { id, version, content } = alert;
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
      { bold: `Penerima draf ${id}` },
      `: ${whom}${content.breaking ? ", sebagai berita kilat" : ""}.\n${sizes(audience)}`,
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
      [
        {
          label: `Siarkan ke ${number(audience.now + audience.inDigest)} chat`,
          says: `/setujui ${id}v${version}`,
        },
      ],
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

export function askEmbargo(id: number): OutgoingMessage {
  return text(
    `Sampai kapan draf ${id} tidak boleh disiarkan? Misalnya: 18.30, besok 06.00 WITA, atau 25 Nov 18.30. Ketik batal untuk tidak jadi.`,
  );
}

export function embargoed(id: number, until: Date, now: Date, zone: Zone): OutgoingMessage {
  return {
    text: [
      `Draf ${id} tidak dapat disiarkan sebelum `,
      { bold: whenOf(until, now, zone) },
      ", oleh siapa pun.",
    ],
    buttons: [
      [
        { label: "Jadwalkan", says: `/jadwal ${id}` },
        { label: "Cabut embargo", says: `/embargo ${id} batal` },
      ],
    ],
  };
}

export function embargoLifted(id: number): OutgoingMessage {
  return text(`Embargo draf ${id} dicabut.`);
}

/** What an editor should know before a draft is sent, in sentences. */
export function warnings({ alert: { embargoUntil }, reasons, faults }: OnDesk): string[] {
  const embargo = embargoUntil ? [`Embargo sampai ${momentName(embargoUntil)}.`] : [];
  return [...new Set([...embargo, ...reasons, ...faults.map(({ why }) => why)])];
}

/** Shown instead of the preview where an alert cannot be sent as it is. */
export function cannotBeSent(one: OnDesk, why: string): OutgoingMessage {
  const { id, version, content } = one.alert;
  const all = [...new Set([why, ...warnings(one)])];
  return {
    text: [
      { bold: `Draf ${id} belum dapat dikirim` },
      `\n“${clip(content.headline, 200)}”`,
      ...all.map((each): string => `\n⚠️ ${clip(each, 200)}`),
    ],
    buttons: [
      [
        { label: "Ubah", says: `/ubah ${id}` },
        { label: "Tolak", says: `/tolak ${id}v${version}` },
      ],
    ],
    preview: false,
  };
}

export function whenOf(at: Date, now: Date, zone: Zone): string {
  const day = dayName(at, zone) === dayName(now, zone) ? "hari ini" : dayName(at, zone);
  return `${day} ${clockTime(at, zone)}`;
}

export function askCorrection({ alert, article }: OnDesk): OutgoingMessage {
  return {
    text: [
      `Kirim isi yang benar untuk siaran ${alert.id}: baris pertama judul, baris berikutnya isi. Tambahkan baris `,
      { bold: "Ralat: …" },
      " untuk menjelaskan kepada pembaca apa yang semula keliru. Di bawah ini isinya sekarang, untuk disalin. Ketik batal untuk tidak jadi.",
    ],
    ...(article
      ? { buttons: [[{ label: "Pakai isi sumber sekarang", says: `/ralat ${alert.id} sumber` }]] }
      : {}),
  };
}

export function nothingPrepared(id: number): OutgoingMessage {
  return text(`Siaran ${id} tidak berasal dari artikel. Tulis ralatnya sendiri dengan /ralat ${id}.`);
}

/** `faults`: of its new words. */
export function confirmCorrection(id: number, faults: OnDesk["faults"]): OutgoingMessage {
  return {
    text: [
      "Begitulah isinya setelah ralat. Pesan yang sudah terkirim akan diubah; di tempat yang tidak dapat diubah lagi, ralat dikirim sebagai pesan baru.",
      ...faults.map(({ why }): string => `\n⚠️ ${clip(why, 200)}`),
      faults.length > 0 ? "\n" : " ",
      { bold: `Kirim ralat siaran ${id}?` },
    ],
    buttons: [
      [
        { label: "Kirim ralat", says: `/ralat ${id} ya` },
        { label: "Batal", says: "/batal" },
      ],
    ],
  };
}

export function correcting(id: number, chats: number): OutgoingMessage {
  return text(
    `Ralat siaran ${id} sedang dikirim ke ${number(chats)} chat. Ketik /status ${id} untuk melihat hasilnya.`,
  );
}

export function confirmRecall({ alert }: OnDesk, reason: string | null): OutgoingMessage {
  return {
    text: [
      { bold: `Tarik siaran ${alert.id}?` },
      `\n“${alert.content.headline}”\nPesannya dihapus di semua chat; di tempat yang tidak dapat dihapus lagi, dikirim pemberitahuan bahwa kabar ini ditarik. `,
      reason === null
        ? "Tulis alasannya untuk pembaca, atau tekan Tarik."
        : `Pembaca melihat: “Alasan: ${reason}”`,
    ],
    buttons: [
      [
        { label: "Tarik", says: `/tarik ${alert.id} ya` },
        { label: "Batal", says: "/batal" },
      ],
    ],
  };
}

export function recalling(id: number, chats: number): OutgoingMessage {
  return text(
    `Siaran ${id} sedang ditarik dari ${number(chats)} chat. Ketik /status ${id} untuk melihat hasilnya.`,
  );
}

export function tried(id: number): OutgoingMessage {
  return text(`Itulah draf ${id}, hanya untuk Anda.`);
}

export function notTried(id: number): OutgoingMessage {
  return text(`Draf ${id} tidak ada atau tidak dapat dikirim ke sini.`);
}

export function nothingUnknown(id: number): OutgoingMessage {
  return text(`Tidak ada kiriman siaran ${id} yang tidak pasti.`);
}

export function whatOfUnknown(
  id: number,
  { total, named }: { total: number; named: readonly Unknown[] },
): OutgoingMessage {
  const shown = named.slice(0, NAMED);
  const rest = total - shown.length;
  return {
    text: [
      { bold: `${number(total)} kiriman siaran ${id} tidak pasti sampai` },
      ...shown.map(
        (one) => `\n• ${chatName(one)}, ${clockTime(one.at)}${one.why ? `: ${clip(one.why)}` : ""}`,
      ),
      rest > 0 ? `\n• dan ${number(rest)} lainnya` : "",
      `\n\n${SEND_OR_LEAVE}`,
    ],
    buttons: [
      [
        { label: "Kirim lagi", says: `/takpasti ${id} kirim` },
        { label: "Biarkan", says: `/takpasti ${id} biarkan` },
      ],
    ],
  };
}

const NAMED = 8; // fits a phone

/** What either decision can cost. */
export const SEND_OR_LEAVE =
  "Bila dikirim lagi, yang ternyata sudah menerima mendapatnya dua kali. Bila dibiarkan, yang ternyata belum menerima tidak mendapatnya.";

/** A chat as an editor knows it, without whose it is. */
export function chatName({ kind, name, messenger }: Pick<Unknown, "kind" | "name" | "messenger">): string {
  return `${KINDS[kind]} ${name === null ? MESSENGERS[messenger] : `${name} (${MESSENGERS[messenger]})`}`;
}

export function settledUnknown(
  id: number,
  what: "send again" | "leave",
  { again, left }: SentAgain,
): OutgoingMessage {
  if (again + left === 0) return nothingUnknown(id);
  const why = what === "leave" ? "" : NOT_SENT_AGAIN;
  return text(
    [
      ...(again > 0 ? [`${number(again)} kiriman siaran ${id} dikirim lagi.`] : []),
      ...(left > 0 ? [`${number(left)} kiriman siaran ${id} dibiarkan${why}.`] : []),
    ].join(" "),
  );
}

/** Why some stay as they are although they were to be sent again. */
export const NOT_SENT_AGAIN =
  ": siarannya sudah ditarik atau dihentikan, atau sudah ada ralat yang lebih baru";

function text(line: string): OutgoingMessage {
  return { text: [line] };
}
