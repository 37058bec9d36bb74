import { z } from "zod";
import { codeOf } from "../../error-code.ts";

/** What one check found, in plain words for whoever runs the service. */
export interface Finding {
  /** What was looked at ("Telegram", "PostgreSQL"). */
  what: string;
  /** `off`: not configured, or nothing that can be looked at yet. */
  state: "ok" | "fault" | "off";
  said: string;
  /** How to mend it; null where nothing is wrong. */
  mend: string | null;
}

/** Checks one thing. If it throws, the error becomes a finding. */
export interface Check {
  what: string;
  look(signal: AbortSignal): Promise<Finding[]>;
}

export const ok = (what: string, said: string): Finding => ({ what, state: "ok", said, mend: null });
export const off = (what: string, said: string): Finding => ({ what, state: "off", said, mend: null });
export const fault = (what: string, said: string, mend: string): Finding => ({
  what,
  state: "fault",
  said,
  mend,
});

/** Of these faults of `what`, those that are the case. */
export function faultsAmong(
  what: string,
  ...cases: readonly (readonly [isSo: boolean, said: string, mend: string])[]
): Finding[] {
  return cases.filter(([isSo]) => isSo).map(([, said, mend]) => fault(what, said, mend));
}

/** Makes all checks at once. One that hangs or throws becomes a finding, and does not delay the others. */
export async function examine(checks: readonly Check[], withinMs: number): Promise<Finding[]> {
  return (await Promise.all(checks.map((check) => lookWithin(check, withinMs)))).flat();
}

async function lookWithin({ what, look }: Check, ms: number): Promise<Finding[]> {
  const limit = AbortSignal.timeout(ms);
  const late = new Promise<Finding[]>((resolve) => {
    limit.addEventListener("abort", () =>
      resolve([
        fault(
          what,
          `gave no answer within ${ms / 1000} s`,
          "See whether it is overloaded, or a firewall drops what is sent to it.",
        ),
      ]),
    );
  });
  const looked = look(limit).catch((error: unknown) => [
    fault(what, `could not be looked at: ${reasonOf(error)}`, "Mend what it names, and ask again."),
  ]);
  return Promise.race([looked, late]);
}

/** The innermost cause of an error, by its code where it has one: some errors have no message, and some quote an address. */
export function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  if (!(inner instanceof Error)) return "no reason given";
  if (inner.cause instanceof Error) return reasonOf(inner.cause);
  if (inner instanceof z.ZodError) return "its answer has another form than was expected";
  return KNOWN[codeOf(inner)] ?? (inner.message || codeOf(inner) || inner.name);
}

const KNOWN: Partial<Record<string, string>> = {
  EACCES: "permission denied",
  EROFS: "its file system can only be read",
  ECONNREFUSED: "nothing listens there (connection refused)",
  ENOTFOUND: "DNS does not know that name",
  EAI_AGAIN: "DNS does not answer",
  ECONNRESET: "the connection was cut",
  ETIMEDOUT: "no answer",
  EHOSTUNREACH: "no route to that machine",
  ENETUNREACH: "this machine has no network",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
};
