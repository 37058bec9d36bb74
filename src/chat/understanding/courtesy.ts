import type { Intent } from "./intent.ts";
import { only, setOf } from "./known-words.ts";
import { readWishes } from "./topic-names.ts";
import type { Followable } from "./wishes.ts";

/** Greetings, thanks, and the question who we are. */

/** Lower case, without marks. */
function bareOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[,.!?]+/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const THANKS =
  /^(?:(?:terima ?kasih|(?:matur )?suwun|makasih|makasi|mksh|trims|matur nuwun|(?:hatur )?nuhun|thanks?|thx|thank you|tq|tengkyu|syukron|ok|oke|okee|okey|okay|sip|siip|baik|baiklah|mantap|siap|bagus|keren)(?: (?:banyak|ya|yo|kak|min|pak|bu|mas|mbak|nak|nduk|dek|bang|gan|bro|sis|infonya|atas infonya|beritanya|banget|sekali))*(?: |$))+$/;

export const GRATEFUL = /makasi|terima ?kasih|suwun|\b(?:thanks|thx|trims|mksh|tks|tq)\b/i; // where nothing is said but courtesy

/** Nobody is spoken to. */
const MUTTERING =
  /^(?:(?:wk)+w?|(?:ha)+h?|(?:he)+h?|(?:hi){2,}|lol|oh|ooh?|oh (?:gitu|begitu|ya|ok|oke)|gitu|begitu|ya udah|yaudah|ya sudah|hm+|selamat tidur|innalillahi(?: wa ?inna ilaihi roji(?:un|'un))?|ya allah|astaghfirullah|alhamdulillah|subhanallah|masya allah|aa?mii?n|turut berduka(?: cita)?|kasihan|sedih|gabut|bye(?: bye)?|dadah|sampai jumpa(?: lagi)?|udah dulu|pamit)(?: (?:nih|deh|ya|banget))*$/;

/** "P" is how many an Indonesian knocks at a door. */
const GREETING =
  /^(?:p|ping|test?|tes|min|admin|kak|(?:(?:ha(?:l+)o+|hai+|hi|hello|hey|hei|permisi|punten|kulo nuwun|sampurasun|horas|apa kabar|assalamu ?[’']?alaikum(?: wr wb)?|wa ?alaikum ?salam|(?:selamat |slamat |met |slmt )?(?:pagi|siang|sore|malam|malem)|(?:sugeng|wilujeng) (?:enjing|siang|sonten|dalu|wengi))(?: (?:ada orang|min|admin|kak|ka|pak|bu|mas|mbak|nak|dek|bang|gan|sis|bro|semua|semuanya|redaksi|kabar kilat|ya))*(?: |$))+)$/;
const SO = String.raw`(?: (?:ya|sih|ini|itu|min|kak|dong|bot|layanan|nya))*$`; // each word one way: two ways double with every word
const WHO = new RegExp(
  String.raw`^(?:maaf )?(?:(?:kamu|anda|ini|kalian) (?:siapa|apa|bot|bot apa|robot|mesin|ai|chatgpt|gpt|manusia|orang|orang asli|apaan|resmi|asli|penipuan|penipu)|siapa (?:ini|kamu|anda|kalian)|ini nomor siapa|nomor siapa ini|(?:apa )?ini bot|bot apa(?: ini)?|ada orang(?: di sini)?|kabar kilat(?: itu)? apa|apa itu kabar kilat|what is this|who are you|(?:iki|naon|sopo|opo) (?:iki|ieu|opo|sopo)|who is this)${SO}`,
);
const WAY =
  "cara(?:nya)?(?: (?:pakai|pakainya|pake|pakenya|makai|makainya|make|makenya|menggunakan|menggunakannya|memakai|gunakan|langganan|berlangganan|mulai))?";
const HOW = new RegExp(
  String.raw`^(?:(?:bagaimana|gimana|gmn)(?: (?:${WAY}|pakainya))?|${WAY} (?:gimana|bagaimana|gmn)|cara (?:pakai|pakainya|pake|menggunakan|memakai|langganan|berlangganan)|(?:kamu |bot ini |ini )?bisa apa(?: (?:aja|saja))?|(?:fitur|menu|fungsi|perintah)(?:nya)? apa(?: (?:aja|saja))?|apa (?:aja |saja )?(?:fitur|menu|fungsi|perintah)(?:nya)?|menu utama|home|tolong bantu|bingung|apa|apaan|(?:apa )?maksud(?:nya|mu)(?: apa| gimana)?|help me|how does this work|(?:saya )?(?:tidak|ga|gak|nggak|ngga|enggak) (?:ngerti|mengerti|paham|mudeng)|(?:tolong )?bantu(?:in)?(?: saya)?|ini gimana|ini bagaimana)${SO}`,
);

const ASKED = String.raw`(?: (?:ya|sih|ini|min|kak|dong|berapa|apa|mana|dimana|sekarang|langsung|saja|aja))*$`;
/** To a person, or to where advertisements and press releases go. */
const HUMAN = new RegExp(
  String.raw`^(?:(?:mau|saya|bisa|tolong|cara|gimana|min|ada|minta) )*(?:` +
    String.raw`(?:hubungi|menghubungi|kontak|ngomong|bicara|ngobrol|chat) (?:(?:sama|dengan|ke|langsung) )*(?:admin|redaksi|operator|cs|manusia|orang)(?:nya)?${ASKED}` +
    String.raw`|(?:no|nomor|nomer|email|alamat)(?: (?:hp|wa|telepon|telp|email))? (?:admin|redaksi|kantor)(?:nya)?${ASKED}` +
    String.raw`|(?:wartawan |jurnalis )?(?:mau )?(?:pasang iklan|(?:kirim|ngirim) (?:rilis|siaran pers|press release|opini))$)`,
);

const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u200D]/gu;

/** A picture without words: folded hands thank, a wave greets. */
function pictures(text: string, followable: Followable): Intent | null {
  const alone = PICTURE.test(text) && text.replaceAll(PICTURE, "").trim() === "";
  if (!alone) return null;
  if (/[🙏👌🙌]/u.test(text)) return { kind: "thanks" };
  return text.includes("👋") ? knocks(followable) : null;
}

/** "apa itu Kabar Nusantara", "kabar nusantara itu apa ya", "ini kabar nusantara?" */
function asksAfter(ourName: string, said: string): boolean {
  const name = bareOf(ourName);
  if (name === "" || !said.includes(name)) return false;
  const rest = said
    .replace(name, " ")
    .split(" ")
    .filter((word) => word !== "");
  return rest.some((word) => ASKS_WHO.has(word)) && only(rest, ASKS_WHO, AROUND_WHO);
}

const ASKS_WHO = setOf("apa siapa apaan apakah ini resmi asli penipuan");
const AROUND_WHO = setOf("itu ya sih kah min kak sebenarnya dong tuh bot media layanan nomor benar bener");

export function courtesy(text: string, followable: Followable): Intent | null {
  const shown = pictures(text, followable);
  if (shown !== null) return shown;
  const said = bareOf(text.replaceAll(PICTURE, " "));
  if (asksAfter(followable.ourName ?? "", said)) return { kind: "who" };
  if (HUMAN.test(said)) return { kind: "who" };
  if (MUTTERING.test(said)) return { kind: "silence" };
  if (THANKS.test(said)) return { kind: "thanks" };
  if (GREETING.test(said)) return knocks(followable);
  if (WHO.test(said)) return { kind: "who" };
  return HOW.test(said) ? { kind: "help" } : null;
}

export function knocks({ topics }: Followable): Intent {
  return { kind: "start", wishes: readWishes("", topics) };
}
