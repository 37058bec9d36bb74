import { z } from "zod";
import type { Config } from "../../config.ts";
import { type Check, fault, off, ok, reasonOf } from "./finding.ts";

const WHAT = "Summary model";
const MEANWHILE = "the built-in summariser writes meanwhile";

/** What OpenAI's API answers to GET /models; others speak it too. */
const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The language model that writes summaries: reachable, our key known, the named model there. Asks it to write nothing. */
export function summaryModel({ summary, modelApiKey }: Pick<Config, "summary" | "modelApiKey">): Check {
  return {
    what: WHAT,
    async look(signal) {
      const { model } = summary;
      if (!model) return [off(WHAT, "none configured: the built-in summariser writes")];
      const headers = modelApiKey === null ? {} : { authorization: `Bearer ${modelApiKey}` };
      let response: Response;
      try {
        response = await fetch(`${model.baseUrl.replace(/\/+$/, "")}/models`, { headers, signal });
      } catch (error) {
        return [
          fault(
            WHAT,
            `cannot be reached: ${reasonOf(error)}; ${MEANWHILE}`,
            "Start it, or correct summary.model.baseUrl.",
          ),
        ];
      }
      if (response.status === 401 || response.status === 403)
        return [fault(WHAT, `refuses our key; ${MEANWHILE}`, "Put the right one into MODEL_API_KEY.")];
      const known = Models.safeParse(await response.json().catch(() => null));
      if (!response.ok || !known.success)
        return [off(WHAT, `reachable; it does not say which models it has (HTTP ${response.status})`)];
      return known.data.data.some(({ id }) => id === model.name)
        ? [ok(WHAT, "reachable, and has the model that is named")]
        : [
            fault(
              WHAT,
              `does not have the model that summary.model.name names; ${MEANWHILE}`,
              `It has: ${
                known.data.data
                  .slice(0, 5)
                  .map(({ id }) => id)
                  .join(", ") || "none"
              }.`,
            ),
          ];
    },
  };
}
