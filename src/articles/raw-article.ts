/**
 * The words between a door and cleaning: what a page or a text is before anything was taken out of it. Data
 * only.
 */

/**
 * A link inside a line: where its words stand (UTF-16 offsets, end exclusive) and where it leads (absolute).
 */
export interface TextLink {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

/**
 * One line or block of the source. An empty text is a boundary: what stands before and after it never belongs
 * together.
 */
export interface RawLine {
  readonly text: string;
  readonly links: readonly TextLink[];
}

/** A page or text as read, furniture and all. `clean` makes a CleanArticle of it. */
export interface RawArticle {
  readonly title: string | null;
  readonly lines: readonly RawLine[];
  /** The canonical address, where the page names one or the caller knew it. */
  readonly link: string | null;
  readonly image: string | null;
  readonly publishedAt: Date | null;
  readonly sections: readonly string[];
}
