import { html } from "hono/html";
import { z } from "zod";
import { checkbox } from "./checkbox.ts";
import { faulty, whyFaulty } from "./faulty.ts";
import type { Html, Notice } from "./layout.ts";
import type { DeskParts } from "./ports.ts";

/** The form that a source is added with. */
export const SourceFormFields = z.object({
  name: z.string().trim().max(100).default(""),
  kind: z.enum(["feed", "sitemap"]).catch("feed"),
  address: z.string().trim().max(2000).default(""),
  site: z.string().trim().max(2000).default(""),
  policy: z.enum(["auto", "review"]).catch("review"),
  topics: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat()),
  breaking: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
  what: z.enum(["try", "add"]).catch("try"),
});
export type SourceFields = z.infer<typeof SourceFormFields>;

export function sourceForm(
  topics: DeskParts["topics"],
  mayLetGo: boolean,
  typed?: SourceFields,
  said?: Notice,
): Html {
  return html`<form
    method="post"
    action="/sumber/baru"
    class="card narrow"
    data-slow
    ${typed === undefined ? "" : "data-dirty"}
  >
    <div class="field">
      <label for="name">Nama media <span class="soft">(seperti yang dikenal pembaca)</span></label>
      <input
        type="text"
        id="name"
        name="name"
        value="${typed?.name ?? ""}"
        maxlength="100"
        required
        ${faulty("name", said)}
      />
      ${whyFaulty("name", said)}
    </div>
    <div class="fields">
      <div class="field">
        <label for="kind">Jenis</label>
        <select id="kind" name="kind">
          <option value="feed">Umpan (RSS, Atom, JSON)</option>
          <option value="sitemap" ${typed?.kind === "sitemap" ? "selected" : ""}>Peta situs berita</option>
        </select>
      </div>
      <div class="field">
        <label for="address">Alamat</label>
        <input
          type="url"
          id="address"
          name="address"
          value="${typed?.address ?? ""}"
          required
          ${faulty("address", said)}
        />
        ${whyFaulty("address", said)}
      </div>
    </div>
    <div class="field">
      <label for="site">
        Situsnya <span class="soft">(hanya bila artikelnya ada di alamat lain daripada umpannya)</span>
      </label>
      <input type="url" id="site" name="site" value="${typed?.site ?? ""}" ${faulty("site", said)} />
      ${whyFaulty("site", said)}
    </div>
    <div class="field">
      <label for="policy">Artikelnya</label>
      <select id="policy" name="policy" ${faulty("policy", said)}>
        <option value="review">menunggu penyunting</option>
        ${mayLetGo ? html`<option value="auto" ${typed?.policy === "auto" ? "selected" : ""}>langsung disiarkan bila pemeriksaan bersih</option>` : ""}
      </select>
      ${whyFaulty("policy", said)}
    </div>
    <fieldset class="checks">
      <legend>Topik tetap <span class="soft">(selain yang dikenali dari isinya)</span></legend>
      ${topics.map(({ id, name }) => checkbox("topics", id, name, typed?.topics.includes(id) ?? false))}
    </fieldset>
    <fieldset class="checks">
      <legend>Kecepatan</legend>
      ${checkbox("breaking", "ya", "Semua artikelnya berita kilat", typed?.breaking ?? false)}
    </fieldset>
    <div class="row">
      <button type="submit" name="what" value="try" class="main">Coba dulu</button>
      <button type="submit" name="what" value="add">Tambahkan</button>
    </div>
  </form>`;
}
