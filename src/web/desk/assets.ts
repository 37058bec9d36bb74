import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** The pages' style, script and icon: named by what is in them, so that browsers keep them until they change. */
export interface Asset {
  path: string;
  type: string;
  body: string;
}

function asset(name: string, type: string): Asset {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 10);
  return { path: `/aset/${hash}/${name}`, type, body };
}

export const ASSETS = {
  style: asset("desk.css", "text/css; charset=utf-8"),
  script: asset("desk.js", "text/javascript; charset=utf-8"),
  icon: asset("icon.svg", "image/svg+xml"),
};
