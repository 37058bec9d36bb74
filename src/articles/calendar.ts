/** The Indonesian names of days and months. */

/** Sunday first, as `getUTCDay` counts. "minggu" in lower case is a week, too. */
export const WEEKDAYS: readonly string[] = "minggu senin selasa rabu kamis jumat sabtu".split(" ");

/** What may stand in a sentence for a weekday: alternatives of a pattern, with capitals. */
export const WEEKDAY_WRITTEN = "Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad";

/** January first, as `getUTCMonth` counts. */
export const SHORT_MONTHS: readonly string[] = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split(" ");
