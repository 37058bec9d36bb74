import { expect, test } from "vitest";
import { withAdvice } from "../../../src/store/embedded/postgres.ts";

test.each([
  ["could not write init file: No space left on device", /Make room on the disk of \/srv\/kk/],
  ["insufficient file descriptors available to start server process", /LimitNOFILE=4096/],
  ["pre-existing shared memory block (key 1, ID 2) is still in use", /pgrep -af postgres/],
])("of “%s” it is said what to do", (said, advice) => {
  expect(withAdvice(new Error(said), "/srv/kk")).toMatchObject({ message: expect.stringMatching(advice) });
});
