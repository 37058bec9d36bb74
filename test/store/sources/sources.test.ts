import { expect, test } from "vitest";
import { sourceHealth, sourceStates } from "../../../src/store/sources/sources.ts";
import { testDatabase } from "../../support/database.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute));
const koran = { id: "koran", address: "https://koran.example/rss" };

test("a source is claimed by one of two that want it at once", async () => {
  await using db = await testDatabase();
  const states = sourceStates(db.pool);
  await states.register([koran]);
  const claims = await Promise.all([1, 2, 3, 4].map(() => states.claim(["koran"], at(0), at(1))));
  expect(claims.filter((claim) => claim.has("koran"))).toHaveLength(1);
  expect((await states.claim(["koran"], at(1), at(2))).size).toBe(1);
});

test("what was learnt is there at the next claim; a failure counts and a success forgets it", async () => {
  await using db = await testDatabase();
  const states = sourceStates(db.pool);
  await states.register([koran]);
  await states.failed("koran", "sambungan ditolak", at(1), at(2));
  await states.failed("koran", "tidak menjawab", at(2), at(4));
  expect(await sourceHealth(db.pool, ["koran"])).toEqual([
    {
      id: "koran",
      lastOkAt: null,
      failures: 2,
      failingSince: at(1),
      lastError: "tidak menjawab",
      nextPollAt: at(4),
      movedTo: null,
    },
  ]);
  const learnt = {
    etag: '"1"',
    lastModified: "Mon, 23 Nov 2026 02:00:00 GMT",
    movedTo: "https://koran.example/baru",
    incompleteSince: at(1),
  };
  await states.loaded("koran", learnt, at(4), at(5));
  const claimed = await states.claim(["koran"], at(5), at(6));
  expect(claimed.get("koran")).toEqual({ ...learnt, lastOkAt: at(4), failures: 0, hubBrings: false });
  expect(await sourceHealth(db.pool, ["koran"])).toMatchObject([
    { failures: 0, failingSince: null, lastError: null },
  ]);
});

test("registering again keeps what was learnt, unless the configured address changed", async () => {
  await using db = await testDatabase();
  const states = sourceStates(db.pool);
  await states.register([koran]);
  await states.loaded(
    "koran",
    { etag: '"1"', lastModified: null, movedTo: null, incompleteSince: at(0) },
    at(0),
    at(5),
  );
  await states.register([koran, { id: "lain", address: "https://lain.example/rss" }]);
  expect(await states.nextPolls(["koran", "lain"])).toEqual(
    new Map([
      ["koran", at(5)],
      ["lain", new Date(0)],
    ]),
  );
  await states.register([{ id: "koran", address: "https://koran.example/feed" }]);
  const claimed = await states.claim(["koran"], at(1), at(2));
  expect(claimed.get("koran")).toEqual({
    etag: null,
    lastModified: null,
    movedTo: null,
    incompleteSince: null,
    lastOkAt: null,
    failures: 0,
    hubBrings: false,
  });
});

test("those that fail come first, the longest failing before the others", async () => {
  await using db = await testDatabase();
  const states = sourceStates(db.pool);
  const ids = ["a", "b", "c", "d"];
  await states.register(ids.map((id) => ({ id, address: `https://${id}.example/` })));
  await states.failed("d", "putus", at(1), at(9));
  await states.failed("b", "putus", at(2), at(9));
  expect((await sourceHealth(db.pool, ["a", "b", "d"])).map(({ id }) => id)).toEqual(["d", "b", "a"]);
});
