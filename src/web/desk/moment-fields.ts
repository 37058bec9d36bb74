import { html } from "hono/html";
import { clockTime, dayName } from "../../chat/age.ts";
import { readMoment } from "../../chat/moment.ts";
import { localTime, MINUTE_MS, newsroomZone, zoneName, ZONES } from "../../time.ts";
import type { MomentTyped } from "./alert-form.ts";
import { faulty, whyFaulty } from "./faulty.ts";
import type { Html, Notice } from "./layout.ts";

/** A moment to be chosen, in one of Indonesia's three zones. */

const HALF_HOUR_MS = 30 * MINUTE_MS;

/** `name` tells two such groups of a page apart. */
export function momentFields(name: string, { date, time, zone }: MomentTyped, refused?: Notice): Html {
  return html`<div class="moment">
      <div>
        <label for="${name}-hari">Tanggal</label>
        <input
          type="date"
          id="${name}-hari"
          name="date"
          value="${date}"
          required
          ${faulty(`${name}-hari`, refused)}
        />
      </div>
      <div>
        <label for="${name}-pukul">Pukul</label>
        <input type="time" id="${name}-pukul" name="time" value="${time}" required />
      </div>
      <div>
        <label for="${name}-zona">Zona waktu</label>
        <select id="${name}-zona" name="zone">
          ${ZONES.map(zoneName).map((label) => html`<option ${label === zone ? "selected" : ""}>${label}</option>`)}
        </select>
      </div>
    </div>
    ${whyFaulty(`${name}-hari`, refused)}`;
}

/** The moment that the fields name; null where they name none, or one that is past. */
export function momentOf({ date, time, zone }: MomentTyped, now: Date): Date | null {
  const [year, month, day] = date.split("-");
  return readMoment(`${day}/${month}/${year} ${time} ${zone}`, now);
}

/** "26 Nov 2026 18.30 WIB (19.30 WITA, 20.30 WIT)" */
export function inAllZones(at: Date): string {
  const others = ZONES.filter((zone) => zone !== newsroomZone()).map((zone) => clockTime(at, zone));
  return `${dayName(at)} ${clockTime(at)} (${others.join(", ")})`;
}

/** What the fields begin with: the moment that is set, in the zone that it is shown in first; else the next half hour. */
export function momentShown(set: Date | null, now: Date): MomentTyped {
  const at = set ?? new Date((Math.floor(now.getTime() / HALF_HOUR_MS) + 1) * HALF_HOUR_MS);
  const [date = "", time = ""] = localTime(at).toISOString().split("T");
  return { date, time: time.slice(0, 5), zone: zoneName(newsroomZone()) };
}
