import { pino, stdTimeFunctions, type DestinationStream, type Logger } from "pino";

/**
 * The log: one JSON object a line, its time and level readable without a tool. Secrets never reach it: wherever one of them would stand in an error's words or stack, or in
 * any other text, it is blotted out, whoever wrote it there.
 */
export function createLog(level: string, secrets: readonly string[], to?: DestinationStream): Logger {
  const blot = (text: string): string =>
    secrets.filter((secret) => secret.length >= 6).reduce((t, secret) => t.replaceAll(secret, "***"), text);
  const options = {
    level,
    base: { app: "kabarkilat" },
    timestamp: stdTimeFunctions.isoTime,
    hooks: { streamWrite: blot }, // whoever wrote it, and wherever in the line
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? {
              type: error.name,
              message: error.message,
              stack: error.stack ?? "",
              ...(error.cause instanceof Error ? { cause: error.cause.message } : {}),
            }
          : String(error),
    },
  };
  return to ? pino(options, to) : pino(options);
}
