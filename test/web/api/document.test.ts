import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { docsPage } from "../../../src/web/api/docs-page.ts";
import { openApi } from "../../../src/web/api/openapi.ts";
import { operations } from "../../../src/web/api/operations.ts";
import { apiRoutes } from "../../../src/web/api/routes.ts";

const never = (): never => {
  throw new Error("nobody asked");
};

const routes = apiRoutes({
  version: "1",
  publishers: [],
  tokenOf: never,
  articles: {
    pushes: never,
    read: never,
    accept: never,
    receipts: { begin: never, keep: never },
    status: never,
    withdraw: never,
  },
  alerts: { list: never, one: never },
  webhooks: null,
  onRefused: never,
  onFault: never,
  now: () => new Date(0),
});

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(openApi(operations, "1"));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
});

test("every route of the code is in the document, and every operation of the document in the code", () => {
  const document = openApi(operations, "1");
  const described = Object.entries(document["paths"] ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const mounted = routes.routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/v1/"))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  expect([...new Set(mounted)].toSorted()).toEqual(described.toSorted());
  expect(described).toHaveLength(operations.length);
});

test("the readable page names every operation, runs no script and takes nothing from elsewhere", async () => {
  const page = await routes.request("/api/docs");
  const html = await page.text();
  for (const { id, path } of operations) {
    expect(html).toContain(`id="${id}"`);
    expect(html).toContain(path);
  }
  expect(html).not.toMatch(/<script|src=|url\(/);
  expect(page.headers.get("content-security-policy")).toBe(docsPage(operations, "1").policy);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
});
