/**
 * What is known of single outlets, as data: names that stand in datelines and invitations without a domain,
 * and where a page keeps its text. An outlet that is not listed is read by the general rules alone.
 */

/**
 * Names as they stand in datelines ("JAKARTA, KOMPASTV -", "VIVA –"); anything that is written as a domain
 * needs no entry.
 */
export const outletNames = [
  "AKURAT",
  "ANTARA News",
  "ANTARA",
  "Beritasatu",
  "Bisnis",
  "CNBC Indonesia",
  "CNN Indonesia",
  "detikcom",
  "GATRA",
  "Harian Jogja",
  "HiPontianak",
  "IDN Times",
  "INDOZONE",
  "InfoPublik",
  "iNews",
  "JawaPos",
  "JPNN",
  "Jurnas",
  "KapanLagi",
  "KBRN",
  "KOMPASTV",
  "KOMPAS TV",
  "KOMPAS",
  "Kontan",
  "KR Jogja",
  "kumparan",
  "Liputan6",
  "Medcom",
  "Media Indonesia",
  "Merdeka",
  "Metro TV",
  "MNC Portal",
  "NU Online",
  "Okezone",
  "PIKIRAN RAKYAT",
  "Radar",
  "REPUBLIKA",
  "RMOL",
  "RRI",
  "SINDOnews",
  "Solopos",
  "Suara",
  "Suara Merdeka",
  "TEMPO",
  "TIMES Indonesia",
  "TIMESINDONESIA",
  "TRIBUN",
  "Tribunnews",
  "tvOne",
  "VIVA",
  "VOA Indonesia",
  "VOI",
  "Xinhua",
  "WARTAKOTA",
] as const;

/** How an outlet is recognised inside an invitation: a name, or a word built like an outlet's name. */
export const outletWord =
  /\b(?:kompas\s?(?:tv|tekno)?|detik\w*|tribun\w*|okezone|republika|liputan6|tempo|kumparan|kapanlagi|sindo\w*|viva|antara|jpnn|suara|medcom|merdeka|bisnis|kontan|inews|beritasatu|solopos|idn times|times indonesia|(?:cnn|cnbc|voa|bbc) indonesia|metro ?tv|tv ?one|\p{L}*(?:news|times|warta|kabar|koran|radar|media|post?)\p{L}*)\b/iu;

/** Where pages of known outlets keep the article's text; tried in this order before the general way. */
export const bodySelectors: Readonly<Record<string, readonly string[]>> = {
  "kompas.com": [".read__content", ".kcm-read-text"],
  "kompas.tv": [".detail__post", ".article__content", ".box-detail .content"],
  "detik.com": [".detail__body-text", ".itp_bodycontent", "#detikdetailtext"],
  "antaranews.com": [
    ".wrap__article-detail-content",
    ".post-content",
    "[itemprop=articleBody]",
    "#content_news",
  ],
  "liputan6.com": [".article-content-body", ".article-content-body__item-content", ".read-page--content"],
  "okezone.com": ["#contentx", "#article-box", ".detail"],
  "republika.co.id": [".article-content", ".artikel", ".content-detail"],
  "tempo.co": ["#isi", ".detail-konten", ".detail-in"],
  "viva.co.id": ["#article-detail-content", ".main-content-detail", "[itemprop=description]"],
  "kapanlagi.com": [".body-paragraph", ".entertainment-detail-body", "[itemprop=articleBody]"],
  "tribunnews.com": [".side-article.txt-article", ".txt-article"],
  "sindonews.com": ["#detail-desc", ".detail-desc"],
  "cnnindonesia.com": [".detail-text", "#detikdetailtext"],
  "cnbcindonesia.com": [".detail-text", ".detail_text"],
};

/**
 * Places whose name alone, in ordinary case, may be a dateline ("Jakarta - …"); names in capitals need no
 * entry.
 */
export const datelinePlaces = new Set(
  `Ambon|Balikpapan|Banda Aceh|Bandar Lampung|Bandung|Bandung Barat|Banjarbaru|Banjarmasin|Banjarnegara|Bantul|Banyumas|Banyuwangi|Batam|Batang
  |Batu|Bekasi|Bengkulu|Beijing|Berlin|Bima|Bintan|Blitar|Blora|Bogor|Bojonegoro|Bondowoso|Boyolali|Brebes|Bukittinggi|Canberra|Ciamis|Cianjur|Cikarang|Cilacap|Cilegon
  |Cimahi|Cirebon|Demak|Denpasar|Depok|Doha|Dubai|Dumai|Garut|Gaza|Gianyar|Gorontalo|Gresik|Grobogan|Gunungkidul|Indramayu|Jakarta|Jakarta Barat|Jakarta Pusat|Jakarta Selatan|Jakarta Timur|Jakarta Utara|Jambi|Jayapura
  |Jeddah|Jember|Jembrana|Jepara|Jombang|Karanganyar|Karawang|Kebumen|Kediri|Kendal|Kendari|Klaten|Kuala Lumpur|Kudus|Kulon Progo|Kuningan|Kupang|Kyiv|Lamongan|Lampung|Lebak|Lombok|London|Los Angeles|Lumajang|Madinah|Madiun|Madrid|Magelang
  |Magetan|Majalengka|Makassar|Makkah|Malang|Mamuju|Manado|Manila|Manokwari|Mataram|Medan|Mekkah|Merauke|Moskow|Nabire|New York|Ngawi|Nganjuk|Nusantara|Pacitan|Padang|Palangka Raya|Palangkaraya|Palembang|Palu|Pamekasan|Pangandaran|Pangkalpinang|Paris|Pasuruan
  |Pati|Pekalongan|Pekanbaru|Pemalang|Ponorogo|Pontianak|Probolinggo|Purbalingga|Purwakarta|Purwokerto|Purworejo|Pyongyang|Ravenna|Rembang|Riyadh|Roma|Salatiga|Samarinda|Sampang|Semarang|Seoul|Serang|Sidoarjo|Singapura|Singkawang|Situbondo|Sleman|Solo|Sorong
  |Sragen|Subang|Sukabumi|Sukoharjo|Sumedang|Sumenep|Surabaya|Surakarta|Sydney|Tangerang|Tangerang Selatan|Tanjungpinang|Tarakan|Tasikmalaya|Tegal|Teheran|Tel Aviv|Temanggung|Ternate|Tokyo|Trenggalek|Tuban|Tulungagung|Ungaran|Washington|Washington DC|Wonogiri|Wonosobo|Yogyakarta`
    .split("|")
    .map((place) => place.trim().toLowerCase()),
);
