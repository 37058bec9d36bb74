import { expect, test } from "vitest";
import type { Settlement } from "../../src/delivery/ledger.ts";
import { recorder, type RecorderPorts } from "../../src/delivery/recorder.ts";
import { jumpingClock, manualClock, START } from "./support.ts";

const PORTS: RecorderPorts = {
  write: async () => undefined,
  safe: () => undefined,
  done: () => undefined,
};
const OPTIONS = { groupOf: 25, withinMs: 50, tryForMs: 1000 };

function verdict(id: number): Settlement {
  const to = { messenger: "telegram", address: String(id), kind: "private", thread: null } as const;
  const delivery = {
    id,
    alertId: 1,
    chatId: id,
    act: "send",
    to,
    attempts: 0,
    failingSince: null,
    earlier: [],
    more: false,
  } as const;
  return {
    claim: 1,
    delivery,
    outcome: { state: "sent", messageId: String(id) },
    at: START,
    chatFreeAt: START,
  };
}

const ticks = () => new Promise((resolve) => setImmediate(resolve));

test("verdicts are written when 25 have come, and fewer after 50 ms", async () => {
  const clock = manualClock();
  const groups: number[] = [];
  const verdicts = recorder(
    { ...PORTS, write: async (group) => void groups.push(group.length) },
    OPTIONS,
    clock,
  );
  for (let i = 0; i < 25; i++) verdicts.record(verdict(i));
  await ticks();
  expect(groups).toEqual([25]);
  for (let i = 0; i < 10; i++) verdicts.record(verdict(i));
  clock.advance(49);
  await ticks();
  expect(groups).toEqual([25]);
  clock.advance(1);
  await ticks();
  expect(groups).toEqual([25, 10]);
});

test("a write that fails is repeated until it passes; nothing is lost and nothing is written twice", async () => {
  const written: number[] = [];
  const safe: Settlement[] = [];
  let failures = 3;
  await new Promise<void>((resolve) => {
    const verdicts = recorder(
      {
        async write(group, handedOver) {
          handedOver?.();
          if (failures-- > 0) throw new Error("the database restarts");
          written.push(...group.map(({ delivery }) => delivery.id));
        },
        safe: (group) => safe.push(...group),
        done(_, error) {
          expect(error).toBeUndefined();
          if (written.length === 30) resolve();
        },
      },
      OPTIONS,
      jumpingClock(),
    );
    for (let i = 0; i < 30; i++) verdicts.record(verdict(i));
  });
  expect(written.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  expect(safe).toHaveLength(30); // each once, however often it was handed over
});

test("what comes while a group is being written goes together with the next", async () => {
  const clock = manualClock();
  const begun: (() => void)[] = [];
  const sizes: number[] = [];
  const verdicts = recorder(
    { ...PORTS, write: (group) => new Promise((resolve) => (sizes.push(group.length), begun.push(resolve))) },
    OPTIONS,
    clock,
  );
  for (let i = 0; i < 70; i++) verdicts.record(verdict(i));
  await ticks();
  expect(sizes).toEqual([25]);
  begun[0]?.();
  await ticks();
  expect(sizes).toEqual([25, 45]);
  for (let i = 0; i < 3; i++) verdicts.record(verdict(i));
  clock.advance(50);
  await ticks();
  expect(sizes).toEqual([25, 45]);
  begun[1]?.();
  await ticks();
  expect(sizes).toEqual([25, 45, 3]);
});

test("all that was recorded is written, whoever waits for it", async () => {
  const written: number[] = [];
  const verdicts = recorder(
    { ...PORTS, write: async (group) => void (await ticks(), written.push(group.length)) },
    OPTIONS,
    manualClock(),
  );
  await verdicts.written();
  for (let i = 0; i < 30; i++) verdicts.record(verdict(i));
  await verdicts.written();
  expect(written).toEqual([25, 5]);
});

test("what cannot be written for too long is given up, and said so", async () => {
  const error = await new Promise((resolve) => {
    const verdicts = recorder(
      {
        ...PORTS,
        write: () => Promise.reject(new Error("no database")),
        done: (_, error) => resolve(error),
      },
      OPTIONS,
      jumpingClock(),
    );
    verdicts.record(verdict(1));
  });
  expect(error).toEqual(new Error("no database"));
});
