import type { RawLine } from "./raw-article.ts";

/** Takes out the captions and credits of pictures that stand on lines of their own. */
export function withoutCaptions(lines: readonly RawLine[]): RawLine[] {
  return lines.filter(
    (line, at) => !isCaption(line.text) && !isBelowCredit(line.text, lines[at - 1]?.text ?? ""),
  );
}

function isCaption(text: string): boolean {
  if (text.length > 600) return false;
  return CREDITED.test(text) || CREDITED_BY.test(text) || CREDIT.test(text);
}

/**
 * "Mantan pejabat … (Adrial Akbar/detikcom)", "… (Sumber: Kompas.tv/Ant)", "Chery Fulwin A9. Foto: Doc.
 * Carnewschina": ends with its source.
 */
const CREDITED =
  /^caption\s?:|\((?:ANTARA FOTO|ANTARA|AFP|REUTERS|HO|MI|Dok\.?(?: \p{L}{2,20})?)\/[^()]{2,60}\)\W*$|\.\s(?:ANTARA(?: FOTO)?|AFP|REUTERS)\/[\p{L}\d .-]{2,60}$|\((?:foto|sumber|credit|kredit|image|gambar|dok|doc|ist|photo)\b[^()]{0,120}\)\W*$|\((?:\p{Lu}[\p{L}.' -]{1,40}|[A-Z]{2,10})\s?\/\s?(?:detik\w*|kompas\w*|tribun\S*|antara\w*|liputan6\S*|tempo\S*|republika\S*|okezone\S*|afp|ap|epa|reuters|getty\w*|bloomberg|xinhua|instagram|x|twitter|istimewa|ist)[^()]{0,60}\)\W*$|^.{5,250}\s(?:Foto|Photo|Kredit)\s?:\s?.{2,60}$|\((?:instagram|youtube|twitter|tiktok)[./][^()]{2,80}\)$/iu;
/** "Rektor membuka pekan olahraga. Dok. Humas Kampus": no sentence begins with the abbreviation, and a source ends without a mark. */
const CREDITED_BY = /^.{5,250}[.!?]\s(?:Dok|Doc|DOK|DOC)\.\s[^:!?"“”’]{2,60}(?<!\.)$/u;
/**
 * A source alone: "FREEPIK/PIKISUPERSTAR", "KOMPAS.com/NABILLA TASHANDRA", "ANTARA FOTO/…", "(credit:
 * mydramalist.com)", "Reuters".
 */
const CREDIT =
  /^(?:(?:[A-Z][A-Z\d. -]{2,40}|KOMPAS\.com|Kompas\.com|Dok\.? ?\p{L}+|ANTARA(?: FOTO)?|AFP|AP Photo|Getty Images|SHUTTERSTOCK|Shutterstock)\/[\p{L}\d@_. /-]{2,80}|(?:Reuters|AFP|AP|Antara|Istimewa|Getty Images|Shutterstock|Freepik|Unsplash|instagram\.com\/\S+)|Foto:?\s.{0,120})$/u;

/** The caption below a picture's credit: a short description, often beginning with "Ilustrasi". */
function isBelowCredit(text: string, above: string): boolean {
  return (
    CREDIT.test(above) &&
    text.length < 200 &&
    /^(?:ilustrasi|foto|potret|suasana|tangkapan layar|logo)\b/i.test(text)
  );
}
