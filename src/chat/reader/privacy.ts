import * as copy from "../copy/copy.ts";
import { type ConversationPorts, speakerOf } from "../ports.ts";
import type { Said } from "../said.ts";
import { say, type Turn } from "../turn.ts";

/** What is kept of a reader, shown to them in their private chat alone. */
export async function answerData(said: Said, ports: ConversationPorts): Promise<Turn> {
  if (said.chat.kind !== "private") return say(copy.privatelyOnly());
  const kept = await ports.personal.kept(speakerOf(said));
  if (kept === null) return say(copy.nothingKept());
  return say(copy.dataKept(said.chat, kept, ports.topics, ports.newsroom, ports.now()));
}

/** Everything kept of a reader is deleted, once they have confirmed it. */
export async function answerErase(confirmed: boolean, said: Said, ports: ConversationPorts): Promise<Turn> {
  if (said.chat.kind !== "private") return say(copy.privatelyOnly());
  const speaker = speakerOf(said);
  if ((await ports.personal.kept(speaker)) === null) return say(copy.nothingKept());
  if (!confirmed) return { ...say(copy.confirmErase()), awaiting: { kind: "erase" } };
  const proof = proofOf(ports.random);
  await ports.personal.erase(speaker, proof, ports.now());
  return { ...say(copy.erased(proof)), forget: true };
}

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // none that is taken for another

/** A word nobody can guess, which stands in the audit log beside the erasure and says nothing of the person: "K7QX-M2PD-9TRW". */
function proofOf(random: () => number): string {
  const letter = (): string => LETTERS[Math.floor(random() * LETTERS.length)] ?? "";
  const group = (): string => Array.from({ length: 4 }, letter).join("");
  return [group(), group(), group()].join("-");
}
