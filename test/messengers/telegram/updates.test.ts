import { expect, test } from "vitest";
import { readUpdate } from "../../../src/messengers/telegram/updates.ts";

const me = { id: 700000001, username: "KabarKilatBot" };
const now = new Date("2026-11-23T08:00:00Z");
const minutesAgo = (minutes: number) => now.getTime() / 1000 - 60 * minutes;

const ana = { id: 11, is_bot: false, first_name: "Ana", last_name: "Wijaya" };
const anonymousAdmin = { id: 1087968824, is_bot: true, first_name: "Group" };
const privateChat = { id: 11, type: "private", first_name: "Ana", last_name: "Wijaya" };
const group = { id: -1001, type: "supergroup", title: "Warga Kota" };
const channel = { id: -1002, type: "channel", title: "Kabar Kota" };

function message(fields: Record<string, unknown>) {
  return {
    update_id: 1,
    message: { message_id: 5, date: minutesAgo(1), chat: privateChat, from: ana, ...fields },
  };
}

function heard(update: unknown) {
  const { event } = readUpdate(update, me, now);
  return event?.kind === "said" ? event : null;
}

test("a private message is said by a person we know by id", () => {
  expect(heard(message({ text: "/start ekonomi" }))).toEqual({
    kind: "said",
    admin: true,
    said: {
      id: "message:11:5",
      chat: { messenger: "telegram", address: "11", kind: "private", thread: null, title: "Ana Wijaya" },
      from: { messenger: "telegram", id: "11", name: "Ana Wijaya" },
      text: "/start ekonomi",
      forwarded: false,
    },
  });
});

test.each([
  ["a command", { text: "/langganan ekonomi" }, "/langganan ekonomi"],
  ["a command with our name", { text: "/cari@kabarkilatbot harga beras" }, "/cari harga beras"],
  ["a command that mentions somebody", { text: "/cari @undefined" }, "/cari @undefined"],
  ["a command with a mark after it", { text: "/berhenti!" }, "/berhenti!"],
  ["a command over several lines", { text: "/siarkan\nJudul\nIsi" }, "/siarkan\nJudul\nIsi"],
  ["another bot's command", { text: "/cari@BotLain harga" }, null],
  ["chatter", { text: "selamat pagi" }, null],
  ["a path", { text: "lihat /berita" }, null],
  ["a reply to us", { text: "2", reply_to_message: { from: { ...me, first_name: "KK" } } }, "2"],
  ["a reply to somebody else", { text: "2", reply_to_message: { from: ana } }, null],
  [
    "chatter in a topic that we opened",
    {
      text: "halo",
      reply_to_message: { from: { ...me, first_name: "KK" }, forum_topic_created: { name: "A" } },
    },
    null,
  ],
  ["another bot", { text: "/cari", from: { ...ana, is_bot: true } }, null],
  ["a sticker", { sticker: {} }, null],
])("in a group: %s", (_what, fields, text) => {
  expect(heard(message({ chat: group, ...fields }))?.said.text ?? null).toBe(text);
});

test.each([{ voice: {} }, { location: {} }, { contact: {} }, { video_note: {} }])(
  "%j is said to us without words in a private chat, and in a group to others",
  (fields) => {
    expect(heard(message({ ...fields }))?.said.text).toBe("");
    expect(heard(message({ chat: group, ...fields }))).toBeNull();
    expect(heard(message({ sticker: {} }))).toBeNull();
  },
);

test("only Telegram knows whether a member of a group is an administrator", () => {
  expect(heard(message({ chat: group, text: "/berhenti" }))?.admin).toEqual({ askFor: 11 });
});

test.each([
  [
    "an anonymous administrator",
    message({ chat: group, from: anonymousAdmin, sender_chat: group, text: "/x" }),
    true,
  ],
  [
    "somebody in a channel's name",
    message({ chat: group, from: anonymousAdmin, sender_chat: channel, text: "/x" }),
    false,
  ],
  [
    "a channel post",
    { channel_post: { message_id: 5, date: minutesAgo(1), chat: channel, text: "/x" } },
    true,
  ],
])("%s is nobody we could hold to account", (_who, update, admin) => {
  expect(heard(update)).toMatchObject({ said: { from: null, text: "/x" }, admin });
});

test("a channel's post is only heard if it is a command, and never again where it is forwarded to", () => {
  expect(
    heard({ channel_post: { message_id: 5, date: minutesAgo(1), chat: channel, text: "Berita pagi" } }),
  ).toBeNull();
  const forward = {
    chat: group,
    from: ana,
    sender_chat: channel,
    is_automatic_forward: true,
    text: "/langganan",
  };
  expect(heard(message(forward))).toBeNull();
});

test("a forum's topic is kept, the thread of an ordinary reply is not", () => {
  const inTopic = message({ chat: group, text: "/x", message_thread_id: 9, is_topic_message: true });
  const inReply = message({ chat: group, text: "/x", message_thread_id: 9 });
  expect(heard(inTopic)?.said.chat.thread).toBe("9");
  expect(heard(inReply)?.said.chat.thread).toBeNull();
});

test("what is an hour old is not answered any more", () => {
  expect(heard(message({ text: "/start", date: minutesAgo(59) }))).not.toBeNull();
  expect(heard(message({ text: "/start", date: minutesAgo(61) }))).toBeNull();
});

test("an edited message was heard before", () => {
  expect(readUpdate({ update_id: 1, edited_message: message({ text: "/start" }).message }, me, now)).toEqual({
    press: null,
    event: null,
  });
});

test("a press says what the button says", () => {
  const press = {
    id: "77",
    from: ana,
    data: "/langganan olahraga",
    message: { message_id: 3, date: 0, chat: group },
  };
  expect(readUpdate({ update_id: 1, callback_query: press }, me, now)).toMatchObject({
    press: "77",
    event: {
      said: { id: "press:77", text: "/langganan olahraga", from: { id: "11" } },
      admin: { askFor: 11 },
    },
  });
});

test("a press without words still gets its answer", () => {
  const press = { id: "77", from: ana, game_short_name: "x" };
  expect(readUpdate({ update_id: 1, callback_query: press }, me, now)).toEqual({ press: "77", event: null });
});

test.each([
  ["added to a group", group, "left", "member", { kind: "joined" }],
  ["made an administrator of a channel", channel, "left", "administrator", { kind: "joined" }],
  ["unblocked", privateChat, "kicked", "member", { kind: "joined" }],
  ["promoted", group, "member", "administrator", { kind: null }],
  ["removed", group, "member", "kicked", { kind: "left", why: "bot dikeluarkan dari obrolan" }],
  ["blocked", privateChat, "member", "kicked", { kind: "left", why: "bot diblokir oleh pengguna" }],
])("the bot is %s", (_what, chat, before, after, change) => {
  const update = {
    my_chat_member: { chat, old_chat_member: { status: before }, new_chat_member: { status: after } },
  };
  const { event } = readUpdate(update, me, now);
  expect(event?.kind === "changed" ? event.change : { kind: null }).toMatchObject(change);
});

test("losing and regaining the right to write is leaving and joining", () => {
  const may = { status: "administrator", can_post_messages: true };
  const mayNot = { status: "administrator", can_post_messages: false };
  const change = (before: object, after: object) =>
    readUpdate(
      { my_chat_member: { chat: channel, old_chat_member: before, new_chat_member: after } },
      me,
      now,
    ).event;
  expect(change(may, mayNot)).toMatchObject({
    change: { kind: "left", why: "bot tidak boleh menulis di obrolan" },
  });
  expect(change(mayNot, may)).toMatchObject({ change: { kind: "joined" } });
});

test("a group that becomes a supergroup moves", () => {
  const { event } = readUpdate(
    message({ chat: { id: -5, type: "group", title: "W" }, migrate_to_chat_id: -1005 }),
    me,
    now,
  );
  expect(event).toMatchObject({
    change: { kind: "moved", chat: { address: "-5", kind: "group" }, to: "-1005" },
  });
});

test("an answer to a message of ours says which", () => {
  const ours = { message_id: 42, from: { ...me, first_name: "KK" } };
  expect(heard(message({ text: "salah", reply_to_message: ours }))?.said.about).toBe("42");
  expect(
    heard(message({ text: "salah", reply_to_message: { ...ours, from: ana } }))?.said.about,
  ).toBeUndefined();
});

test("a message that is passed on, or written by another bot, says so", () => {
  const origin = { type: "user", date: 1, sender_user: ana };
  const bot = { id: 8, is_bot: true, first_name: "Lain" };
  expect(heard(message({ text: "ya", forward_origin: origin }))?.said.forwarded).toBe(true);
  expect(heard(message({ text: "ya", via_bot: bot }))?.said.forwarded).toBe(true);
  expect(heard(message({ text: "ya" }))?.said.forwarded).toBe(false);
});

function reaction(fields: Record<string, unknown>) {
  const thumb = [{ type: "emoji", emoji: "👎" }];
  return {
    update_id: 1,
    message_reaction: {
      chat: privateChat,
      message_id: 42,
      date: minutesAgo(1),
      user: ana,
      old_reaction: [],
      new_reaction: thumb,
      ...fields,
    },
  };
}

test("a thumb under a message is as good as an answer to it", () => {
  expect(heard(reaction({}))?.said).toMatchObject({ text: "👎", about: "42", from: { id: "11" } });
  expect(heard(reaction({ date: minutesAgo(3) }))?.said.id).not.toBe(heard(reaction({}))?.said.id);
});

test.each([
  ["taken back", { new_reaction: [] }],
  ["of another kind", { new_reaction: [{ type: "emoji", emoji: "🤔" }] }],
  ["a paid star", { new_reaction: [{ type: "paid" }] }],
  ["in a group", { chat: group }],
  ["of nobody", { user: undefined }],
  ["of yesterday", { date: minutesAgo(24 * 60) }],
])("a reaction %s means nothing to us", (_what, fields) => {
  expect(readUpdate(reaction(fields), me, now).event).toBeNull();
});

test("words after our name are asked outside of any chat", () => {
  const inline_query = { id: "q1", from: ana, query: "banjir", offset: "20" };
  expect(readUpdate({ update_id: 1, inline_query }, me, now).event).toEqual({
    kind: "asked",
    id: "q1",
    asked: { from: { messenger: "telegram", id: "11", name: "Ana Wijaya" }, words: "banjir", offset: 20 },
  });
});

test.each([[{}], [{ update_id: 1 }], [{ update_id: 1, poll: { id: "1" } }]])(
  "%j means nothing to us",
  (update) => {
    expect(readUpdate(update, me, now)).toEqual({ press: null, event: null });
  },
);

test.each([[null], ["x"], [{ message: { chat: { id: "1" } } }]])("%j is not an update", (update) => {
  expect(() => readUpdate(update, me, now)).toThrow("Invalid input");
});
