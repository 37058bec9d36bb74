/** The code that the operating system, PostgreSQL or a program gave an error; "" where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
