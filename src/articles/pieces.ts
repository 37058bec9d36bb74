import type { Span } from "./line.ts";

/**
 * Cuts a line where an invitation may begin or end: between sentences, also where the space between them was
 * lost, before words with which invitations open, and before a credit. The pieces cover the line without
 * gaps. Linear.
 */
export function pieces(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { index } of text.matchAll(CUT)) {
    if (index <= start) continue;
    spans.push({ start, end: index });
    start = index;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

/** Not the dot inside "KOMPAS.TV" or "WartaKotaLive.Com". */
const DOMAIN_END = String.raw`(?!(?:[Cc][Oo][Mm]?|[Ii][Dd]|[Tt][Vv]|[Nn][Ee][Tt]|[Oo][Rr][Gg]|[Nn]ews|NEWS|info|me)\b)`;

const OPENER = String.raw`(?:(?:Dapatkan|DAPATKAN|Ikuti|IKUTI|Gabung|GABUNG|Bergabung(?:lah)?|Follow|FOLLOW|Mari|Ayo|AYO|Yuk|YUK|Nikmati|Pantau|Akses|Baca|BACA|Simak|SIMAK|Cek (?=[Bb]erita)|Update|UPDATE|Join|JOIN|Subscribe|Klik|KLIK|Pilih|Pastikan)\s)`;

const CUT = new RegExp(
  [
    // A sentence's end with a space, a lost space ("terakhir.Gabung"), or a bracket and the next sentence.
    String.raw`(?<=[.!?…]["”’')\]]{0,2}\s{1,4})(?=[^\s\p{Ll}.,;:!?)])`,
    String.raw`(?<=[\p{L}\d"”)\]%](?:[!?…]|\.)["”’')\]]{0,2})${DOMAIN_END}(?=["“‘(\[]?\p{Lu}|[>*•–—-]{1,3}\s?\p{Lu}|\p{Extended_Pictographic})(?<!\b\p{Lu}\.)`,
    // An opening word inside a line, after a word, bracket or list dash; "Ayo ikuti" is not cut again (lower case).
    String.raw`(?<=[^\s,:/]\s{1,4})(?<!\b(?:[Aa]yo|AYO|[Yy]uk|YUK|[Mm]ari|[Dd]an|[Aa]tau|[Uu]ntuk|[Ll]upa|[Ss]egera|[Bb]isa|[Ii]ngin|[Ss]ilakan|[Ss]ilahkan|[Dd]engan|[Cc]aranya|MARI|DAN|ATAU|UNTUK|LUPA|SEGERA|BISA|INGIN|SILAH?KAN|DENGAN|CARANYA)\s{1,4})(?<=[\p{L}\d.!?…;%)\]"”’']\s{1,4})(?<!\b(?:[Bb]erita|[Ii]kuti|[Ss]imak|[Dd]apatkan|[Bb]aca|[Ii]nfo|[Cc]ek|[Tt]erus|[Aa]kses|[Nn]ikmati|[Ss]tay)\s{1,4}(?=U))(?=${OPENER})`,
    String.raw`(?<=[\p{Ll}\d)\]?!]|[^\s(:]["”])(?=${OPENER})`,
    // A channel's address and the next sentence, with a space or glued to the id; "di sini" or a domain and the next sentence.
    String.raw`(?<=(?:whatsapp\.com\/|\bt\.me\/)\S{3,60}\s{1,4})(?=["“]?\p{Lu})`,
    String.raw`(?<=whatsapp\.com\/channel\/0029[0-9A-Za-z]{20})(?=\p{Lu}\p{Ll})`,
    String.raw`(?<=\b[Dd]i\s?sini\s{1,4})(?=["“]?\p{Lu}\p{Ll})`,
    String.raw`(?<=\.(?:com|co\.id|id|tv|net|news)\s{1,4})(?=["“]?\p{Lu}\p{Ll}{1,20}\s\p{Ll})`,
    // What somebody says, behind a sentence that lost its full stop.
    String.raw`(?<=[\p{L}\d)]\s{1,4})(?=["“]\p{Lu}[^"“”]{25,300}[,.?!]["”])`,
    String.raw`(?<=[\p{L}.!?)])(?=-\s${OPENER})`,
    String.raw`(?<=\s)(?=-\s${OPENER})`,
    // A parenthesis that opens an invitation: "(Ayo ikuti …)".
    String.raw`(?<=[^(])(?=\(\s?(?:Ayo|Yuk|Mari|Ikuti|Gabung|Follow|Dapatkan|Simak|Klik|Baca)\b)`,
    // A credit, also glued to the word before it.
    String.raw`(?<=[\p{L}.!?)"”]\s{0,3})(?=(?:[Ss]umber|Penulis|Editor|Pewarta|Reporter)\s?:\s)`,
  ].join("|"),
  "gu",
);
