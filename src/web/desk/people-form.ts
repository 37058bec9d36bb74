import { html } from "hono/html";
import { z } from "zod";
import { Role } from "../../alerts/rights.ts";
import { checkbox } from "./checkbox.ts";
import { faulty, whyFaulty } from "./faulty.ts";
import type { Html, Notice } from "./layout.ts";
import type { Colleague } from "./ports.ts";

/** Each role's name, and what it may do beside what those before it may. */
export const ROLES: Readonly<Record<Role, readonly [name: string, may: string]>> = {
  reader: ["Pengamat", "hanya melihat"],
  editor: ["Penyunting", "membuat dan mengubah draf, menahan dan menghentikan"],
  chief: ["Redaktur pelaksana", "juga mengurus sumber, yang gagal, dan yang tidak pasti"],
  admin: ["Admin", "juga mengurus orang"],
};

/** What somebody typed into the form, valid or not, to show it again. */
export const PersonTyped = z.object({
  name: z.string().catch(""),
  role: Role.catch("editor"),
  maySend: z.string().optional().catch(undefined),
  identities: z.string().catch(""),
  disabled: z.string().optional().catch(undefined),
});
export type PersonTyped = z.infer<typeof PersonTyped>;

/** The form that somebody is added and changed with. */
export const PersonForm = z.object({
  name: z.string().trim().min(1, "Nama tidak boleh kosong.").max(100),
  role: Role,
  maySend: z.string().optional(),
  identities: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
    .pipe(
      z.array(
        z
          .string()
          .regex(
            /^(telegram|whatsapp):\d{4,20}$/,
            "Tulis akun sebagai telegram:12345678 atau whatsapp:6281234567890.",
          ),
      ),
    ),
  disabled: z.string().optional(),
});

export function personForm(
  action: string,
  person: Colleague | null,
  typed?: PersonTyped,
  said?: Notice,
): Html {
  const { name, role, identities, maySend, disabled } = typed ?? asTyped(person);
  return html`<form method="post" action="${action}" ${typed === undefined ? "" : "data-dirty"}>
    <div class="field">
      <label for="name">Nama</label>
      <input
        type="text"
        id="name"
        name="name"
        value="${name}"
        maxlength="100"
        autocomplete="off"
        required
        ${faulty("name", said)}
      />
      ${whyFaulty("name", said)}
    </div>
    <fieldset class="checks column">
      <legend>Peran</legend>
      ${Object.entries(ROLES).map(
        ([one, [title, may]]) =>
          html`<label
            ><input type="radio" name="role" value="${one}" ${one === role ? "checked" : ""} /><span
              ><strong>${title}</strong> <span class="soft">${may}</span></span
            ></label
          >`,
      )}
    </fieldset>
    <fieldset class="checks column">
      <legend>Hak</legend>
      ${checkbox("maySend", "ya", "Boleh menyiarkan, meralat, dan menarik", maySend !== undefined)}
      ${person ? checkbox("disabled", "ya", "Dinonaktifkan", disabled !== undefined) : ""}
    </fieldset>
    <div class="field">
      <label for="identities">Akun chat</label>
      <input
        type="text"
        id="identities"
        name="identities"
        value="${identities}"
        autocomplete="off"
        ${faulty("identities", said, "identities-about")}
      />
      ${whyFaulty("identities", said)}
      <p class="small soft" id="identities-about">
        Tulis seperti <code>telegram:12345678</code> atau <code>whatsapp:6281234567890</code>, dipisahkan
        spasi. Rekan yang mengirim <code>/masuk</code> ke bot dibalas dengan akunnya.
      </p>
    </div>
    <button type="submit" class="main">${person ? "Simpan" : "Tambah"}</button>
  </form>`;
}

/** Somebody as their form has them; null: somebody new. */
function asTyped(person: Colleague | null): PersonTyped {
  return PersonTyped.parse({
    name: person?.name,
    role: person?.role,
    identities: person?.identities.join(" "),
    ...(person?.maySend && { maySend: "ya" }),
    ...(person?.disabled && { disabled: "ya" }),
  });
}
