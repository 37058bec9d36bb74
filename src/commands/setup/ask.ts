import type { Readable, Writable } from "node:stream";
import {
  CANCEL_SYMBOL,
  confirm,
  intro,
  isCancel,
  log,
  note,
  outro,
  password,
  select,
  text,
} from "@clack/prompts";

/** Whoever was asked pressed Ctrl+C or Escape. */
export class Cancelled extends Error {
  override name = "Cancelled";
}

/** The questions a terminal can be asked. Each throws Cancelled. */
export type Ask = ReturnType<typeof askOn>;

/** What is wrong with an answer, in words; undefined: nothing. */
export type Complaint = (answer: string) => string | undefined;

export function askOn(terminal: { input: Readable; output: Writable }) {
  return {
    begin: (title: string) => intro(title, terminal),
    end: (words: string) => outro(words, terminal),
    tell: (title: string, words: string) => note(words, title, { ...terminal, format: (line) => line }),
    doing: (words: string) => log.step(words, terminal),
    good: (words: string) => log.success(words, terminal),
    bad: (words: string) => log.error(words, terminal),

    async line(
      message: string,
      { complaint, initial = "" }: { complaint?: Complaint; initial?: string } = {},
    ) {
      return answered(
        await text({
          ...terminal,
          message,
          initialValue: initial,
          validate: (answer) => complaint?.((answer ?? "").trim()),
        }),
      ).trim();
    },

    async secret(message: string, complaint: Complaint) {
      return answered(
        await password({ ...terminal, message, validate: (answer) => complaint((answer ?? "").trim()) }),
      ).trim();
    },

    async yes(message: string, initialValue: boolean) {
      return answered(await confirm({ ...terminal, message, initialValue }));
    },

    async choice<const T extends string>(message: string, options: Record<T, string>): Promise<T> {
      const entries = Object.entries<string>(options).map(([value, label]) => ({ value, label }));
      const chosen: string = answered(await select({ ...terminal, message, options: entries }));
      for (const value in options) if (value === chosen) return value;
      throw new Cancelled();
    },

    /** Waits for something that happens elsewhere. null: whoever waited pressed Enter and goes on without it. */
    async until<T>(message: string, happens: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
      const over = new AbortController();
      const happened = happens(over.signal).finally(() => over.abort());
      happened.catch(() => undefined); // it is looked at below, or was given up
      const pressed = await text({ ...terminal, message, signal: over.signal });
      if (over.signal.aborted) return await happened;
      over.abort();
      answered(pressed);
      return null;
    },
  };
}

function answered<T>(answer: T | typeof CANCEL_SYMBOL): T {
  if (isCancel(answer)) throw new Cancelled();
  return answer;
}
