import { html, raw } from "hono/html";
import type { Html } from "./layout.ts";

/** Rows of figures or facts. `numbers`: the columns that are set as figures. On a phone it is moved sideways, by keyboard too. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (Html | string)[])[],
  numbers: readonly number[] = [],
): Html {
  const look = (i: number) => (numbers.includes(i) ? raw('class="number"') : "");
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <thead>
        <tr>
          ${heads.map((text, i) => html`<th scope="col" ${look(i)}>${text}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, i) => html`<td ${look(i)}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export const figure = (n: number): string => n.toLocaleString("id-ID");

/** A few figures that a page is about, large. */
export function tiles(all: readonly (readonly [string, string])[]): Html {
  return html`<dl class="tiles">
    ${all.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
