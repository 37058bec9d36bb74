import { html, raw } from "hono/html";
import { may } from "../../alerts/rights.ts";
import { clockTime } from "../../chat/age.ts";
import { ASSETS } from "./assets.ts";
import type { NameOf, Sending, SignedIn } from "./ports.ts";
import { whoName } from "./words.ts";

/** The frame of every page, and the few pieces that all pages are made of. No scripts or styles inside: the policy forbids them. */

export type Html = ReturnType<typeof html>;

export interface Frame {
  title: string;
  person: SignedIn;
  /** The address of the menu's entry that this page belongs to. */
  at: string;
  halt: Html;
  notice?: Notice | undefined;
}

export interface Notice {
  tone: "good" | "bad" | "plain";
  text: string;
}

const MENU = [
  ["/", "Meja redaksi"],
  ["/siaran", "Riwayat"],
  ["/siaran/baru", "Tulis siaran"],
] as const;

const OVERSIGHT = [
  ["/sumber", "Sumber"],
  ["/chat", "Chat"],
  ["/topik", "Topik"],
  ["/cari", "Arsip"],
  ["/gagal", "Yang gagal"],
  ["/catatan", "Catatan"],
] as const;

function entries(all: readonly (readonly [string, string])[], at: string): Html {
  return html`<ul>
    ${all.map(
      ([href, label]) =>
        html`<li>
          <a href="${href}" ${href === at ? raw('aria-current="page"') : ""}>${label}</a>
        </li>`,
    )}
  </ul>`;
}

export function page(frame: Frame, body: Html): Html {
  const { person } = frame;
  return shell(
    frame.title,
    html`<a class="skip" href="#isi">Langsung ke isi</a>
      <header class="top">
        <a class="brand" href="/">${mark()}<span>Kabar Kilat</span></a>
        <div class="who">
          <span class="soft small">${whoName(person.name, NO_SOURCES)}</span>
          <form method="post" action="/keluar" data-plain>
            <button class="quiet" type="submit" title="Keluar dari meja redaksi">Keluar</button>
          </form>
        </div>
        <div class="halt" id="henti" data-live="/hidup/henti">${frame.halt}</div>
      </header>
      <nav class="menu" id="menu" aria-label="Utama">
        ${entries(MENU, frame.at)}
        ${entries([...OVERSIGHT, ...(may(person, "people") ? [["/orang", "Orang"] as const] : []), ["/akun", "Akun"]], frame.at)}
      </nav>
      <main id="isi" tabindex="-1">${frame.notice ? notice(frame.notice) : ""}${body}</main>`,
  );
}

const NO_SOURCES: ReadonlyMap<string, string> = new Map();

/** The one stop, on every page and live; or who pressed it. Stopping asks nothing: it is undone with one press. */
export function haltPart(person: SignedIn, { on, by, at }: Sending, nameOf: NameOf): Html {
  if (on) {
    return may(person, "stop")
      ? html`<form method="post" action="/hentikan" data-part="henti">
          <button type="submit" class="stop">Hentikan semua</button>
        </form>`
      : html``;
  }
  return html`<div class="halted" role="alert">
    <p>
      <strong>Semua pengiriman dihentikan</strong
      >${by === null ? "" : ` oleh ${nameOf(by)}`}${at === null ? "" : `, ${clockTime(at)}`}. Tidak ada yang
      terkirim sampai dilanjutkan.
    </p>
    ${
      may(person, "send")
        ? html`<form method="post" action="/lanjutkan" data-part="henti">
            <button type="submit" class="go">Lanjutkan pengiriman</button>
          </form>`
        : ""
    }
  </div>`;
}

/** A page for whoever has not signed in. */
export function plainPage(title: string, body: Html): Html {
  return shell(
    title,
    html`<main class="door" id="isi">
      <p class="brand">${mark()}<span>Kabar Kilat</span></p>
      ${body}
    </main>`,
  );
}

function shell(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Kabar Kilat</title>
        <link rel="icon" href="${ASSETS.icon.path}" type="image/svg+xml" />
        <link rel="stylesheet" href="${ASSETS.style.path}" />
        <script src="${ASSETS.script.path}" defer></script>
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

function mark(): Html {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M18 2 6 18h8l-2 12 14-18h-9z" />
  </svg>`;
}

export function notice({ tone, text }: Notice): Html {
  return html`<p class="notice ${tone}" role="${tone === "bad" ? "alert" : "status"}">${text}</p>`;
}

export function badge(text: string, tone: "good" | "bad" | "warn" | "plain" = "plain"): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}

export function empty(title: string, text: string): Html {
  return html`<div class="empty">
    <h2>${title}</h2>
    <p>${text}</p>
  </div>`;
}

// --- pages about pages ----------------------------------------------------------------

export function notAllowed(person: SignedIn): Html {
  return plainPage(
    "Tidak diizinkan",
    html`<h1>Tidak diizinkan</h1>
      <p>
        ${person.name}, hak Anda di meja redaksi tidak mencakup halaman atau tindakan ini. Admin dapat
        mengubahnya.
      </p>
      <p><a href="/">Kembali ke meja redaksi</a></p>`,
  );
}

export function noSuchPage(): Html {
  return plainPage(
    "Tidak ada",
    html`<h1>Halaman ini tidak ada</h1>
      <p><a href="/">Ke meja redaksi</a></p>`,
  );
}

export function trouble(): Html {
  return plainPage(
    "Gangguan",
    html`<h1>Ada gangguan di pihak kami</h1>
      <p>
        Tidak ada yang terkirim karena ini. Muat ulang halaman sebentar lagi; bila terus begini, hubungi
        pengelola.
      </p>
      <p><a href="/">Ke meja redaksi</a></p>`,
  );
}
