import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { ENVIRONMENT_TOKEN, startTestApi } from "../../support/publishers-api.ts";

test("a source that signs is believed nothing unsigned, whichever of its tokens brings it", async () => {
  const secret = "kunci-tanda-tangan-kabar-uji";
  await using api = await startTestApi({
    environment: { PUBLISHER_SECRETS: `kabar-uji:${secret}` },
    settings: { sources: ["kabar-uji", "warta-uji"].map((id) => ({ id, name: id, push: true })) },
  });
  const body = JSON.stringify({
    url: "https://kabar-uji.example/1",
    title: "Jembatan Dibuka",
    text: "Dibuka.",
  });
  const signed = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const sent = async (token: string, signature?: string): Promise<number> => {
    const headers = signature === undefined ? {} : { "x-signature-256": signature };
    return (await api.ask("POST", "/articles", { token, body, headers })).status;
  };
  for (const token of [ENVIRONMENT_TOKEN, await api.token("kabar-uji", "articles:write")]) {
    expect(await sent(token)).toBe(401);
    expect(
      await sent(
        token,
        signed.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      ),
    ).toBe(401);
    expect(await sent(token, signed)).toBe(202);
  }
  expect(await sent(await api.token("warta-uji", "articles:write"))).toBe(202);
});
