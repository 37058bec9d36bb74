import { mayAskModel, modelShelf } from "../../store/articles/model-summaries.ts";
import { modelWriter, type WriteSummary } from "../../summaries/model/writer.ts";
import { summarise } from "../../summaries/summarise.ts";
import type { Core } from "../core.ts";

/** Who writes the summaries: the model that the configuration names, or the built-in summariser alone. */
export async function openSummaryWriter(
  wiring: Pick<Core, "config" | "pool" | "events" | "now">,
): Promise<WriteSummary> {
  const { budget, model } = wiring.config.summary;
  if (!model) return async (article) => ({ summary: summarise(article, { budget }), remark: null });
  const { openEndpoint } = await import("../../summaries/model/endpoint.ts"); // slow to load, and rarely used
  return modelWriter({
    model: openEndpoint({ ...model, apiKey: wiring.config.modelApiKey }),
    shelf: modelShelf(wiring.pool),
    mayAsk: mayAskModel(wiring.pool, model),
    settings: {
      name: model.name,
      houseStyle: model.houseStyle,
      budget,
      timeoutMs: model.timeoutSeconds * 1000,
    },
    onFault: (error) => wiring.events.fault("model", error),
    onRefused: () => wiring.events.summaryFaulty("model"),
    now: wiring.now,
  });
}
