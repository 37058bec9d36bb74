import { z } from "zod";
import { tooManyRequests } from "../../test/support/telegram-failures.ts";
import { serveBotApi } from "../bot-api/bot-api.ts";
import { say, settingsOf } from "../support/child.ts";

/** A Bot API as strict as can be, in a process of its own: in no second, wherever it begins, more than the limit. */
const { limit } = settingsOf(z.object({ limit: z.number() }));
const at: number[] = [];
let refused = 0;

const server = await serveBotApi({
  fate() {
    const now = performance.now();
    if (now - (at.at(-limit) ?? -Infinity) >= 1000) return null;
    refused += 1;
    return tooManyRequests(1);
  },
  accepted: () => void at.push(performance.now()),
});
say({ port: server.port });
process.on("message", () => say({ at, refused }));
