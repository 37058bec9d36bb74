import { z } from "zod";

/** Calls a method of the Bot API. Resolves with its answer, also a refusal, and the Date header. */
export type AskBot = (
  method: string,
  body?: object,
) => Promise<{ answer: z.infer<typeof Answer>; date: string | null }>;

const Answer = z.object({
  ok: z.boolean(),
  error_code: z.number().optional(),
  description: z.string().optional(),
  result: z.unknown().optional(),
});

export const TELEGRAM_ROOT = "https://api.telegram.org";

/**
 * The Bot API by plain HTTP, one attempt a call, for doctor and setup. The address contains the token, so of a failed request only the reason
 * may be shown (reasonOf).
 */
export function botApi(root: string, token: string, signal: AbortSignal): AskBot {
  return async (method, body = {}) => {
    const response = await fetch(`${root}/bot${token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    const json: unknown = await response.json().catch(() => null);
    const answer = Answer.safeParse(json);
    if (!answer.success) throw new Error(`what answers is not the Bot API (HTTP ${response.status})`);
    return { answer: answer.data, date: response.headers.get("date") };
  };
}
