/** The command was called wrongly, or with something it cannot use: the message is all that its caller needs to see. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** For work that fails nearly always for outside reasons (a file, a server, a password): shows only the message. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || error.name === "ConfigError") throw error;
    throw new UsageError(error.message, { cause: error });
  }
}
