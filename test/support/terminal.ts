import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { until } from "./until.ts";

/** A person at a terminal: reads what is asked, and answers by keys. */
export interface PlayedTerminal {
  input: PassThrough & { isTTY: boolean };
  output: PassThrough & { isTTY: boolean };
  /** Waits until `question` is asked, and types. Enter is pressed unless `keys` says otherwise. */
  answers(question: string, typed?: string, keys?: string): Promise<void>;
  /** Everything that was on the screen, in its order. */
  screen(): string;
}

export const DOWN = "\u001B[B";
export const CTRL_C = "\u0003";

export function playedTerminal(): PlayedTerminal {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 400, rows: 60 });
  let shown = "";
  let read = 0;
  output.setEncoding("utf8").on("data", (text: string) => (shown += stripVTControlCharacters(text)));
  return {
    input,
    output,
    async answers(question, typed = "", keys = "\r") {
      await until(`it asks: ${question}`, () => shown.includes(question, read)).catch((error: unknown) => {
        throw new Error(`on the screen:\n${shown.slice(-1_000)}`, { cause: error });
      });
      read = shown.indexOf(question, read) + question.length;
      if (typed !== "") input.write(typed);
      input.write(keys);
    },
    screen: () => shown,
  };
}
