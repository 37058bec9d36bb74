import { Hono } from "hono";
import { compress } from "hono/compress";
import { ACCOUNT } from "./account-page.ts";
import { alertRoutes } from "./alert-routes.ts";
import { ARCHIVE } from "./archive-page.ts";
import { ASSETS } from "./assets.ts";
import { AUDIT } from "./audit-page.ts";
import { COMPOSE } from "./compose.ts";
import { FAILED } from "./failed-page.ts";
import { FRONT } from "./front-page.ts";
import { type DeskRoute, guarded } from "./guard.ts";
import { HALT } from "./halt.ts";
import { HISTORY } from "./history-page.ts";
import { liveRoutes } from "./live-routes.ts";
import { openLive } from "./live.ts";
import { MISSED } from "./missed-page.ts";
import { PEOPLE } from "./people-page.ts";
import type { DeskParts } from "./ports.ts";
import { READERS } from "./readers-page.ts";
import { SIGN_IN } from "./sign-in-pages.ts";
import { SOURCES } from "./sources-page.ts";
import { TOPICS } from "./topics-page.ts";
import { WHATSAPP } from "./whatsapp-page.ts";

/** Every page of the desk with who may see it. */
export function routesOf(parts: Pick<DeskParts, "onFault">): readonly DeskRoute[] {
  return [
    ...SIGN_IN,
    ...ACCOUNT,
    ...PEOPLE,
    ...liveRoutes(openLive(parts.onFault)),
    ...HALT,
    ...FRONT,
    ...HISTORY,
    ...ARCHIVE,
    ...SOURCES,
    ...READERS,
    ...TOPICS,
    ...WHATSAPP,
    ...FAILED,
    ...MISSED,
    ...AUDIT,
    ...COMPOSE,
    ...alertRoutes(),
  ];
}

export function deskRoutes(parts: DeskParts): Hono {
  const app = new Hono();
  for (const { path, type, body } of Object.values(ASSETS)) {
    app.get(path, compress(), (c) =>
      c.body(body, 200, { "content-type": type, "cache-control": "public, max-age=31536000, immutable" }),
    );
  }
  app.route("/", guarded(routesOf(parts), parts));
  return app;
}
