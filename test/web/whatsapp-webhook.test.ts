import { expect, test } from "vitest";
import { whatsAppRoutes } from "../../src/web/whatsapp-webhook.ts";

const heard: { body: string; signature: string | undefined }[] = [];
const routes = whatsAppRoutes({
  verify: (query) => (query["hub.verify_token"] === "benar" ? (query["hub.challenge"] ?? null) : null),
  async receive(body, signature) {
    heard.push({ body: Buffer.from(body).toString(), signature });
    return signature === "sah" ? 200 : 401;
  },
});

test("Meta's question is answered with its challenge, a stranger's is not", async () => {
  const asked = await routes.request("/whatsapp?hub.mode=subscribe&hub.verify_token=benar&hub.challenge=42");
  expect([asked.status, await asked.text()]).toEqual([200, "42"]);
  expect((await routes.request("/whatsapp?hub.verify_token=salah&hub.challenge=42")).status).toBe(403);
});

test("a notification is heard byte for byte, as it was signed", async () => {
  const body = '{"a": "\\u00e9 é ✅" }';
  const post = (signature: string) =>
    routes.request("/whatsapp", { method: "POST", body, headers: { "x-hub-signature-256": signature } });

  expect([(await post("sah")).status, (await post("palsu")).status]).toEqual([200, 401]);
  expect(heard).toEqual([
    { body, signature: "sah" },
    { body, signature: "palsu" },
  ]);
});

test("what is larger than any notification is not read", async () => {
  const body = "a".repeat(4 * 1024 * 1024 + 1);
  const headers = { "x-hub-signature-256": "sah" };
  expect((await routes.request("/whatsapp", { method: "POST", body, headers })).status).toBe(413);
});
