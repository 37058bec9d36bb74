import type { AccountBook } from "../../src/messengers/whatsapp/account-book.ts";

/** An account's book in memory. Where `everybodyWrote`, nobody is a stranger. */
export function bookInMemory({ everybodyWrote = false } = {}) {
  const kept = {
    number: null as string | null,
    since: null as Date | null,
    restrictedUntil: null as Date | null,
    people: new Map<string, Date>(),
    counted: new Map<string, number>(),
    posts: new Map<string, Uint8Array>(),
  };
  const book: AccountBook = {
    async since(number, now) {
      if (kept.number !== null && kept.number !== number) {
        kept.people.clear();
        kept.since = kept.restrictedUntil = null;
      }
      kept.number = number;
      return (kept.since ??= now);
    },
    restrictedUntil: async () => kept.restrictedUntil,
    restrict: async (until) => void (kept.restrictedUntil = until),
    wroteToUs: async (addresses, at) => addresses.forEach((address) => kept.people.set(address, at)),
    lastWrote: async (address) => kept.people.get(address) ?? (everybodyWrote ? new Date(0) : null),
    async count(day, limit) {
      const counted = kept.counted.get(day) ?? 0;
      if (counted >= limit) return false;
      kept.counted.set(day, counted + 1);
      return true;
    },
    uncount: async (day) => void kept.counted.set(day, Math.max(0, (kept.counted.get(day) ?? 0) - 1)),
    keepPost: async (id, content) => void kept.posts.set(id, content),
    post: async (id) => kept.posts.get(id) ?? null,
  };
  return { book, kept };
}
