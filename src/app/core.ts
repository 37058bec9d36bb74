import type pg from "pg";
import type { Config } from "../config.ts";
import type { Clock } from "../delivery/clock.ts";
import type { Events } from "../events.ts";

/** What nearly every part of the service is built on. A part names the members that it uses. */
export interface Core {
  /** Its `sources` are those of this moment: editors add some at the desk. */
  config: Config;
  pool: pg.Pool;
  events: Events;
  clock: Clock;
  /** The clock's. */
  now(): Date;
}
