/** What a reference means, as an address of the web (http or https); null for anything else: file:, data:, mailto:, no address at all. */
export function webAddress(reference: string, base?: string | null): URL | null {
  const address = URL.parse(reference.trim(), base ?? undefined);
  return address && /^https?:$/.test(address.protocol) ? address : null;
}
