import { expect, test } from "vitest";
import { parse } from "yaml";
import { sourcesCommand } from "../../src/commands/sources.ts";
import { configFrom } from "../../src/config.ts";
import { NotOpml, readOpml } from "../../src/intake/opml.ts";

const LIST = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE opml [<!ENTITY a "aaaa">]>
<opml version="2.0"><head><title>Langganan</title></head><body>
  <outline text="Nasional" title="Nasional">
    <outline type="rss" text="Kabar Nusantara" title="Kabar Nusantara" xmlUrl="https://kabar.example/rss" htmlUrl="https://kabar.example/"/>
    <outline text="Daerah"><outline type="rss" text="Kabar Nusantara" xmlUrl="https://kabar.example/daerah.xml?a=1&amp;b=2"/></outline>
  </outline>
  <outline type="rss" text="Édisi Pagi: Ekonomi &amp; Bisnis" xmlUrl="https://pagi.example/atom"/>
  <outline type="rss" text="Sama lagi" xmlUrl="https://kabar.example/rss"/>
  <outline type="rss" text="Berkas" xmlUrl="file:///etc/passwd"/>
  <outline text="Catatan"/>
</body></opml>`;

test("a subscription list becomes sources, folders and all, each address once", () => {
  expect(readOpml(LIST)).toEqual({
    sources: [
      { id: "kabar-nusantara", name: "Kabar Nusantara", feed: "https://kabar.example/rss" },
      { id: "kabar-nusantara-2", name: "Kabar Nusantara", feed: "https://kabar.example/daerah.xml?a=1&b=2" },
      {
        id: "edisi-pagi-ekonomi-bisnis",
        name: "Édisi Pagi: Ekonomi & Bisnis",
        feed: "https://pagi.example/atom",
      },
    ],
    skipped: ["Berkas: file:///etc/passwd"],
  });
});

test.each(["", "bukan xml", "<html><body></body></html>", "<opml><body><outline", "{}"])(
  "what is no OPML brings nothing, and is never an error of another kind: %j",
  (text) => {
    expect(listed(text)).toEqual([]);
  },
);

function listed(text: string) {
  try {
    return readOpml(text).sources;
  } catch (error) {
    if (error instanceof NotOpml) return [];
    throw error;
  }
}

test("what the command prints is a valid part of the configuration, and sends nothing by itself", async () => {
  let printed = "";
  const { mkdtemp, rm, writeFile } = await import("node:fs/promises");
  const folder = await mkdtemp("/tmp/kk-opml-");
  try {
    await writeFile(`${folder}/langganan.opml`, LIST);
    await sourcesCommand(["import", `${folder}/langganan.opml`], async (text) => void (printed += text));
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(printed).toContain("# Skipped, not a web address: Berkas");
  const { sources } = configFrom(parse(printed), {});
  expect(sources.map(({ id, policy }) => [id, policy])).toEqual([
    ["kabar-nusantara", "review"],
    ["kabar-nusantara-2", "review"],
    ["edisi-pagi-ekonomi-bisnis", "review"],
  ]);
});
