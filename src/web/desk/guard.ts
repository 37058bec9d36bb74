import type { Context } from "hono";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { z } from "zod";
import { may, type Right } from "../../alerts/rights.ts";
import { codeOf } from "../../error-code.ts";
import { badForm, foreignForm, noSuchPage, notAllowed, trouble } from "./layout.ts";
import type { DeskParts, SignedIn } from "./ports.ts";
import { type Kept, keptOf, notLost, signInPage } from "./sign-in-form.ts";

/** Every page of the desk is declared with who may see it; there is no other way to add one. A test requests all of them in every role. */
export interface DeskRoute {
  method: "get" | "post";
  path: string;
  /** A right, "signed in" for everyone who is, or "anyone" for what leads to signing in. */
  who: Right | "signed in" | "anyone";
  answer(visit: Visit): Promise<Response> | Response;
}

export interface Visit {
  c: Context;
  parts: DeskParts;
  /** null only for routes that are for anyone. */
  person: SignedIn;
}

const FORM_LIMIT = 256 * 1024; // an alert is a few kilobytes

export function guarded(routes: readonly DeskRoute[], parts: DeskParts): Hono {
  const app = new Hono();
  const paths = new Set(routes.map(({ path }) => path));
  for (const path of paths) {
    app.use(path, compress()); // a page is a third as long on a phone's connection; event streams stay as they are
    app.use(path, headers(parts.secure));
    app.use(path, csrf({ origin: (origin, c) => isOurs(origin, c, parts.secure) }));
    app.use(path, bodyLimit({ maxSize: FORM_LIMIT }));
  }
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, async (c) => {
      try {
        return await admit(route, c, parts);
      } catch (error) {
        if (isBadInput(error)) return c.html(badForm(), 400);
        parts.onFault(error);
        const kept = await typedInto(route, c).catch(() => null); // the fault may be in what was sent
        return c.html(trouble(kept ? notLost(kept, true) : ""), 500);
      }
    });
  }
  app.onError((error, c) => {
    if (!(error instanceof HTTPException)) throw error;
    return error.status === 403 ? c.html(foreignForm(), 403) : error.getResponse();
  });
  app.get("*", headers(parts.secure), (c) => c.html(noSuchPage(), 404));
  return app;
}

/**
 * Older browsers say no more than where a form comes from. Behind a proxy that ends https our own address reads http, and then a page
 * that somebody else serves by http under our name is not ours.
 */
function isOurs(origin: string, c: Context, secure: boolean): boolean {
  const { host, origin: ours } = new URL(c.req.url);
  return origin === (secure ? `https://${host}` : ours);
}

/** Bad input that only inner checks find: a file instead of words, a zero byte, a number that no row can have. */
function isBadInput(error: unknown): boolean {
  if (error instanceof z.ZodError) return true;
  return /^22(?:003|021|P05)$/.test(codeOf(error));
}

const FORMS = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

async function admit(route: DeskRoute, c: Context, parts: DeskParts): Promise<Response> {
  c.header("cache-control", "no-store"); // a shared computer's back button shows nothing after signing out
  if (route.method === "post" && !FORMS.test(c.req.header("content-type") ?? "multipart/form-data"))
    return c.html(badForm(), 415);
  if (route.who === "anyone") return route.answer({ c, parts, person: NOBODY });
  const token = getCookie(c, cookieName(parts.secure));
  const person = token === undefined ? null : await parts.signIn.who(token);
  if (person === null) return signInFirst(route, c, token !== undefined);
  const right = route.who === "signed in" ? null : route.who;
  if (right !== null && !may(person, right)) {
    const kept = await typedInto(route, c);
    return c.html(notAllowed(person, kept ? notLost(kept, false) : ""), 403);
  }
  const response = await route.answer({ c, parts, person });
  return isStream(response)
    ? whileAllowed(response, async () => {
        const still = token === undefined ? null : await parts.signIn.who(token, true);
        return still !== null && (right === null || may(still, right));
      })
    : response;
}

/** Asks to sign in, and leads back afterwards. Where the session has ended, what was typed is kept, but no new password. */
async function signInFirst(route: DeskRoute, c: Context, wasIn: boolean): Promise<Response> {
  const { method } = route;
  const { pathname, search } = new URL(c.req.url);
  const kept = wasIn ? await typedInto(route, c) : null; // a stranger's body is not read
  if (kept) return c.html(signInPage("/", undefined, kept), 401);
  const to = method === "get" ? pathname + search : pathname.replace(/[^/]+$/, "").replace(/(.)\/$/, "$1");
  return c.redirect(`/masuk?ke=${encodeURIComponent(to)}`, 303);
}

/** What a form brought, to be given back where it is not served; of a form with a password nothing. */
async function typedInto({ method, who }: DeskRoute, c: Context): Promise<Kept | null> {
  if (method !== "post" || who === "signed in" || who === "anyone") return null;
  return keptOf(new URL(c.req.url).pathname, await c.req.parseBody({ all: true }));
}

const isStream = ({ headers: sent }: Response): boolean =>
  sent.get("content-type")?.startsWith("text/event-stream") ?? false;

const ASK_AGAIN_MS = 5_000;

/** Ends a live stream when its reader is disabled or signed out. */
function whileAllowed(response: Response, stillMay: () => Promise<boolean>): Response {
  const reader = response.body?.getReader();
  if (!reader) return response;
  const timer = setInterval(() => {
    void stillMay().then(
      (may) => (may ? undefined : reader.cancel()),
      () => undefined, // PostgreSQL is away for a moment: nothing new to show either
    );
  }, ASK_AGAIN_MS);
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (!done) return controller.enqueue(value);
      clearInterval(timer);
      controller.close();
    },
    cancel(reason) {
      clearInterval(timer);
      return reader.cancel(reason);
    },
  });
  return new Response(body, response);
}

const NOBODY: SignedIn = {
  id: 0,
  name: "",
  role: "reader",
  maySend: false,
  audit: "",
  names: [],
  chat: null,
  since: new Date(0),
};

// --- the session's cookie ---------------------------------------------------------

/** The prefix binds the cookie to this very host, by https alone (RFC 6265bis, 4.1.3.2). */
const cookieName = (secure: boolean): string => (secure ? "__Host-kk" : "kk");
const COOKIE_DAYS = 30;

export function giveSession(c: Context, token: string, secure: boolean): void {
  setCookie(c, cookieName(secure), token, {
    httpOnly: true,
    sameSite: "Lax", // a link in a chat leads to the page, and no other site can post to it
    secure,
    path: "/",
    maxAge: COOKIE_DAYS * 24 * 3600,
  });
}

export function sessionOf(c: Context, secure: boolean): string | undefined {
  return getCookie(c, cookieName(secure));
}

export function takeSession(c: Context, secure: boolean): void {
  deleteCookie(c, cookieName(secure), { path: "/", secure });
}

// --- where to, once signed in -------------------------------------------------------

const wayName = (secure: boolean): string => (secure ? "__Host-kk-ke" : "kk-ke");
const WAY_MINUTES = 15; // as long as it takes to ask the bot for a link, which is good for ten

/** Remembers which page was asked for: a link that signs in is opened from a chat, and knows nothing of it. */
export function keepWay(c: Context, to: string | undefined, secure: boolean): void {
  const options = { httpOnly: true, sameSite: "Lax", secure, path: "/" } as const;
  if (to === undefined) deleteCookie(c, wayName(secure), { path: "/", secure });
  else setCookie(c, wayName(secure), to, { ...options, maxAge: 60 * WAY_MINUTES });
}

export function keptWay(c: Context, secure: boolean): string {
  return getCookie(c, wayName(secure)) ?? "/";
}

function headers(secure: boolean) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: "no-referrer",
    strictTransportSecurity: secure ? "max-age=31536000" : false,
    crossOriginEmbedderPolicy: false,
  });
}
