import { z } from "zod";

/** A hidden field in which a page of ours sends itself something as JSON; undefined where it is missing, or is not that any more. */
export function jsonField<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((json, context): unknown => {
      try {
        return JSON.parse(json);
      } catch {
        context.addIssue("no JSON");
        return z.NEVER;
      }
    })
    .pipe(schema)
    .optional()
    .catch(undefined);
}
