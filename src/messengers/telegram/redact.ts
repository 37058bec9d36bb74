import { GrammyError, HttpError } from "grammy";

/**
 * What went wrong, fit for a log: the messages of an error and its causes with the token struck out, and nothing of
 * what was sent (grammY's errors carry the whole payload, and addresses of the Bot API have the token in them).
 */
export function withoutSecrets(error: unknown, token: string): Error {
  return new Error(reasons(error).join(": ").replaceAll(token, "<token>"));
}

function reasons(error: unknown): string[] {
  if (error instanceof GrammyError) return [error.message];
  if (error instanceof HttpError) return [error.message, ...reasons(error.error)];
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, ...(error.cause === undefined ? [] : reasons(error.cause))];
}
