import { faultOf } from "../../config.ts";
import type { ZoneName } from "../../time.ts";
import type { Ask } from "./ask.ts";
import { editorsOf } from "./editors.ts";
import type { Answers } from "./files.ts";
import { telegramOf, whatsAppOf } from "./messengers.ts";
import { sourcesOf } from "./sources.ts";
import type { Before, World } from "./world.ts";

/** Asks the few questions that a start needs, and looks at each answer at once. Throws Cancelled. */
export async function interview(ask: Ask, world: World, before: Before): Promise<Answers> {
  const { sources, allowedHosts } = await sourcesOf(ask, world, before.sources.length);
  const zone =
    before.sources.length === 0 ? await ask.choice("By whose clock does the newsroom go?", CLOCKS) : null;
  const { bot, ...telegram } = await telegramOf(ask, world, before.environment);
  const whatsApp = await whatsAppOf(ask, before.environment);
  const editors = await editorsOf(
    ask,
    world,
    bot,
    whatsApp.WHATSAPP ?? before.environment["WHATSAPP"],
    before,
  );
  return {
    sources,
    editors,
    zone,
    allowedHosts,
    environment: { ...telegram, ...whatsApp, ...(await webOf(ask, before.environment)) },
  };
}

const CLOCKS = {
  WIB: "WIB (Jakarta, Medan, Pontianak)",
  WITA: "WITA (Makassar, Denpasar, Banjarmasin)",
  WIT: "WIT (Jayapura, Ambon, Manokwari)",
} satisfies Record<ZoneName, string>;

async function webOf(ask: Ask, old: Before["environment"]): Promise<Record<string, string>> {
  const PORT = await ask.line("Port for the editors' pages, on this machine", {
    initial: old["PORT"] ?? "8080",
    complaint: (answer) => faultOf("PORT", answer) ?? undefined,
  });
  const PUBLIC_URL = await ask.line(
    "Their address for everybody else, such as https://meja.koran.example; empty: they open on this machine only",
    {
      initial: old["PUBLIC_URL"] ?? "",
      complaint: (answer) => (answer === "" ? undefined : (faultOf("PUBLIC_URL", answer) ?? undefined)),
    },
  );
  return { PORT, PUBLIC_URL };
}
