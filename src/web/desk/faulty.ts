import { html, raw } from "hono/html";
import type { Html, Notice } from "./layout.ts";

/** A refusal and the field that it is about: it stands beneath the field, is read aloud with it, and the page begins there. */

/** The attributes of the field `id`, where `said` may be about it. `about`: the id of what describes the field in any case. */
export function faulty(id: string, said: Notice | undefined, about?: string): Html {
  const is = said?.field === id;
  const described = [...(is ? [`${id}-galat`] : []), ...(about === undefined ? [] : [about])].join(" ");
  return html`${described === "" ? "" : html`aria-describedby="${described}"`}
  ${is ? raw('aria-invalid="true" autofocus') : ""}`;
}

/** What stands beneath it; nothing where `said` is about another field, or about none. */
export function whyFaulty(id: string, said: Notice | undefined): Html | "" {
  return said?.field === id ? html`<p class="fault small" id="${id}-galat">${said.text}</p>` : "";
}
