import { z } from "zod";
import { Province } from "../articles/region.ts";
import { Topic } from "../articles/topic.ts";
import { Source } from "../intake/source.ts";
import { JAKARTA, zoneCalled, ZONE_NAMES, zoneName } from "../time.ts";
import { PHONE_NUMBER } from "./phone-number.ts";

const CHANNEL_LINK = /^https:\/\/(?:www\.)?whatsapp\.com\/channel\/[\w-]{8,64}\/?$/;

/** What readers know a newsroom by that has not named itself, and the most characters of a name. */
export const NEWSROOM_NAME = { asDelivered: "Kabar Kilat", longest: 60 };

/** What the newsroom decides: the file config/kabarkilat.yaml. */
export const SettingsFile = z.strictObject({
  sources: z.array(Source).default([]),
  topics: z.array(Topic).default([]),
  /** Where news can be, and what can be followed of it; absent: Indonesia's provinces, regencies and cities. */
  regions: z.array(Province).optional(),
  /** Who may make the bot speak, by the platform's stable id: "telegram:12345678", "whatsapp:6281234567890". */
  editors: z
    .array(
      z
        .string('write "telegram:" or "whatsapp:" and the user\'s number, without a space')
        .regex(
          /^(telegram:\d+|whatsapp:[1-9]\d+|console:\S+)$/,
          'write "telegram:" or "whatsapp:" and the user\'s number in digits; on WhatsApp it begins with the country code (62812…)',
        ),
    )
    .default([]),
  /** Who readers are written to by, and where that is. */
  newsroom: z
    .strictObject({
      /** By its clock days begin, and times are read and told to whoever names no other. */
      zone: z
        .enum(ZONE_NAMES, "write WIB, WITA or WIT")
        .default(zoneName(JAKARTA))
        .transform((name) => zoneCalled(name) ?? JAKARTA),
      /** As readers know it: the bot calls itself by it. */
      name: z.string().trim().min(1).max(NEWSROOM_NAME.longest).default(NEWSROOM_NAME.asDelivered),
      /** Where readers reach people, as it is told to them: an address, a number, a page. */
      contact: z.string().trim().min(1).max(200).nullable().default(null),
      /** The number that readers write to on WhatsApp, for the links that invite them. */
      whatsapp: z
        .string('write it in quotation marks: "6281234567890"')
        .regex(...PHONE_NUMBER)
        .nullable()
        .default(null),
    })
    .prefault({}),
  summary: z
    .strictObject({
      budget: z.number().int().min(80).max(1000).default(320),
      /** A language model that writes the summaries; absent: the built-in summariser. Its key is MODEL_API_KEY. */
      model: z
        .strictObject({
          /** An endpoint that speaks OpenAI's chat completions ("http://127.0.0.1:11434/v1"). */
          baseUrl: z.url({ protocol: /^https?$/ }),
          name: z.string().min(1),
          houseStyle: z.string().min(1).max(2000).nullable().default(null),
          /** For all that is asked about one article. */
          timeoutSeconds: z.number().min(1).max(120).default(20),
          /** What it may cost: questions in an hour and a day over all processes, and tokens in an answer. */
          perHour: z.number().int().min(0).default(120),
          perDay: z.number().int().min(0).default(1000),
          maxTokens: z.number().int().min(100).nullable().default(1000),
          /** Sends the answer's JSON Schema along; for endpoints that refuse it: false. */
          schema: z.boolean().default(true),
        })
        .optional(),
    })
    .prefault({}),
  breaking: z
    .strictObject({
      /** A title that begins with one of these is breaking news. */
      titles: z
        .array(z.string().min(1))
        .default(["breaking news", "breaking", "kabar kilat", "berita kilat"]),
    })
    .prefault({}),
  stories: z
    .strictObject({
      /** What an article of a source that has told the story already becomes: an alert of its own (`new`), or none. */
      sameSource: z.enum(["silent", "edit", "new"]).default("new"),
      /** The same news from another source. A changed figure, another side of the story and breaking news are told in any case. */
      otherSource: z.enum(["silent", "edit", "new"]).default("silent"),
      /** How long a story is followed and counts as told. */
      withinHours: z.number().min(1).max(336).default(48),
    })
    .prefault({}),
  intake: z
    .strictObject({
      /** Articles older than this are archived without an alert. */
      alertWithinHours: z.number().min(0).default(12),
      /** Of a feed's first load, how many of the newest may become alerts. */
      firstLoadAlerts: z.number().int().min(0).default(0),
      /** Hosts inside a private network that may be fetched nevertheless ("127.0.0.1:8080"). */
      allowedHosts: z
        .array(z.string().regex(/^[^\s/?#@]+$/, "a host, with its port where it has one: 10.0.0.5:8080"))
        .default([]),
      /** An address or e-mail that the sites we read find in our User-Agent. */
      contact: z.string().optional(),
    })
    .prefault({}),
  desk: z
    .strictObject({
      /** Alerts that two editors must approve: those of these sources ("tempel": editors' own), and breaking news. */
      fourEyes: z
        .strictObject({ sources: z.array(z.string()).default([]), breaking: z.boolean().default(false) })
        .prefault({}),
    })
    .prefault({}),
  readers: z
    .strictObject({
      /** How many keyword filters, outlets and regions one chat may follow. */
      filters: z.number().int().min(1).max(1000).default(20),
      /** Messages of one person that are answered in a minute. */
      messagesAMinute: z.number().int().min(1).max(1000).default(20),
    })
    .prefault({}),
  /** How long things are kept, in days (store/upkeep/retention.ts). */
  retention: z
    .strictObject({
      /** What each chat was sent. A correction or recall reaches only what is kept. */
      deliveriesDays: z.number().int().min(7).max(3650).default(90),
      leftChatsDays: z.number().int().min(1).max(3650).default(30),
      /** Articles that no alert was made of; null keeps the archive for good. */
      articlesDays: z.number().int().min(30).max(36_500).nullable().default(null),
    })
    .prefault({}),
  /** The embedded database backs itself up each night. */
  backups: z
    .strictObject({
      /** O'clock, by the newsroom's clock. */
      hour: z.number().int().min(0).max(23).default(3),
      /** How many of the newest are kept; 0: none is made. */
      keep: z.number().int().min(0).max(365).default(7),
      /** Where; null: the folder backups in KABARKILAT_DATA. Better on another disk. */
      folder: z.string().min(1).nullable().default(null),
    })
    .prefault({}),
  whatsapp: z
    .strictObject({
      /** Channels to post to: the account must be an admin there. */
      channels: z
        .array(
          z.strictObject({
            link: z.string().regex(CHANNEL_LINK, "the Channel's link: https://whatsapp.com/channel/…"),
            /** "all", "breaking", or topic ids. */
            follows: z
              .union([z.enum(["all", "breaking"]), z.array(z.string()).min(1)], {
                error: "write all, breaking, or a list of topics: [politik, ekonomi]",
              })
              .default("all"),
          }),
        )
        .default([]),
      /** Messages a day to private chats, unasked. Absent: the account's age decides. */
      perDay: z.number().int().min(1).max(100_000).optional(),
      /** The Cloud API's template for whoever has not written within 24 hours; its body has one variable, {{1}}. */
      template: z
        .strictObject({
          name: z
            .string()
            .regex(/^[a-z0-9_]+$/, "the template's name as Meta shows it: lower-case letters, digits and _"),
          language: z.string().default("id"),
        })
        .optional(),
    })
    .prefault({}),
  /** Alerts with their article's picture instead of a link preview. */
  pictures: z.strictObject({ telegram: z.boolean().default(false) }).prefault({}),
  pacing: z
    .strictObject({
      telegram: z
        .strictObject({
          perSecond: z.number().positive().max(1000).default(30),
          /**
           * Broadcasts over 30 a second, up to 1000, for 0.1 Telegram Stars a message from the bot's balance (Bot API,
           * allow_paid_broadcast). @BotFather switches it on for bots with 10,000 Stars and 100,000 users a month.
           */
          paid: z.boolean().default(false),
        })
        .prefault({}),
      whatsapp: z.strictObject({ perSecond: z.number().positive().max(20).default(1) }).prefault({}),
      console: z.strictObject({ perSecond: z.number().positive().default(1000) }).prefault({}),
      /** A claimed delivery whose worker has not settled it within this time is taken to be orphaned. */
      leaseSeconds: z.number().int().min(5).max(600).default(60),
      /** How many sends may be under way at once, for each process and messenger. */
      concurrency: z.number().int().min(1).max(50).default(25),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof SettingsFile>;
