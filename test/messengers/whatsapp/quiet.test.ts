import { afterEach, expect, test, vi } from "vitest";
import { hushSignal, quietLogger } from "../../../src/messengers/whatsapp/quiet.ts";

afterEach(() => vi.restoreAllMocks());

test("of Baileys' records only the words of its errors come through", () => {
  const said: string[] = [];
  const logger = quietLogger((words) => said.push(words)).child({ class: "ns" });
  logger.warn({ from: "6281299@s.whatsapp.net" }, "Invalid LID-PN mapping: 77001@lid, 6281299");
  logger.error({ key: { remoteJid: "6281299@s.whatsapp.net" } }, "failed to decrypt message");
  logger.error({ err: new Error("6281299") });
  logger.error({ reasonNode: { tag: "restart" } }, "stream errored out"); // the connection's end tells why
  expect(said).toEqual(["failed to decrypt message", "galat tanpa keterangan"]);
});

test("libsignal's sessions are not printed, and everything else is", () => {
  const info = vi.spyOn(globalThis.console, "info").mockImplementation(() => undefined);
  hushSignal();
  hushSignal();
  globalThis.console.info("Closing session:", { privKey: "rahasia" });
  globalThis.console.info("Opening session:", { privKey: "rahasia" });
  globalThis.console.info("Selamat pagi");
  expect(info.mock.calls).toEqual([["Selamat pagi"]]);
});
