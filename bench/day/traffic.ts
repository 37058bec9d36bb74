import { setTimeout as delay } from "node:timers/promises";
import { newsItem } from "../intake/news.ts";
import { insist } from "../support/insist.ts";
import type { Desk } from "./desk.ts";
import { type Plan, type PlannedArticle, pushes, sourceId, tokenOf, TOPICS } from "./plan.ts";

/** What people outside do during the day. */
export interface Outside {
  plan: Plan;
  desk: Desk;
  /** Puts an article into its source's feed. */
  publish(article: PlannedArticle): void;
  /** Where publishers push. */
  pushTo: string;
  /** A reader writes to the bot. */
  says(chat: number, text: string): void;
  pick(n: number): number;
  /** Milliseconds since the day began. */
  sinceStart(): number;
  /** In milliseconds of performance.now(). */
  giveUpAt: number;
}

const FIRST_READER = 5_000_000;
const READERS = 2_000;

/** Publishers publish, editors approve and announce, readers ask. Resolves when they have all gone home. */
export async function liveThrough(outside: Outside): Promise<void> {
  await Promise.all([publishAll(outside), announce(outside), readersAsk(outside)]);
}

async function publishAll(outside: Outside): Promise<void> {
  const open: Promise<void>[] = [];
  for (const article of outside.plan.articles) {
    await delay(Math.max(0, article.atMs - outside.sinceStart()));
    if (pushes(article.source)) open.push(push(article, outside));
    else outside.publish(article);
    if (article.way === "approved") open.push(outside.desk.approves(article.number));
  }
  await Promise.all(open);
}

/** As publishers do: the same again until it is taken. */
async function push(
  { source, number, topic, breaking }: PlannedArticle,
  { pushTo, giveUpAt }: Outside,
): Promise<void> {
  const { slug, title, paragraphs } = newsItem(number);
  const body = JSON.stringify({
    url: `https://${sourceId(source)}.example/${slug}`,
    title: breaking ? `BREAKING NEWS: ${title}` : title,
    text: paragraphs.join("\n"),
    sections: [topic],
  });
  const headers = { authorization: `Bearer ${tokenOf(source)}`, "idempotency-key": slug };
  await insist(async () => {
    const answer = await fetch(pushTo, { method: "POST", headers, body });
    if (answer.status !== 202) throw new Error(`a push was answered with ${answer.status}`);
  }, giveUpAt);
}

async function announce({ plan, desk, sinceStart }: Outside): Promise<void> {
  await delay(Math.max(0, plan.announcement.atMs - sinceStart()));
  await desk.announces(plan.announcement.number);
}

async function readersAsk({ plan, says, pick, sinceStart }: Outside): Promise<void> {
  const { seconds, questions, articles } = plan.size;
  const asks = [
    () => newsItem(plan.articles[pick(articles)]?.number ?? 1).title.split(" ")[0] ?? "",
    () => "/terbaru",
    () => `/langganan topik-${pick(TOPICS)}`,
    () => "/pengaturan",
    () => "banjir kemarin",
  ];
  for (let n = 0; sinceStart() < 900 * seconds; n++) {
    says(FIRST_READER + (n % READERS), asks[pick(asks.length)]?.() ?? "/bantuan");
    await delay(1000 / questions);
  }
}
