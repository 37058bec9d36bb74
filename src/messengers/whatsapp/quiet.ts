import type { SocketConfig } from "@whiskeysockets/baileys";

type Logger = SocketConfig["logger"];

/**
 * The logger Baileys gets. Its records are full of phone numbers, so only the fixed words of its errors come through, and
 * none of what they are about.
 */
export function quietLogger(onError: (words: string) => void): Logger {
  const nothing = (): void => undefined;
  const logger: Logger = {
    level: "error", // Baileys builds its costlier records only for the levels below
    child: () => logger,
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (_about, words) => {
      if (words !== STREAM_ENDS) onError(words ?? "galat tanpa keterangan");
    },
  };
  return logger;
}

/** The end of the connection tells the same with its reason (disconnect.ts), and after every pairing it is no fault. */
const STREAM_ENDS = "stream errored out";

const WHOLE_SESSIONS =
  /^(?:Closing|Opening|Removing old closed) session:|^Session already (?:closed|open)|^Closing open session in favor/;

/**
 * libsignal prints whole sessions, private keys and all, with console.info and console.warn when it opens or closes one,
 * and asks nobody first. Drops just these lines, for the whole process; calling it again does nothing.
 */
export function hushSignal(): void {
  if (hushed) return;
  hushed = true;
  const { console } = globalThis;
  for (const level of ["info", "warn"] as const) {
    const print = console[level].bind(console);
    console[level] = (...words: unknown[]) => {
      if (typeof words[0] === "string" && WHOLE_SESSIONS.test(words[0])) return;
      print(...words);
    };
  }
}

let hushed = false;
