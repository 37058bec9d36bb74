import { html } from "hono/html";
import { z } from "zod";
import { remoteAddress } from "../remote-address.ts";
import {
  type DeskRoute,
  giveSession,
  keepWay,
  keptWay,
  sessionOf,
  takeSession,
  type Visit,
} from "./guard.ts";
import { type Html, plainPage } from "./layout.ts";
import { goOnPage, KeptField, signInPage, within } from "./sign-in-form.ts";

/** The way in and out: by a link from the bot or the terminal, or by name and password. */
export const SIGN_IN: readonly DeskRoute[] = [
  { method: "get", path: "/masuk", who: "anyone", answer: showDoor },
  { method: "post", path: "/masuk", who: "anyone", answer: byPassword },
  { method: "get", path: "/masuk/:token", who: "anyone", answer: showLink },
  { method: "post", path: "/masuk/:token", who: "anyone", answer: byLink },
  { method: "post", path: "/keluar", who: "signed in", answer: leave },
];

function showDoor({ c, parts }: Visit): Response | Promise<Response> {
  const to = c.req.query("ke");
  keepWay(c, to?.slice(0, LONGEST_WAY), parts.secure);
  return c.html(signInPage(to ?? "/"));
}

const LONGEST_WAY = 500; // characters of an address of ours

const Attempt = z.object({
  name: z.string().trim().max(200).default(""),
  password: z.string().max(1000).default(""),
  code: z.string().max(20).default(""),
  to: z.string().max(LONGEST_WAY).catch("/"),
  kept: KeptField,
});

const NO_MATCH = "Nama, kata sandi, atau kodenya tidak cocok.";

async function byPassword({ c, parts }: Visit): Promise<Response> {
  const { name, password, code, to, kept } = Attempt.parse(await c.req.parseBody());
  const answer = await parts.signIn.byPassword({
    name,
    password,
    code,
    device: deviceOf(c.req.header("user-agent")),
    from: remoteAddress(c) ?? "",
  });
  switch (answer.kind) {
    case "signed in":
      giveSession(c, answer.token, parts.secure);
      return kept ? c.html(goOnPage(kept)) : c.redirect(within(to), 303);
    case "refused":
      return c.html(signInPage(to, { tone: "bad", text: NO_MATCH, field: "password" }, kept, name), 401);
    case "wait":
      c.header("retry-after", String(answer.seconds));
      return c.html(
        signInPage(
          to,
          {
            tone: "bad",
            text: `Terlalu banyak percobaan. Coba lagi dalam ${answer.seconds} detik, atau kirim /masuk ke bot.`,
          },
          kept,
          name,
        ),
        429,
      );
  }
}

/** Looking at a link uses nothing up: chat apps look at links by themselves. */
async function showLink({ c, parts }: Visit): Promise<Response> {
  const name = await parts.signIn.linkOwner(c.req.param("token") ?? "");
  if (name === null) return c.html(usedUp(), 410);
  return c.html(
    plainPage(
      "Masuk",
      html`<h1>Halo, ${name}</h1>
        <p>Tautan ini berlaku sekali saja. Tekan tombol untuk masuk di perangkat ini.</p>
        <form method="post" data-plain>
          <button class="main" type="submit">Masuk ke meja redaksi</button>
        </form>`,
    ),
  );
}

async function byLink({ c, parts }: Visit): Promise<Response> {
  const token = await parts.signIn.byLink(c.req.param("token") ?? "", deviceOf(c.req.header("user-agent")));
  if (token === null) return c.html(usedUp(), 410);
  const to = within(keptWay(c, parts.secure));
  giveSession(c, token, parts.secure);
  keepWay(c, undefined, parts.secure);
  return c.redirect(to, 303);
}

function usedUp(): Html {
  return plainPage(
    "Tautan tidak berlaku",
    html`<h1>Tautan ini tidak berlaku lagi</h1>
      <p>
        Tautan masuk berlaku sepuluh menit dan hanya sekali. Kirim <strong>/masuk</strong> ke bot untuk
        mendapat yang baru.
      </p>
      <p><a href="/masuk">Masuk dengan kata sandi</a></p>`,
  );
}

async function leave({ c, parts }: Visit): Promise<Response> {
  const token = sessionOf(c, parts.secure);
  if (token !== undefined) await parts.signIn.signOut(token);
  takeSession(c, parts.secure);
  return c.redirect("/masuk", 303);
}

/** "Chrome di Android": enough to tell one's own sessions apart. */
export function deviceOf(userAgent: string | undefined): string {
  const found = (names: readonly string[]): string | undefined =>
    names.find((name) => userAgent?.includes(name));
  const browser = found(["Edg", "OPR", "Firefox", "Chrome", "Safari"]) ?? "Peramban";
  const system = found(["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"]);
  return [browser === "Edg" ? "Edge" : browser === "OPR" ? "Opera" : browser, system]
    .filter(Boolean)
    .join(" di ");
}
