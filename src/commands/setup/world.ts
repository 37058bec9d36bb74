import type { Looked } from "./look.ts";

/** What an interview asks of the world. */
export interface World {
  /** What is at an address; `inside`: it is in a private network, where polling goes only if the configuration says so. */
  look(address: string): Promise<{ looked: Looked; inside: string | null }>;
  bot(token: string): Promise<Bot | string>;
  /** A few digits that nobody can guess. */
  code(): string;
}

/** A bot that a token belongs to. */
export interface Bot {
  username: string;
  whoSends(code: string, signal: AbortSignal): Promise<{ id: number; name: string } | string>;
  writes(to: { id: number; name: string }, text: string): Promise<boolean>;
}

/** What the files say already. */
export interface Before {
  sources: readonly string[];
  editors: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
}
