import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, RetryError } from "ai";
import { ANSWER_SCHEMA } from "./answer.ts";
import { type Model, ModelSilent } from "./writer.ts";

/**
 * Any endpoint that speaks OpenAI's chat completions (OpenAI, Ollama, vLLM, Gemini …), through the AI SDK. Heavy to import:
 * load it only where a model is configured.
 */
export function openEndpoint(options: {
  baseUrl: string;
  name: string;
  apiKey: string | null;
  /** The longest answer, in tokens: what one question can cost. null: the endpoint's own limit. */
  maxTokens: number | null;
  /** Sends the answer's JSON Schema along; off for endpoints that refuse it. */
  schema: boolean;
}): Model {
  const { name, maxTokens } = options;
  const provider = createOpenAICompatible({
    name: "kabarkilat",
    baseURL: options.baseUrl,
    ...(options.apiKey === null ? {} : { apiKey: options.apiKey }),
    fetch: briefly,
    // Not by the SDK's `output`: it would throw an answer away that is JSON in a code block.
    transformRequestBody: (body) => (options.schema ? { ...body, response_format: RESPONSE_FORMAT } : body),
  });
  return {
    async ask([system, ...messages], signal) {
      try {
        const { text } = await generateText({
          model: provider(name),
          instructions: system?.content ?? "",
          messages: messages.map(({ role, content }) =>
            role === "assistant" ? { role, content } : { role: "user" as const, content },
          ),
          ...(maxTokens === null ? {} : { maxOutputTokens: maxTokens }),
          maxRetries: RETRIES,
          abortSignal: signal,
        });
        return text;
      } catch (error) {
        // Without the cause: it carries the request, and with it the article and the key.
        throw new ModelSilent(whySilent(error, signal));
      }
    },
  };
}

// For what the SDK knows to be passing: 408, 409, 429 and 5xx, with growing waits, within the caller's time limit.
const RETRIES = 1;

const RESPONSE_FORMAT = {
  type: "json_schema",
  json_schema: { name: "ringkasan", strict: true, schema: ANSWER_SCHEMA },
};

function whySilent(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "tidak menjawab tepat waktu";
  const last = RetryError.isInstance(error) ? error.lastError : error;
  const status = APICallError.isInstance(last) ? last.statusCode : undefined;
  if (status === undefined) return "tidak dapat dihubungi";
  if (status === 429) return "sedang membatasi pemakaian (429)";
  if (status === 401 || status === 403) return `menolak MODEL_API_KEY (${status})`;
  return status < 400 ? "menjawab dengan sesuatu yang tidak terbaca" : `menjawab dengan galat ${status}`;
}

// An answer has a few hundred characters; whoever sends more than this is no model.
const LONGEST_RESPONSE = 256 * 1024;

/** `fetch`, ending a response that goes on and on. */
const briefly: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (!response.body) return response;
  let length = 0;
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        length += chunk.length;
        if (length > LONGEST_RESPONSE) controller.error(new Error("the response is too long"));
        else controller.enqueue(chunk);
      },
    }),
  );
  return new Response(body, response);
};
