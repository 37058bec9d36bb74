/** Where an article that stands on several pages goes on. */
export interface FurtherPages {
  /** The one-page form that the site offers ("Tampilkan semua", ?page=all). */
  all: string | null;
  /** The second page and those after it, in order, as far as this page names them. */
  pages: string[];
}

/**
 * The other pages of the same article that a page links to: by the address ("?page=2", ".../judul/2") together with what the link
 * says of itself ("2", "Halaman selanjutnya", rel="next"). A link to another article is none. Pure.
 *
 * @param url the article's address, that of its first page
 */
export function furtherPages(html: string, url: string): FurtherPages {
  const article = URL.parse(url);
  const found: FurtherPages = { all: null, pages: [] };
  if (!article || isWhole(article)) return found;
  const numbered = new Map<number, string>();
  for (const { href, says } of links(html)) {
    const address = URL.parse(href, url);
    if (!address || !isSameHost(address, article)) continue;
    address.hash = "";
    if (isAllOf(address, article)) found.all ??= address.href;
    const number = pageNumber(address, article);
    if (number !== null && TURNS_PAGE.test(says) && !numbered.has(number)) numbered.set(number, address.href);
  }
  found.pages = [...numbered].sort(([a], [b]) => a - b).map(([, page]) => page);
  return found;
}

/** "2", "Halaman 2", "Selanjutnya", "Baca halaman berikutnya »", "Lanjut ke halaman 2", rel="next". */
const TURNS_PAGE =
  /^(?:(?:baca|buka|klik|lanjut(?:kan)?(?: membaca)?) )?(?:ke )?(?:halaman|hal\.?|page)?\s*(?:\d{1,2}|selanjutnya|berikutnya|next(?: page)?)\s*[»›→>]*$/i;

/** A page that has a thousand links is a menu, or hostile. */
const MOST_LINKS = 3000;
const LINK = /<(a|link)\s([^<>]{1,2000})>/gi;
const LABEL = 200;

function* links(html: string): Generator<{ href: string; says: string }> {
  let count = 0;
  for (const tag of html.matchAll(LINK)) {
    if (++count > MOST_LINKS) return;
    const [whole, name = "", attributes = ""] = tag;
    const href = attribute(attributes, "href");
    if (href === null) continue;
    const relations = (attribute(attributes, "rel") ?? "").toLowerCase().split(/\s+/);
    if (relations.includes("next")) yield { href, says: "next" };
    else if (name.toLowerCase() === "a") yield { href, says: label(html, tag.index + whole.length) };
  }
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(
    attributes,
  );
  return (match?.[1] ?? match?.[2] ?? match?.[3])?.replaceAll("&amp;", "&").trim() ?? null;
}

function label(html: string, from: number): string {
  const after = html.slice(from, from + LABEL);
  const end = after.search(/<\/a/i);
  return (end === -1 ? after : after.slice(0, end))
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/&raquo;|&rsaquo;|&gt;/g, "»")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const PAGE = /^(?:page|halaman|hal|p|page_num)$/i;

/** "?page=all", "?halaman=semua", "?showpage=all", "?single=1": as KompasTV, Tribun, Sindo and detik write it. */
function isWhole(address: URL): boolean {
  return [...address.searchParams].some(
    ([name, value]) =>
      ((PAGE.test(name) || /^showpage$/i.test(name)) && /^(?:all|semua)$/i.test(value)) ||
      (/^(?:single|fullview|full)$/i.test(name) && value === "1"),
  );
}

/** Under the article's own address ("?page=all"), or in a folder of it (".../judul/all"). */
function isAllOf(address: URL, article: URL): boolean {
  return (
    (samePath(address, article) && isWhole(address)) ||
    /^\/(?:all|semua)\/?$/i.test(restOfPath(address, article) ?? "")
  );
}

/** Templates go on writing "http://" and "www." when their site has neither any more. */
function isSameHost(address: URL, article: URL): boolean {
  return address.host.replace(/^www\./, "") === article.host.replace(/^www\./, "");
}

/** Pages are counted up to here; "?p=4711" is another article. */
const LAST_PAGE = 30;

function pageNumber(address: URL, article: URL): number | null {
  const inPath = /^\/(?:page\/|p-?)?(\d{1,2})\/?$/.exec(restOfPath(address, article) ?? "")?.[1];
  const inQuery = samePath(address, article)
    ? [...address.searchParams].find(([name, value]) => PAGE.test(name) && /^\d{1,2}$/.test(value))?.[1]
    : undefined;
  const number = Number(inPath ?? inQuery ?? 0);
  return number >= 2 && number <= LAST_PAGE ? number : null;
}

function samePath(address: URL, article: URL): boolean {
  return restOfPath(address, article) === "" && sameArticleInQuery(address, article);
}

/** What an address has beyond the article's own path; null where it leads elsewhere. */
function restOfPath(address: URL, article: URL): string | null {
  const [path, own] = [address.pathname, article.pathname].map((one) => one.replace(/\/+$/, ""));
  if (path === undefined || own === undefined || own === "" || !path.startsWith(own)) return null;
  const rest = path.slice(own.length);
  return rest === "" || rest.startsWith("/") ? rest : null;
}

/** Old sites name the article in the query ("?id=4711"): that must be the same. */
function sameArticleInQuery(address: URL, article: URL): boolean {
  return ["id", "aid", "artikel", "read"].every(
    (name) => address.searchParams.get(name) === article.searchParams.get(name),
  );
}
