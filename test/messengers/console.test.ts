import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Said } from "../../src/chat/said.ts";
import type { OutgoingMessage, Recipient } from "../../src/delivery/delivery.ts";
import { startConsole } from "../../src/messengers/console.ts";

const warga: Recipient = { messenger: "console", address: "Warga Kota", kind: "group", thread: null };

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  const messenger = startConsole({ input, output, person: { id: "redaksi", name: "Anda" }, session: "uji" });
  const heard: Said[] = [];
  const listen = (answer: (said: Said) => OutgoingMessage[]) =>
    messenger.listen({
      async said(said) {
        heard.push(said);
        return answer(said);
      },
      async changed() {},
    });
  const shown = async () => {
    output.end();
    return text(output);
  };
  return { input, messenger, heard, listen, shown };
}

test("an alert stands in a frame that its call to action ends, with no mark inside", async () => {
  const { messenger, shown } = terminal();
  const verdict = await messenger.send(
    warga,
    { text: [{ bold: "Judul" }, "\nIsi.\n\nGabung ke Channel."] },
    "k",
  );
  expect(verdict).toEqual({ kind: "sent", messageId: "uji-1" });
  expect(await shown()).toBe("┌─ Warga Kota\nJudul\nIsi.\n\nGabung ke Channel.\n└─\n");
});

test("typed lines are said in a private chat, in order, and answered there", async () => {
  const { input, heard, listen, shown } = terminal();
  const listening = await listen(({ text }) => [{ text: [`jawab ${text}`] }]);
  input.end("/cari beras\n\n/bantuan\n");
  await until(() => heard.length === 2);
  await listening[Symbol.asyncDispose]();
  expect(heard.map(({ id, text }) => [id, text])).toEqual([
    ["uji-1", "/cari beras"],
    ["uji-2", "/bantuan"],
  ]);
  expect(heard[0]).toMatchObject({
    from: { messenger: "console", id: "redaksi" },
    chat: { kind: "private" },
  });
  expect(await shown()).toBe("┌─ Anda\njawab /cari beras\n└─\n┌─ Anda\njawab /bantuan\n└─\n");
});

test("a typed number presses the button it stands before, any other number is just said", async () => {
  const { input, heard, messenger, listen, shown } = terminal();
  const listening = await listen(() => []);
  const buttons = [[{ label: "Kirim", says: "/siarkan ya" }], [{ label: "Batal", says: "/siarkan batal" }]];
  await messenger.send(warga, { text: ["Kirim?"], buttons }, "k");
  input.write("2\n3\n");
  await until(() => heard.length === 2);
  await listening[Symbol.asyncDispose]();
  expect(heard.map(({ text }) => text)).toEqual(["/siarkan batal", "3"]);
  expect(await shown()).toBe("┌─ Warga Kota\nKirim?\n└─\n1. Kirim\n2. Batal\n");
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
