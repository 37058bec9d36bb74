import { html, raw } from "hono/html";
import { may } from "../../alerts/rights.ts";
import { shortMoment } from "../../chat/age.ts";
import { heldBackOf } from "../../chat/copy/desk.ts";
import { ASSETS } from "./assets.ts";
import { type Icon, icon } from "./icons.ts";
import type { Marks, NameOf, Sending, SignedIn, SourceNames } from "./ports.ts";
import { whoName } from "./words.ts";

/** The frame of every page, and the few pieces that all pages are made of. No scripts or styles inside: the policy forbids them. */

export type Html = ReturnType<typeof html>;

export interface Frame {
  title: string;
  person: SignedIn;
  /** The address of the menu's entry that this page belongs to. */
  at: string;
  standing: Standing;
  notice?: Notice | undefined;
}

/** What every page shows of the whole desk. */
export interface Standing {
  halt: Html;
  marks: Pick<Marks, "drafts" | "deadLetters" | "sourcesFailing">;
}

export interface Notice {
  tone: "good" | "bad" | "plain";
  text: string;
  /** The id of the field that it is about: what is wrong stands there, too. */
  field?: string | undefined;
}

interface Entry {
  href: string;
  label: string;
  /** The rest of its name, which a phone has no room for. */
  rest?: string;
  sign: Icon;
  /** Which of the marks is its own: how many wait there for somebody. */
  mark?: Mark;
}

/** The menu: main entries, and further ones, which are one press away on a phone. */
function menu({ person, at, standing }: Frame): Html {
  const marks = marksOf(standing.marks);
  const work: Entry[] = [
    { href: "/", label: "Meja", rest: "redaksi", sign: "desk", mark: "draf" },
    { href: "/siaran", label: "Riwayat", sign: "history" },
    ...(may(person, "edit")
      ? [{ href: "/siaran/baru", label: "Tulis", rest: "siaran", sign: "write" } as const]
      : []),
  ];
  const behind: Entry[] = [
    { href: "/cari", label: "Arsip", sign: "archive" },
    { href: "/sumber", label: "Sumber", sign: "source", mark: "sumber" },
    { href: "/chat", label: "Pembaca", sign: "chat" },
    { href: "/topik", label: "Topik", sign: "topic" },
    { href: "/whatsapp", label: "WhatsApp", sign: "phone" },
    { href: "/gagal", label: "Yang gagal", sign: "failed", mark: "gagal" },
    { href: "/catatan", label: "Catatan", sign: "record" },
    ...(may(person, "people") ? [{ href: "/orang", label: "Orang", sign: "people" } as const] : []),
    { href: "/akun", label: "Akun saya", sign: "person" },
  ];
  const here = behind.find(({ href }) => href === at);
  return html`<nav class="menu" id="menu" aria-label="Utama">
    ${entries(work, at, marks)}
    <button type="button" class="more ${here ? "here" : ""}" popovertarget="lainnya">
      ${icon("more")}<span>Lainnya</span>${marked("lainnya", marks)}
    </button>
    <div id="lainnya" popover>${entries(behind, at, marks)}</div>
  </nav>`;
}

function entries(all: readonly Entry[], at: string, marks: Readonly<Record<Mark, string>>): Html {
  return html`<ul>
    ${all.map(
      ({ href, label, rest, sign, mark }) =>
        html`<li>
          <a href="${href}" ${href === at ? raw('aria-current="page"') : ""}
            >${icon(sign)}<span>${label}${rest ? html`<span class="rest"> ${rest}</span>` : ""}</span>${mark ? marked(mark, marks) : ""}</a
          >
        </li>`,
    )}
  </ul>`;
}

type Mark = "draf" | "sumber" | "gagal" | "lainnya";

const shown = (n: number): string => (n > 99 ? "99+" : n > 0 ? String(n) : "");

/** The text of each mark; empty where nothing waits. */
function marksOf({ drafts, sourcesFailing, deadLetters }: Standing["marks"]): Readonly<Record<Mark, string>> {
  return {
    draf: shown(drafts),
    sumber: shown(sourcesFailing),
    gagal: shown(deadLetters),
    lainnya: shown(sourcesFailing + deadLetters),
  };
}

/** The space is for screen readers. */
function marked(mark: Mark, marks: Readonly<Record<Mark, string>>): Html {
  const text = marks[mark];
  return html` <span class="mark-count" data-mark="${mark}" ${text === "" ? "hidden" : ""}>${text}</span>`;
}

/** How many drafts wait, above them: as live as in the menu. */
export function draftsMark(drafts: number): Html {
  const text = shown(drafts);
  return html`<span class="badge plain" data-mark="draf" ${text === "" ? "hidden" : ""}>${text}</span>`;
}

/** For the script, which puts them where they belong: the menu itself stays, and what is open in it. */
export function marksPart(marks: Standing["marks"]): Html {
  return html`<span data-marks="${JSON.stringify(marksOf(marks))}"></span>`;
}

export function page(frame: Frame, body: Html): Html {
  const { person, notice: said } = frame;
  return shell(
    said?.tone === "bad" ? `Belum berhasil: ${frame.title}` : frame.title,
    html`<a class="skip" href="#isi">Langsung ke isi</a>
      <header class="top">
        <a class="brand" href="/">${logo()}<span>Kabar Kilat</span></a>
        <div class="who">
          <span class="soft small">${whoName(person.name, NO_SOURCES)}</span>
          <form method="post" action="/keluar" data-plain>
            <button class="quiet" type="submit" title="Keluar dari meja redaksi">Keluar</button>
          </form>
        </div>
        <div class="halt" id="henti" data-live="henti">${frame.standing.halt}</div>
      </header>
      ${menu(frame)}
      <p class="aside" id="kabar" role="status"></p>
      <div data-live="tanda" hidden>${marksPart(frame.standing.marks)}</div>
      <main id="isi" tabindex="-1">${said ? notice(said) : ""}${body}</main>`,
  );
}

/** A page's name, what it is for, and what is begun from it. */
export function heading(title: Html | string, about = "", does: Html | "" = ""): Html {
  return html`<div class="heading">
    <div>
      <h1>${title}</h1>
      ${about ? html`<p class="soft">${about}</p>` : ""}
    </div>
    ${does}
  </div>`;
}

const NO_SOURCES: SourceNames = new Map();

/** The one stop, live on every page; or who pressed it. It asks for no confirmation, since one press undoes it. */
export function haltPart(
  person: SignedIn,
  { on, by, at, heldBack }: Sending,
  nameOf: NameOf,
  now: Date,
): Html {
  if (on) {
    return may(person, "stop")
      ? html`<form method="post" action="/hentikan" data-part="henti">
          <button type="submit" class="stop">Hentikan semua</button>
        </form>`
      : html``;
  }
  // What is held back meanwhile becomes more and more: it is no part of the alert, which is read aloud again with each change.
  return html`<div class="halted">
    <p>
      <span role="alert"
        ><strong>Semua pengiriman dihentikan</strong
        >${by === null ? "" : ` oleh ${nameOf(by)}`}${at === null ? "" : `, ${shortMoment(at, now)}`}. Tidak
        ada yang terkirim sampai dilanjutkan.</span
      >
      ${heldBack === null ? "" : html`<a href="/#berjalan">${heldBackOf(heldBack, now)}</a>.`}
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
      <p class="brand">${logo()}<span>Kabar Kilat</span></p>
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

export function logo(): Html {
  return html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M18 4 8 18h7l-2 10 11-15h-8z" />
  </svg>`;
}

export function notice({ tone, text }: Notice): Html {
  return html`<p class="notice ${tone}" role="${tone === "bad" ? "alert" : "status"}">${text}</p>`;
}

export type Tone = "good" | "bad" | "warn" | "plain";
export type Badge = readonly [text: string, tone: Tone];

export function badge(text: string, tone: Tone = "plain"): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}

export function empty(title: string, text: string): Html {
  return html`<div class="empty">
    <h2>${title}</h2>
    <p>${text}</p>
  </div>`;
}

// --- pages about pages ----------------------------------------------------------------

/** `typed`: what was in the form that was not served, so that it is not lost; likewise below. */
export function notAllowed(person: SignedIn, typed: Html | ""): Html {
  return plainPage(
    "Tidak diizinkan",
    html`<h1>Tidak diizinkan</h1>
      <p>
        ${person.name}, hak Anda di meja redaksi tidak mencakup halaman atau tindakan ini. Admin dapat
        mengubahnya.
      </p>
      ${typed}
      <p><a href="/">Kembali ke meja redaksi</a></p>`,
  );
}

export function badForm(): Html {
  return plainPage(
    "Isian tidak terbaca",
    html`<h1>Isian tidak terbaca</h1>
      <p>
        Ada isian yang bukan seperti yang diminta, jadi tidak ada yang diubah. Kembali, periksa, lalu coba
        lagi.
      </p>
      <p><a href="/">Kembali ke meja redaksi</a></p>`,
  );
}

export function foreignForm(): Html {
  return plainPage(
    "Formulir tidak dikenali",
    html`<h1>Formulir ini tidak dikenali</h1>
      <p>
        Isian hanya diterima dari halaman meja redaksi sendiri, jadi tidak ada yang diubah. Buka meja redaksi
        di alamatnya yang biasa, lalu coba lagi.
      </p>
      <p class="small soft">
        Untuk pengelola: bila semua orang membaca ini, proxy belum meneruskan header <code>Host</code>, atau
        <code>PUBLIC_URL</code> bukan alamat yang dibuka di peramban.
      </p>
      <p><a href="/">Ke meja redaksi</a></p>`,
  );
}

export function noSuchPage(): Html {
  return plainPage(
    "Tidak ada",
    html`<h1>Halaman ini tidak ada</h1>
      <p><a href="/">Ke meja redaksi</a></p>`,
  );
}

export function trouble(typed: Html | ""): Html {
  return plainPage(
    "Gangguan",
    html`<h1>Ada gangguan di pihak kami</h1>
      <p>
        Tidak ada yang terkirim karena ini. Muat ulang halaman sebentar lagi; bila terus begini, hubungi
        pengelola.
      </p>
      ${typed}
      <p><a href="/">Ke meja redaksi</a></p>`,
  );
}
