/** The last part of "https://whatsapp.com/channel/0029Va…", or null for any other text. */
export function inviteIn(link: string): string | null {
  return (
    /^https:\/\/(?:www\.)?whatsapp\.com\/channel\/([A-Za-z0-9_-]{8,64})\/?(?:\?.*)?$/.exec(link)?.[1] ?? null
  );
}
