import { expect, test } from "vitest";
import { postgresTrouble } from "../../src/app/postgres-trouble.ts";
import { openTokensDesk } from "../../src/app/tokens-desk.ts";
import { configFrom } from "../../src/config.ts";

const failed = (code: string): Error => Object.assign(new Error("words of its own"), { code });

test.each([
  ["28P01", "refuses our user or password", "DATABASE_URL"],
  ["3D000", "has no such database", "createdb"],
  ["53100", "no room left on its disk", "Nothing is lost"],
  ["08P01", "a pooler stands before it", "PostgreSQL itself"],
  ["ENOTFOUND", "cannot be reached: DNS does not know that name", "host and port in DATABASE_URL"],
])("%s has words that say what is wrong and what to do", (code, said, mend) => {
  expect(postgresTrouble(failed(code))).toEqual({
    said: expect.stringContaining(said),
    mend: expect.stringContaining(mend),
  });
});

test("a forgotten password is named as one", () => {
  const error = new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string");
  expect(postgresTrouble(error)).toMatchObject({ said: "wants a password" });
});

test("what is no trouble of PostgreSQL's is left as it is", () => {
  expect(postgresTrouble(failed("42P01"))).toBeNull();
});

test("who calls a command while PostgreSQL is not there reads what to do, and no password", async () => {
  const config = configFrom({}, { DATABASE_URL: "postgres://kk:rahasia@127.0.0.1:1/kabar" });
  const opening = openTokensDesk(config);
  await expect(opening).rejects.toThrow(
    "PostgreSQL cannot be reached: nothing listens there (connection refused). Start it, or correct host and port in DATABASE_URL.",
  );
  await expect(opening).rejects.not.toThrow("rahasia");
});
