/** An alert that must have been printed in a chat. */
export interface ExpectedFrame {
  chat: string;
  headline: string;
  lastLine: string;
}

/**
 * Reads the terminal as a person would, and says which of the expected alerts stand in no frame of their chat, in more than
 * one, or do not end with their call to action. Empty when all is well. Pure.
 */
export function faultsIn(printed: string, expected: readonly ExpectedFrame[]): string[] {
  const frames = [...printed.matchAll(/^┌─ (.*)\n([\s\S]*?)\n└─$/gm)].map(([, chat = "", body = ""]) => ({
    chat,
    body,
  }));
  return expected.flatMap(({ chat, headline, lastLine }) => {
    const found = frames.filter((frame) => frame.chat === chat && frame.body.includes(headline));
    const [only] = found;
    if (!only) return [`${chat}: "${headline}" tidak ada`];
    if (found.length > 1) return [`${chat}: "${headline}" muncul ${found.length} kali`];
    return only.body.split("\n").at(-1) === lastLine
      ? []
      : [`${chat}: "${headline}" tidak berakhir dengan: ${lastLine}`];
  });
}
