import { expect, test } from "vitest";
import { draftWords } from "../../../src/alerts/draft.ts";
import { alertById, insertDraft } from "../../../src/store/alerts/alerts.ts";
import { schedule } from "../../../src/store/alerts/draft-acts.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { changePerson, keepInStep, people, personById } from "../../../src/store/desk/people.ts";
import { testDatabase } from "../../support/database.ts";

/** Who the configuration lets in, and what was decided of them at the desk meanwhile. */

const NOW = new Date("2026-11-23T02:00:00Z");
const [NAMED, OTHER, ACCOUNT] = ["telegram:777", "telegram:778", "telegram:999"];

test("an editor of the configuration whose account was changed at the desk is disabled when their entry goes, and not sooner", async () => {
  await using db = await testDatabase();
  const { pool } = db;
  await keepInStep(pool, [NAMED, OTHER], NOW);
  const rina = (await people(pool)).find(({ identities }) => identities.includes(NAMED));
  if (!rina) throw new Error("nobody was let in");
  const to = { name: "Rina", role: "chief", maySend: true, identities: [ACCOUNT], disabled: false } as const;
  expect(await changePerson(pool, rina.id, to, "test", NOW)).toBe("changed");
  const draft = { articleId: null, content: draftWords("Jalan Sudirman ditutup"), createdBy: ACCOUNT };
  const id = await inTransaction(pool, (tx) => insertDraft(tx, draft, NOW));
  if (id === undefined) throw new Error("no draft");
  const later = new Date(NOW.getTime() + 3_600_000);
  await schedule(pool, id, later, { editor: ACCOUNT, at: NOW, version: 1 }, () => false);

  const standing = async (): Promise<unknown> => ({
    disabled: (await personById(pool, rina.id))?.disabledAt !== null,
    alert: (await alertById(pool, id))?.state,
  });
  await keepInStep(pool, [NAMED, OTHER], NOW);
  expect(await standing()).toEqual({ disabled: false, alert: "scheduled" });
  await keepInStep(pool, [OTHER], NOW);
  expect(await standing()).toEqual({ disabled: true, alert: "draft" });
});

test("an editor whom the configuration names by the account that they have by now stays, whatever it named before", async () => {
  await using db = await testDatabase();
  const { pool } = db;
  await keepInStep(pool, [NAMED], NOW);
  const [rina] = await people(pool);
  if (!rina) throw new Error("nobody was let in");
  await changePerson(pool, rina.id, { ...rina, identities: [ACCOUNT], disabled: false }, "test", NOW);
  await keepInStep(pool, [ACCOUNT], NOW);
  expect(await people(pool)).toMatchObject([{ id: rina.id, disabledAt: null }]);
  await keepInStep(pool, [], NOW);
  expect(await people(pool)).toMatchObject([{ id: rina.id, disabledAt: NOW }]);
});

test("what somebody scheduled under an account that they have given up is taken back with their right to send", async () => {
  await using db = await testDatabase();
  const { pool } = db;
  await keepInStep(pool, [NAMED, OTHER], NOW);
  const rina = (await people(pool)).find(({ identities }) => identities.includes(NAMED));
  if (!rina) throw new Error("nobody was let in");
  const draft = { articleId: null, content: draftWords("Jalan Sudirman ditutup"), createdBy: NAMED };
  const id = await inTransaction(pool, (tx) => insertDraft(tx, draft, NOW));
  if (id === undefined) throw new Error("no draft");
  const later = new Date(NOW.getTime() + 3_600_000);
  await schedule(pool, id, later, { editor: NAMED, at: NOW, version: 1 }, () => false);

  const to = { name: "Rina", role: "editor", maySend: true, identities: [ACCOUNT], disabled: false } as const;
  await changePerson(pool, rina.id, to, "test", NOW);
  expect(await alertById(pool, id)).toMatchObject({ state: "scheduled", decidedBy: `person:${rina.id}` });
  await changePerson(pool, rina.id, { ...to, maySend: false }, "test", NOW);
  expect(await alertById(pool, id)).toMatchObject({ state: "draft" });
});
