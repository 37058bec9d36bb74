import { z } from "zod";

/** What a model is asked for. */
export const ModelAnswer = z.object({
  summary: z.string().transform(oneLine).pipe(z.string().min(1)),
  flash: z
    .string()
    .transform((text) => oneLine(text).replace(/(?<!\.)\.$/, ""))
    .pipe(z.string().min(1)),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

/** The same for the endpoint, as JSON Schema. */
export const ANSWER_SCHEMA = z.toJSONSchema(z.strictObject({ summary: z.string(), flash: z.string() }));

/** The answer in what a model wrote, which may stand in a code block or behind a few words; null where there is none. */
export function answerIn(written: string): ModelAnswer | null {
  const json = written.slice(written.indexOf("{"), written.lastIndexOf("}") + 1);
  try {
    return ModelAnswer.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
