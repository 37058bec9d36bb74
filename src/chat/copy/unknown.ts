import type { OutgoingMessage } from "../../delivery/delivery.ts";
import type { SentAgain, Unknown } from "../../delivery/ledger.ts";
import { clockTime } from "../age.ts";
import { clip, KINDS, MESSENGERS, number, text } from "./pieces.ts";

/** Deliveries of which nobody knows whether they arrived. */

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
const NOT_SENT_AGAIN = ": siarannya sudah ditarik atau dihentikan, atau sudah ada ralat yang lebih baru";
