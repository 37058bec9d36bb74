import { createHash } from "node:crypto";
import type { CleanArticle } from "../../articles/article.ts";
import type { Fault } from "../check.ts";
import { summarise } from "../summarise.ts";
import type { Summary } from "../summary.ts";
import { answerIn } from "./answer.ts";
import { modelFaults } from "./faults.ts";
import { withoutInstructions } from "./instructions.ts";
import { type Patience, patience } from "./patience.ts";
import { type Message, PROMPT_VERSION, question, sentBack } from "./prompt.ts";

/** A summary, and why a model's own was not used, in a sentence for an editor; null where it was, or none was asked. */
export interface Written {
  summary: Summary;
  remark: string | null;
}

export type WriteSummary = (article: CleanArticle, signal: AbortSignal) => Promise<Written>;

/** A language model, asked once. Rejects with ModelSilent when it gives no answer. */
export interface Model {
  ask(messages: readonly Message[], signal: AbortSignal): Promise<string>;
}

/** No answer came. `why` is the rest of a sentence for an editor: "Model bahasa …". */
export class ModelSilent extends Error {
  override name = "ModelSilent";
  readonly why: string;
  constructor(why: string) {
    super(`the model gave no answer: ${why}`);
    this.why = why;
  }
}

export interface WriterParts {
  model: Model;
  /** Summaries that passed the check before, by what they were made of. */
  shelf: {
    find(key: string): Promise<Summary | undefined>;
    keep(key: string, summary: Summary, at: Date): Promise<void>;
  };
  /** Counts a question and says whether the limits of the hour and the day allow it. */
  mayAsk(at: Date): Promise<boolean>;
  settings: {
    name: string;
    houseStyle: string | null;
    budget: number;
    /** For everything that is asked about one article, second try included. */
    timeoutMs: number;
  };
  onFault(error: unknown): void;
  /** An answer of the model did not pass the check. */
  onRefused?(): void;
  now(): Date;
}

/**
 * Summaries by a model, and the built-in one whenever the model's is late, missing, not allowed or not true:
 *
 *   ask ──▶ check ──passes──▶ kept and used
 *             └─fails──▶ ask again, with the reasons ──▶ check ──passes──▶ kept and used
 *                                                          └─fails──▶ built-in
 *
 * It never rejects, and no article waits longer than `timeoutMs`. A model that keeps silent is left alone for a while,
 * so that a broken one does not cost every article its time limit.
 */
export function modelWriter(parts: WriterParts): WriteSummary {
  const patient = patience();
  return async (article, signal) => {
    const { budget } = parts.settings;
    const builtIn = summarise(article, { budget });
    if (builtIn.text === "") return { summary: builtIn, remark: null };
    const why = (reason: string): Written => ({
      summary: builtIn,
      remark: `Dipakai ringkasan bawaan: ${reason}`,
    });
    try {
      const key = keyOf(article, parts.settings);
      const kept = await parts.shelf.find(key);
      if (kept && modelFaults(kept, article, budget).length === 0) return { summary: kept, remark: null };
      const result = await write(parts, article, builtIn, patient, signal);
      if ("refused" in result) return why(result.refused);
      await parts.shelf.keep(key, result.summary, parts.now());
      return { summary: result.summary, remark: null };
    } catch (error) {
      signal.throwIfAborted(); // the service stops: nobody waits for this summary any more
      parts.onFault(error);
      if (!(error instanceof ModelSilent)) return why("model bahasa sedang terganggu.");
      patient.failed(parts.now());
      return why(`model bahasa ${error.why}.`);
    }
  };
}

async function write(
  { model, mayAsk, settings, onRefused, now }: WriterParts,
  article: CleanArticle,
  builtIn: Summary,
  patient: Patience,
  signal: AbortSignal,
): Promise<{ summary: Summary } | { refused: string }> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(settings.timeoutMs)]);
  let messages = question(withoutInstructions(article), settings.budget, settings.houseStyle);
  let faults: Fault[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (patient.rests(now()))
      return { refused: "model bahasa berkali-kali tidak menjawab dan didiamkan sebentar." };
    if (!(await mayAsk(now()))) return { refused: "batas pemakaian model bahasa tercapai." };
    const written = await model.ask(messages, inTime);
    patient.answered();
    const answer = answerIn(written);
    const summary = answer && { headline: builtIn.headline, text: answer.summary, flash: answer.flash };
    faults = summary ? modelFaults(summary, article, settings.budget) : [NO_ANSWER];
    if (summary && faults.length === 0) return { summary };
    onRefused?.();
    messages = sentBack(messages, written, faults);
  }
  return { refused: `ringkasan model bahasa ditolak. ${faults.map(({ why }) => why).join(" ")}` };
}

const ATTEMPTS = 2;

const NO_ANSWER: Fault = {
  kind: "form",
  found: "",
  why: 'Jawaban bukan JSON dengan "summary" dan "flash".',
};

/** The version of an article, and of everything else that a summary comes from. */
function keyOf({ title, paragraphs }: CleanArticle, settings: WriterParts["settings"]): string {
  const { name, houseStyle, budget } = settings;
  return createHash("sha256")
    .update(JSON.stringify([PROMPT_VERSION, name, houseStyle, budget, title, paragraphs]))
    .digest("hex");
}
