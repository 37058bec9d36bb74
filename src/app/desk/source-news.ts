import { sourceChange } from "../../alerts/source-change.ts";
import { alertById } from "../../store/alerts/alerts.ts";
import { alertsWithNews, newsOfSource } from "../../store/alerts/source-news.ts";
import { record } from "../../store/audit.ts";
import { HOUR_MS } from "../../time.ts";
import type { SourceNews } from "../../web/desk/ports.ts";
import type { Core } from "../core.ts";

const LATELY_MS = 48 * HOUR_MS;
const LOOKED_AT = 20; // so many of the newest alerts

/** Changes of articles after their alerts were made, computed when an editor looks. */
export function openSourceNews(wiring: Pick<Core, "config" | "pool" | "now">): SourceNews {
  const { config, pool, now } = wiring;
  const of: SourceNews["of"] = async (alertId) => {
    const [alert, news] = await Promise.all([alertById(pool, alertId), newsOfSource(pool, alertId)]);
    if (!alert || !news || alert.state === "rejected" || alert.state === "recalled") return null;
    if (news.withdrawnAt) return { kind: "withdrawn", at: news.withdrawnAt };
    if (!news.version) return null;
    const { at } = news.version;
    if (news.version.state === "gone") return { kind: "gone", at };
    const { before, after, summary } = news;
    if (!before || !after || !summary) return null;
    const change = sourceChange(alert.content, before, after, summary, config.summary.budget);
    return change && { kind: "changed", at, ...change };
  };
  return {
    of,
    async lately() {
      const alerts = await alertsWithNews(pool, new Date(now().getTime() - LATELY_MS), LOOKED_AT);
      const found = await Promise.all(alerts.map(async (alert) => ({ ...alert, news: await of(alert.id) })));
      return found.flatMap(({ id, headline, news }) => (news ? [{ id, headline, kind: news.kind }] : []));
    },
    async keep(alertId, editor) {
      await record(pool, { at: now(), who: editor, act: "keep", subject: `alert:${alertId}` });
    },
  };
}
