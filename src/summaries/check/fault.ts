/** Something in a summary that the article does not support, or that no summary may have. */
export interface Fault {
  kind:
    | "number"
    | "date"
    | "name"
    | "quotation"
    | "negation"
    | "hedge"
    | "qualifier"
    | "direction"
    | "related"
    | "language"
    | "budget"
    | "form"
    | "invitation"
    | "instruction"
    | "stray";
  /** The words at fault, as they stand in the summary. */
  found: string;
  /** A sentence for an editor. */
  why: string;
}
