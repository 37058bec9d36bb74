import type { Config } from "../../config.ts";

/** Every secret of a configuration, in each form in which it could appear in a text. */
export function secretsOf(config: Config): string[] {
  const urls = [config.redis?.url, "url" in config.database ? config.database.url : undefined];
  const passwords = urls.flatMap((url) =>
    url ? [new URL(url).password, decodeURIComponent(new URL(url).password)] : [],
  );
  return [
    config.telegram?.token,
    config.telegram?.webhook?.secret,
    config.whatsapp?.sessionKey,
    config.whatsappCloud?.token,
    config.whatsappCloud?.appSecret,
    config.whatsappCloud?.verifyToken,
    config.modelApiKey,
    config.secretsKey,
    ...Object.values(config.tracesTo?.headers ?? {}),
    ...config.publishers.flatMap(({ token, signingSecret }) => [token, signingSecret]),
    ...passwords,
  ].filter((secret): secret is string => Boolean(secret));
}
