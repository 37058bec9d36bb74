import { setTimeout as delay } from "node:timers/promises";

/** Tries until it works: PostgreSQL may just be down. Gives up `untilMs` after this process began. */
export async function insist<T>(attempt: () => Promise<T>, untilMs: number): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > untilMs) throw error;
      await delay(100);
    }
  }
}
