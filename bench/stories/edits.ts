import type { CleanArticle } from "../../src/articles/article.ts";

/** What outlets do to a text that stays the same text, and what it is news after. */

export type Text = Pick<CleanArticle, "title" | "paragraphs">;

/** null where the article has nothing to edit so. */
export const EDITS: Readonly<Record<string, (text: Text) => Text | null>> = {
  "a paragraph dropped": dropped,
  "another title": retitled,
  "template around it": (text) => ({ ...text, paragraphs: framed(text.paragraphs) }),
  "all three": (text) => allThree(text),
  "a number changed": counted,
  "a death toll in the title": (text) =>
    text.title === null ? null : { ...text, title: `${text.title}, 97 Orang Tewas` },
  "a number changed, and all three": (text) => {
    const changed = counted(text);
    return changed && allThree(changed);
  },
};

/** Collections that lost their line breaks have one paragraph: its sentences stand for paragraphs then. */
export function inParts({ title, paragraphs }: Text): Text {
  const parts =
    paragraphs.length >= 4
      ? paragraphs
      : paragraphs.flatMap((one) => one.split(/(?<=[.!?]["”]?)\s+(?=[A-Z“"])/));
  return { title, paragraphs: parts };
}

const FRAME = [
  "Simak berita terbaru lainnya hanya di portal kami setiap hari.",
  "Halaman ini diperbarui secara berkala oleh redaksi.",
  "Pantau terus perkembangan berita dari seluruh penjuru daerah bersama kami.",
];

function dropped({ title, paragraphs }: Text): Text {
  return { title, paragraphs: paragraphs.toSpliced(Math.floor(paragraphs.length / 2), 1) };
}

function retitled({ paragraphs }: Text): Text {
  return { title: "Terungkap, Ini Kata Warga soal Kejadian Itu", paragraphs };
}

function framed(paragraphs: readonly string[]): string[] {
  const [first = "", second = "", third = ""] = FRAME;
  return [first, ...paragraphs.slice(0, 2), second, ...paragraphs.slice(2), third];
}

function allThree(text: Text): Text {
  const { title, paragraphs } = retitled(dropped(text));
  return { title, paragraphs: framed(paragraphs) };
}

/** The first number of the opening half becomes three more. */
function counted({ title, paragraphs }: Text): Text | null {
  const at = paragraphs.slice(0, Math.floor(paragraphs.length / 2)).findIndex((one) => /\b\d+\b/.test(one));
  const changed = paragraphs[at]?.replace(/\b\d+\b/, (number) => String(Number(number) + 3));
  return changed === undefined ? null : { title, paragraphs: paragraphs.with(at, changed) };
}
