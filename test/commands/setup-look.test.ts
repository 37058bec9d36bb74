import { expect, test } from "vitest";
import { lookAt } from "../../src/commands/setup/look.ts";
import { FetchFailure } from "../../src/intake/fetch-failure.ts";

test.each([
  ["CERT_HAS_EXPIRED", false, "its certificate is not valid (CERT_HAS_EXPIRED)"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", false, "its certificate is not valid (ERR_TLS_CERT_ALTNAME_INVALID)"],
  [
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    false,
    "its certificate is not valid (UNABLE_TO_VERIFY_LEAF_SIGNATURE)",
  ],
  ["ERR_SSL_WRONG_VERSION_NUMBER", true, "it cannot be reached: no such name, or nothing answers there"],
  ["ECONNREFUSED", true, "it cannot be reached: no such name, or nothing answers there"],
])("a site that fails with %s may be asked without https: %s", async (code, silent, why) => {
  const cause = Object.assign(new Error(code), { code });
  const failure = new FetchFailure("unreachable", "kabar.example: gagal", { cause });
  const looked = await lookAt("https://kabar.example/", () => Promise.reject(failure));
  expect(looked).toEqual({ kind: "nothing", inside: false, silent, why });
});
