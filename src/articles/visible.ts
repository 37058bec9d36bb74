/**
 * The text as its readers see it: without characters that show nothing and change how the rest is shown or read. One of them turns
 * "21 tewas" around, so that readers see 12 where every check finds 21; others stand unseen within a number or a word, which is then
 * neither checked nor found. Those that join the parts of an emoji, or belong to Arabic script, stay. Pure.
 */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, "");
}

const UNSEEN = new RegExp(
  [
    String.raw`(?![\u200C\u200D\u{E0020}-\u{E007F}\u0600-\u0605\u06DD])\p{Cf}`,
    String.raw`(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\p{scx=Arabic}])[\u200C\u200D]`,
    String.raw`(?<![\u{1F3F4}\u{E0020}-\u{E007F}])[\u{E0020}-\u{E007F}]+`, // flags of England, Scotland, Wales
  ].join("|"),
  "gu",
);
