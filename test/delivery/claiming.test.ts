import { expect, test } from "vitest";
import { claiming } from "../../src/delivery/claiming.ts";
import type { Delivery } from "../../src/delivery/delivery.ts";
import type { Ledger } from "../../src/delivery/ledger.ts";
import type { DeliveryOptions } from "../../src/delivery/options.ts";
import { jumpingClock, options } from "./support.ts";

function deliveries(count: number): Delivery[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    alertId: 1,
    chatId: id,
    act: "send",
    to: { messenger: "telegram", address: String(id), kind: "private", thread: null },
    attempts: 0,
    failingSince: null,
    earlier: [],
    more: false,
  }));
}

/** A ledger with so many rows waiting; remembers what was asked of it. */
function ledgerWith(rows: number): Pick<Ledger, "claim"> & { limits: number[] } {
  let left = rows;
  const limits: number[] = [];
  return {
    limits,
    async claim(_, { limit }) {
      limits.push(limit);
      const taken = Math.min(left, limit);
      left -= taken;
      return { id: limits.length, deliveries: deliveries(taken), alerts: new Map(), withdrawn: 0 };
    },
  };
}

const claimsOf = (ledger: Pick<Ledger, "claim">, over: Partial<DeliveryOptions>) =>
  claiming(ledger, "telegram", options(over), jumpingClock());

test.each([
  ["half a batch", { batch: 100, perSecond: 1000 }, 50],
  ["half of what may be sent in a second, where that is less", { batch: 100, perSecond: 30 }, 15],
  ["one, on an account slower than one a second", { batch: 100, perSecond: 0.2 }, 1],
])("claims %s", async (_what, over, limit) => {
  const ledger = ledgerWith(1000);
  await claimsOf(ledger, over).next();
  expect(ledger.limits).toEqual([limit]);
});

test("the next half is claimed only when this one is nearly at its end, and only once", async () => {
  const ledger = ledgerWith(1000);
  const claims = claimsOf(ledger, { batch: 100, perSecond: 300 });
  const first = await claims.next();
  for (let left = 50; left > 9; left--) claims.left(left, first);
  expect(ledger.limits).toHaveLength(1);
  for (let left = 9; left > 0; left--) claims.left(left, first);
  expect(ledger.limits).toHaveLength(2);
  await claims.next();
  expect(ledger.limits).toHaveLength(2);
});

test("when fewer rows came than were asked for, nothing is claimed ahead", async () => {
  const ledger = ledgerWith(20);
  const claims = claimsOf(ledger, { batch: 100, perSecond: 1000 });
  claims.left(1, await claims.next());
  expect(ledger.limits).toHaveLength(1);
});

test("what was claimed ahead and is not wanted any more can be given back", async () => {
  const claims = claimsOf(ledgerWith(60), { batch: 100, perSecond: 1000 });
  claims.left(1, await claims.next());
  expect(await claims.drop()).toBe(2);
  expect(await claims.drop()).toBeNull();
});

test("a claim ahead that failed fails the one who asks for it, and then it is forgotten", async () => {
  const ledger = ledgerWith(1000);
  const claims = claimsOf(ledger, { batch: 100, perSecond: 1000 });
  const first = await claims.next();
  const claim = ledger.claim.bind(ledger);
  ledger.claim = async () => Promise.reject(new Error("the database is gone"));
  claims.left(1, first);
  ledger.claim = claim;
  await expect(claims.next()).rejects.toThrow("the database is gone");
  expect((await claims.next()).deliveries).toHaveLength(50);
});
