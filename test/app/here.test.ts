import { expect, test } from "vitest";
import { localAddress } from "../../src/app/local-address.ts";

test.each([
  ["127.0.0.1", "http://127.0.0.1:8080"],
  ["0.0.0.0", "http://127.0.0.1:8080"],
  ["::", "http://127.0.0.1:8080"],
  ["::1", "http://[::1]:8080"],
  ["desk.koran.example", "http://desk.koran.example:8080"],
])("what listens on %s is reached at %s", (host, address) => {
  expect(localAddress(host, 8080)).toBe(address);
  expect(new URL(address).port).toBe("8080");
});
