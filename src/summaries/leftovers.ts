/** Is this a line of a page rather than of its news: "Baca juga", a caption, an invitation? What cleaning may have left over. */
export function isLeftover(sentence: string): boolean {
  return LEFTOVER.test(sentence);
}

const LEFTOVER =
  /\b(?:baca (?:juga|selengkapnya)|simak (?:juga|video|selengkapnya|ulasan|(?:\p{L}+ ){0,6}berikut)|(?:lebih )?lengkapnya,? (?:simak|berikut)|lihat (?:juga|video)|tonton (?:juga|video)|scroll to|advertisement|artikel ini telah|telah tayang di|pilihan editor|klik di sini|gambas|dapatkan update|cek berita|install aplikasi|gabung (?:ke|di|dan|sekarang)|bergabung di grup|ikuti (?:berita|saluran|kami|channel|kanal)|saluran whatsapp|channel whatsapp|whatsapp channel|google news|(?:video|foto|gambar|tabel|infografis|grafik) (?:di atas|di bawah ini|berikut(?: ini)?)|artikel (?:ter)?populer|berita pilihan|artikel ini (?:sebelumnya )?(?:menyebut|ditulis|memuat)\p{L}*)\b|^(?:(?:kami|(?:tim )?redaksi)\b.{0,40} )?(?:me)?mohon maaf atas (?:kekeliruan|kesalahan)\b|\bartikel ini\b.*\bmohon maaf|\bmohon maaf\b.*\bartikel ini\b|^berikut(?: (?!me|ber|di|ter)\p{L}+){1,12}[.:]?$|^(?:ralat|koreksi|catatan redaksi)\s?:|^\s*(?:foto|video|sumber|penulis|editor|reporter|dok)\s?[:.]|https?:|#\p{L}\S*\s+#\p{L}/iu;
