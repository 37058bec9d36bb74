/** The command was called wrongly, or with something it cannot use: the message is all that its caller needs to see. */
export class UsageError extends Error {
  override name = "UsageError";
}
