import { z } from "zod";
import { AlertState } from "../../alerts/alert.ts";
import { isFrontPage } from "../../articles/address.ts";
import { WebhookEvent } from "../../publishers/message.ts";

/** What goes over the wire of the publishers' API. The code checks with these schemas, and the OpenAPI document is made of them. */

/** The schemas that have a name in the document. */
export const named = z.registry<{ id: string; description?: string }>();

const id = z.number().int().positive();
const time = z.iso
  .datetime()
  .meta({ examples: ["2026-11-24T02:00:00.000Z"] })
  .register(named, { id: "Time", description: "A moment in UTC." });
named.add(AlertState, { id: "AlertState" });
named.add(WebhookEvent, { id: "WebhookEvent" });
const address = z
  .url({ protocol: /^https?$/, error: "write a full address that begins with http:// or https://" })
  .max(2000);
const MOST_TEXT = 2_000_000;
const text = (most: number) => z.string().regex(/\S/, "must not be empty").max(most);

export const Problem = z
  .strictObject({
    type: z.string().meta({
      description: "Where this kind of problem is explained.",
      examples: ["/api/docs#unauthorized"],
    }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().meta({ description: "What was wrong this time, and what to do." }),
    errors: z
      .array(z.strictObject({ field: z.string(), problem: z.string() }))
      .optional()
      .meta({ description: "Every fault of what was sent." }),
  })
  .register(named, { id: "Problem", description: "RFC 9457 problem details." });

export const ArticleSent = z
  .strictObject({
    url: address
      .refine((url) => !isFrontPage(url), "write the article's own address, not the site's front page")
      .meta({
        description:
          "The article's address, by which it is known again. Sending it anew with another text is a correction.",
      }),
    title: text(1000),
    html: text(MOST_TEXT).nullish().meta({ description: "The article's body; this or `text`." }),
    text: text(MOST_TEXT)
      .nullish()
      .meta({ description: "The article's body, a paragraph a line; this or `html`." }),
    publishedAt: z.iso
      .datetime({ offset: true })
      .nullish()
      .meta({ examples: ["2026-11-24T09:00:00+07:00"] }),
    sections: z.array(text(100)).max(20).nullish().meta({ description: "Your own names of sections." }),
    image: address.nullish(),
  })
  .refine(({ html, text }) => (html == null) !== (text == null), {
    path: ["html"],
    message: "give html or text, one of them",
  })
  .register(named, { id: "ArticleSent" });

export const ArticleTaken = z
  .strictObject({
    id,
    result: z.enum(["accepted", "known", "corrected"]).meta({
      description:
        "accepted: new, and on disk. known: we had it, as it is. corrected: we had it, and this text replaces the one before; " +
        "editors are told where it matters to an alert.",
    }),
  })
  .register(named, { id: "ArticleTaken" });

export const ArticleStatus = z
  .strictObject({
    id,
    source: z.string(),
    url: z.string().nullable(),
    title: z.string().nullable(),
    state: z.enum(["accepted", "alert", "silent", "archived", "repeat", "failed"]).meta({
      description:
        "accepted: on disk, to be read. alert: an alert was made of it. silent: none was made, see `why`. archived: too old for " +
        "an alert. repeat: we had its text, see `repeatOf`. failed: it could not be read, see `why`.",
    }),
    why: z.string().nullable().meta({ description: "As editors read it, in Indonesian." }),
    repeatOf: id.nullable(),
    alert: z.strictObject({ id, state: AlertState }).nullable(),
    receivedAt: time,
    withdrawnAt: time.nullable(),
  })
  .register(named, { id: "ArticleStatus" });

const alertFields = {
  id,
  articleId: id.nullable(),
  state: AlertState,
  headline: z.string(),
  link: z.string().nullable(),
  breaking: z.boolean(),
  topics: z.array(z.string()),
  createdAt: time,
  decidedAt: time.nullable(),
  sentAt: time.nullable(),
};

export const AlertSummary = z.strictObject(alertFields).register(named, { id: "AlertSummary" });

export const AlertPage = z
  .strictObject({
    alerts: z.array(AlertSummary),
    next: z
      .string()
      .nullable()
      .meta({ description: "The `cursor` of the next page; null: this was the last." }),
  })
  .register(named, { id: "AlertPage" });

const count = z.number().int();
export const AlertWhole = z
  .strictObject({
    ...alertFields,
    summary: z.string(),
    flash: z.string().meta({ description: "The alert in one line." }),
    credits: z.array(z.string()),
    callToAction: z.strictObject({ text: z.string(), url: z.string().nullable() }).nullable(),
    image: z.string().nullable(),
    outlet: z.string().nullable(),
    deliveries: z
      .strictObject({
        open: count,
        sent: count,
        withdrawn: count,
        unknown: count,
        gone: count,
        refused: count,
      })
      .meta({
        description:
          "Chats by what became of the sending. open: waiting or under way. withdrawn: stopped, recalled, or the chat left. " +
          "unknown: no definite answer came. gone: the chat is no longer there. refused: the platform refused the message.",
      }),
  })
  .register(named, { id: "Alert" });

export const WebhookWanted = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .meta({
        description: "https, at a public address.",
        examples: ["https://redaksi.example/kabar-kilat"],
      }),
    events: z.array(WebhookEvent).min(1).max(WebhookEvent.options.length),
  })
  .register(named, { id: "WebhookWanted" });

const webhookFields = {
  id,
  url: z.string(),
  events: z.array(WebhookEvent),
  createdAt: time,
  failures: z.number().int().meta({ description: "In a row." }),
  failingSince: time.nullable(),
  disabledAt: time
    .nullable()
    .meta({ description: "It is told nothing since then; enable it when it is mended." }),
  disabledWhy: z.string().nullable(),
  waiting: z.number().int().meta({ description: "Messages that wait to be delivered." }),
};

export const Webhook = z.strictObject(webhookFields).register(named, { id: "Webhook" });

export const WebhookMade = z
  .strictObject({
    ...webhookFields,
    secret: z.string().meta({
      description: "What its messages are signed with (Standard Webhooks). Shown this once.",
      examples: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    }),
  })
  .register(named, { id: "WebhookMade" });

export const WebhookList = z
  .strictObject({ webhooks: z.array(Webhook) })
  .register(named, { id: "WebhookList" });

export const WebhookWhole = z
  .strictObject({
    ...webhookFields,
    recent: z
      .array(
        z.strictObject({
          id: z.string().meta({ description: "As in the header webhook-id." }),
          event: z.string(),
          subject: z.string(),
          at: time,
          state: z.enum(["waiting", "delivered", "failed"]),
          attempts: z.number().int(),
          status: z.number().int().nullable().meta({ description: "Your endpoint's last HTTP status." }),
          why: z.string().nullable(),
          settledAt: time.nullable(),
        }),
      )
      .meta({ description: "What it was told last, the newest first." }),
  })
  .register(named, { id: "WebhookWhole" });

export const PingQueued = z
  .strictObject({ messageId: z.string().meta({ description: "The webhook-id it will have." }) })
  .register(named, { id: "PingQueued" });

/** A webhook's body. `data` is as it was when it happened. */
export const AlertTold = z
  .strictObject({
    type: WebhookEvent.exclude(["article.failed"]),
    timestamp: time,
    data: z.strictObject({
      id,
      articleId: id.nullable(),
      state: AlertState,
      headline: z.string(),
      link: z.string().nullable(),
    }),
  })
  .register(named, { id: "AlertTold" });

export const ArticleTold = z
  .strictObject({
    type: z.literal("article.failed"),
    timestamp: time,
    data: z.strictObject({ id, url: z.string().nullable(), title: z.string().nullable() }),
  })
  .register(named, { id: "ArticleTold" });

export const ById = z.strictObject({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "a number")
    .transform(Number),
});

export const Nothing = z.strictObject({});

/** The body of an operation that takes none. */
export const NoBody = z.undefined();

export const AlertQuery = z.strictObject({
  state: AlertState.optional(),
  since: z.iso
    .datetime({ offset: true })
    .transform((moment) => new Date(moment))
    .optional()
    .meta({ description: "Alerts made at this moment or later." }),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, "1 to 100")
    .transform(Number)
    .optional()
    .meta({ description: "Alerts on a page, 1 to 100; 50 where it is absent." }),
  cursor: z
    .string()
    .regex(/^a[1-9]\d{0,14}$/, "the `next` of a page before")
    .optional(),
});
