/**
 * Newsrooms mark breaking news in the title ("BREAKING NEWS: Gempa …"). The mark is taken off, since an alert carries its own
 * for breaking news; the rest of the title stays as it was.
 *
 * `marks` are the configured beginnings, in any case. A mark counts only where it ends as a word does, so that "Breaking Bad
 * …" is none of "breaking:".
 */
export function readBreakingMark(
  title: string,
  marks: readonly string[],
): { breaking: boolean; title: string } {
  for (const mark of [...marks].sort((a, b) => b.length - a.length)) {
    const start = title.slice(0, mark.length);
    const rest = /^\s*[:!\-–—|\]]+\s*(?=\S)/u.exec(title.slice(mark.length));
    if (start.toLowerCase() === mark.toLowerCase() && rest) {
      return { breaking: true, title: title.slice(mark.length + rest[0].length) };
    }
  }
  return { breaking: false, title };
}
