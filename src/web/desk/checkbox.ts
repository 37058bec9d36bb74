import { html } from "hono/html";
import type { Html } from "./layout.ts";

/** A box to tick, with its label around it. */
export function checkbox(name: string, value: string, label: string, checked: boolean): Html {
  return html`<label
    ><input type="checkbox" name="${name}" value="${value}" ${checked ? "checked" : ""} />${label}</label
  >`;
}
