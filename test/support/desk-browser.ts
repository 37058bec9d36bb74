import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { hashOf } from "../../src/app/desk/sign-in.ts";
import { people } from "../../src/store/desk/people.ts";
import { addLink } from "../../src/store/desk/sign-ins.ts";
import { EDITOR, type TestApp } from "./app.ts";
import type { Page } from "./browser.ts";

/** What signing in comes to, for stories that begin after it: two pages fewer to load. Leaves the editor on the desk's front page. */
export async function isIn(app: TestApp, page: Page): Promise<void> {
  const token = randomUUID();
  const all = await people(app.db.pool);
  const editor = all.find(({ identities }) => identities.includes(`telegram:${EDITOR}`));
  await addLink(app.db.pool, editor?.id ?? 0, hashOf(token), new Date(Date.now() + 600_000));
  const desk = `http://127.0.0.1:${app.app.port}`;
  const answer = await page.request.post(`${desk}/masuk/${token}`, { headers: { origin: desk } });
  expect(answer.url(), "the door leads to the desk").toBe(`${desk}/`);
  await page.goto(desk);
  await page.getByRole("heading", { name: "Menunggu keputusan" }).waitFor();
}
