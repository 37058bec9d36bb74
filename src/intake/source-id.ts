/** A source's id from its name, or its host's: short, lower case, and no other's; "Kabar Nusantara – Ekonomi" becomes "kabar-nusantara-ekonomi". */
export function newSourceId(name: string, host: string, taken: Set<string>): string {
  const plain = slug(name) || slug(host.replace(/^www\./, "")) || "sumber";
  let id = plain;
  for (let n = 2; taken.has(id); n++) id = `${plain}-${n}`;
  taken.add(id);
  return id;
}

function slug(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, "");
}
