import { html, raw } from "hono/html";
import { renderSVG } from "uqr";
import { z } from "zod";
import { MINUTE_MS } from "../../time.ts";
import { devices } from "./devices.ts";
import { faulty, whyFaulty } from "./faulty.ts";
import { type DeskRoute, sessionOf, type Visit } from "./guard.ts";
import { standingOf } from "./halt.ts";
import { type Html, type Notice, page } from "./layout.ts";
import type { Account } from "./ports.ts";

/** One's own account: password, second factor, the devices one is signed in on. */
export const ACCOUNT: readonly DeskRoute[] = [
  { method: "get", path: "/akun", who: "signed in", answer: (visit) => show(visit) },
  { method: "post", path: "/akun/kata-sandi", who: "signed in", answer: changePassword },
  { method: "post", path: "/akun/kode", who: "signed in", answer: changeTotp },
  { method: "post", path: "/akun/perangkat", who: "signed in", answer: endSession },
];

/** NIST SP 800-63B, 3.1.1.2: at least fifteen characters where a password is the only factor, and no rules of composition. */
const SHORTEST = 15;

const Password = z.object({ password: z.string().max(1000).default("") });
const Totp = z.object({
  code: z.string().max(20).default(""),
  secret: z.string().max(100).default(""),
  off: z.string().optional(),
});
const Which = z.object({ session: z.string().max(100).default("") });

/** Password and second factor can be changed only this soon after signing in, and not with a browser left open or a stolen cookie. */
const FRESH_MS = 30 * MINUTE_MS;

function isFresh({ parts, person }: Visit): boolean {
  return parts.now().getTime() - person.since.getTime() <= FRESH_MS;
}

const signInAgain = (visit: Visit): Promise<Response> =>
  show(visit, {
    tone: "bad",
    text: "Demi keamanan, masuk dulu sekali lagi: kirim /masuk ke bot, buka tautannya, lalu ulangi di sini.",
  });

const OTHERS_OUT = "Anda keluar dari semua perangkat lain.";

async function changePassword(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  if (!isFresh(visit)) return signInAgain(visit);
  const { password } = Password.parse(await c.req.parseBody());
  if (password.length < SHORTEST)
    return show(visit, {
      tone: "bad",
      text: `Kata sandi paling sedikit ${SHORTEST} karakter; beberapa kata yang mudah Anda ingat sudah cukup.`,
      field: "password",
    });
  await parts.account.setPassword(person, password, sessionOf(c, parts.secure) ?? "");
  return show(visit, { tone: "good", text: `Kata sandi disimpan. ${OTHERS_OUT}` });
}

async function changeTotp(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  if (!isFresh(visit)) return signInAgain(visit);
  const { code, secret, off } = Totp.parse(await c.req.parseBody());
  const session = sessionOf(c, parts.secure) ?? "";
  if (off !== undefined) {
    await parts.account.setTotp(person, null, "", session);
    return show(visit, { tone: "plain", text: `Kode tambahan dimatikan. ${OTHERS_OUT}` });
  }
  const set = await parts.account.setTotp(person, secret, code, session);
  return show(
    visit,
    set
      ? {
          tone: "good",
          text: `Kode tambahan aktif. Mulai sekarang, kata sandi saja tidak cukup. ${OTHERS_OUT}`,
        }
      : {
          tone: "bad",
          text: "Kodenya tidak cocok. Pindai lagi, lalu ketik kode yang sedang tampil.",
          field: "code",
        },
  );
}

async function endSession(visit: Visit): Promise<Response> {
  const { c, parts, person } = visit;
  const ended = await parts.account.endSession(person, Which.parse(await c.req.parseBody()).session);
  return show(visit, {
    tone: "plain",
    text: ended ? "Perangkat itu sudah dikeluarkan." : "Perangkat itu memang sudah keluar.",
  });
}

type OwnAccount = Awaited<ReturnType<Account["of"]>>;

function passwordOf({ hasPassword, hasChat }: OwnAccount): string {
  if (hasPassword) return "Anda punya kata sandi.";
  return hasChat
    ? "Anda belum punya kata sandi; tautan dari bot selalu dapat dipakai."
    : "Pasang kata sandi sekarang, atau tambahkan akun chat Anda di halaman Orang: tanpa salah satunya Anda tidak dapat masuk lagi sesudah keluar.";
}

async function show({ c, parts, person }: Visit, notice?: Notice): Promise<Response> {
  const [standing, account] = await Promise.all([
    standingOf(parts, person),
    parts.account.of(person, sessionOf(c, parts.secure) ?? ""),
  ]);
  return c.html(
    page(
      { title: "Akun saya", person, at: "/akun", standing, notice },
      html`<div class="row between">
          <h1>Akun saya</h1>
          <form method="post" action="/keluar" data-plain><button type="submit">Keluar</button></form>
        </div>
        <section class="card" aria-labelledby="sandi">
          <h2 id="sandi">Kata sandi</h2>
          <p class="soft">${passwordOf(account)}</p>
          <form method="post" action="/akun/kata-sandi">
            <input type="text" name="username" value="${person.name}" autocomplete="username" hidden />
            <div class="field">
              <label for="password"
                >Kata sandi baru <span class="soft">(paling sedikit ${SHORTEST} karakter)</span></label
              >
              <input
                type="password"
                id="password"
                name="password"
                minlength="${SHORTEST}"
                autocomplete="new-password"
                required
                ${faulty("password", notice)}
              />
              ${whyFaulty("password", notice)}
            </div>
            <button type="submit" class="main">Simpan kata sandi</button>
          </form>
        </section>
        <section class="card" aria-labelledby="kode">
          <h2 id="kode">Kode dari aplikasi autentikasi</h2>
          ${totpOf(account, notice)}
        </section>
        <section class="card" aria-labelledby="perangkat">
          <h2 id="perangkat">Perangkat</h2>
          ${devices(account.sessions, "/akun/perangkat", parts.now())}
        </section>`,
    ),
    notice?.tone === "bad" ? 422 : 200,
  );
}

function totpOf({ totp }: OwnAccount, said: Notice | undefined): Html {
  switch (totp.kind) {
    case "on":
      return html`<p>Aktif: masuk dengan kata sandi perlu kode juga.</p>
        <form method="post" action="/akun/kode">
          <button type="submit" name="off" value="ya">Matikan</button>
        </form>`;
    case "impossible":
      return html`<p class="soft">Belum dapat dipakai: pengelola perlu mengisi SECRETS_KEY.</p>`;
    case "off":
      return html`<p>Pindai dengan aplikasi autentikasi, lalu ketik kode yang tampil.</p>
        <div class="qr" role="img" aria-label="Kode QR untuk aplikasi autentikasi">
          ${raw(renderSVG(totp.uri, { border: 2 }))}
        </div>
        <p class="small">Tidak dapat memindai? Ketik kunci ini: <code>${totp.secret}</code></p>
        <form method="post" action="/akun/kode">
          <input type="hidden" name="secret" value="${totp.secret}" />
          <div class="field">
            <label for="code">Kode</label>
            <input
              type="text"
              id="code"
              name="code"
              inputmode="numeric"
              autocomplete="one-time-code"
              required
              ${faulty("code", said)}
            />
            ${whyFaulty("code", said)}
          </div>
          <button type="submit">Aktifkan</button>
        </form>`;
  }
}
