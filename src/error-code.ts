/** The code that the operating system, PostgreSQL or a program gave an error; "" where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** No connection, or an unknown host name. A host with several addresses gives an AggregateError with the code of all. */
export function isOfTheNetwork(error: unknown): boolean {
  return /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(
    codeOf(error),
  );
}

/** The code of an error over which nothing is to be tried again: what was asked was let go of for good. */
export const LET_GO = "KABARKILAT_LET_GO";
