import { pino, stdTimeFunctions, type DestinationStream, type Logger } from "pino";

/**
 * The log: one JSON object a line, with readable time and level. Every occurrence of a secret in a line, also in an error's message or stack,
 * is replaced by asterisks.
 */
export function createLog(level: string, secrets: readonly string[], to?: DestinationStream): Logger {
  const blot = (text: string): string =>
    secrets.filter((secret) => secret.length >= 6).reduce((t, secret) => t.replaceAll(secret, "***"), text);
  const options = {
    level,
    base: { app: "kabarkilat" },
    timestamp: stdTimeFunctions.isoTime,
    hooks: { streamWrite: blot },
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
