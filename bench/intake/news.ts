/** Invented news without end: no two articles share enough words to be one story. */
export interface News {
  slug: string;
  title: string;
  /** A paragraph each. */
  paragraphs: readonly string[];
}

/** The same number always gives the same article. */
export function newsItem(number: number): News {
  const word = wordsFrom(number);
  const name = () => capital(word());
  const [place, head] = [name(), name()];
  const title = `${capital(word())} ${word()} ${word()} di ${place} ${word()} ${number} ${word()}`;
  const sentence = () =>
    `${name()} ${word()} ${word()} ${word()} ${word()} ${word()} ${word()} di ${name()} sebanyak ${10 + (number % 80)} ${word()} ${word()}.`;
  return {
    slug: `berita-${number}`,
    title,
    paragraphs: [
      `${place.toUpperCase()}, KABARUJI.ID - ${sentence()} ${sentence()}`,
      `Kepala ${name()} ${head} mengatakan ${word()} ${word()} ${word()}. ${sentence()}`,
      ...Array.from({ length: 4 }, () => `${sentence()} ${sentence()}`),
    ],
  };
}

export function rssItemOf(
  { slug, title, paragraphs }: News,
  publishedAt: Date,
  sections: readonly string[] = [],
): string {
  const body = paragraphs.map((text) => `<p>${text}</p>`).join("");
  const categories = sections.map((section) => `<category>${section}</category>`).join("");
  return `<item>${categories}<title>${title}</title><link>https://kabar-uji.example/${slug}</link><guid>${slug}</guid><pubDate>${publishedAt.toUTCString()}</pubDate><content:encoded><![CDATA[${body}]]></content:encoded></item>`;
}

export function rssOf(items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kabar Uji</title><link>https://kabar-uji.example/</link>${items.join("")}</channel></rss>`;
}

const SYLLABLES =
  "ba be bi bo bu da de di ga gu ka ke ki ko ku la le li lu ma me mi mu na ni nu pa pe pi ra re ri ru sa se si su ta te ti tu wa".split(
    " ",
  );

function wordsFrom(seed: number): () => string {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * n);
  };
  return () => Array.from({ length: 2 + below(3) }, () => SYLLABLES[below(SYLLABLES.length)] ?? "").join("");
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
