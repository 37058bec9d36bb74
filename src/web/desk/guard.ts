import type { Context } from "hono";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { compress } from "hono/compress";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { may, type Right } from "../../alerts/rights.ts";
import { noSuchPage, notAllowed, trouble } from "./layout.ts";
import type { DeskParts, SignedIn } from "./ports.ts";

/**
 * Every page of the desk is declared with who may see it: there is no other way to add one, and a test walks the whole table as
 * each role and as nobody.
 */
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
  /** Only where the route is for anyone is this null. */
  person: SignedIn;
}

const FORM_LIMIT = 256 * 1024; // an alert is a few kilobytes

export function guarded(routes: readonly DeskRoute[], parts: DeskParts): Hono {
  const app = new Hono();
  const paths = new Set(routes.map(({ path }) => path));
  for (const path of paths) {
    app.use(path, compress()); // a page is a third as long on a phone's connection; event streams stay as they are
    app.use(path, headers(parts.secure));
    app.use(path, csrf());
    app.use(path, bodyLimit({ maxSize: FORM_LIMIT }));
  }
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, async (c) => {
      try {
        return await admit(route, c, parts);
      } catch (error) {
        parts.onFault(error);
        return c.html(trouble(), 500);
      }
    });
  }
  app.notFound((c) => c.html(noSuchPage(), 404));
  return app;
}

async function admit(route: DeskRoute, c: Context, parts: DeskParts): Promise<Response> {
  c.header("cache-control", "no-store"); // a shared computer's back button shows nothing after signing out
  if (route.who === "anyone") return route.answer({ c, parts, person: NOBODY });
  const token = getCookie(c, cookieName(parts.secure));
  const person = token === undefined ? null : await parts.signIn.who(token);
  if (person === null)
    return c.redirect(route.method === "get" ? `/masuk?ke=${encodeURIComponent(c.req.path)}` : "/masuk", 303);
  if (route.who !== "signed in" && !may(person, route.who)) return c.html(notAllowed(person), 403);
  return route.answer({ c, parts, person });
}

const NOBODY: SignedIn = {
  id: 0,
  name: "",
  role: "reader",
  maySend: false,
  audit: "",
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
