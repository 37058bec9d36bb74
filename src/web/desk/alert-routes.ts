import { readMoment } from "../../chat/moment.ts";
import {
  act,
  type Form,
  handsOf,
  onSeen,
  type Refused,
  showAlert,
  toAlert,
  UNSEEN,
  type Work,
} from "./alert-answer.ts";
import type { MomentTyped } from "./alert-form.ts";
import {
  correct,
  edit,
  previewCorrection,
  previewEdit,
  typedCorrection,
  typedEdit,
} from "./alert-wording.ts";
import type { DeskRoute, Visit } from "./guard.ts";
import { momentOf } from "./moment-fields.ts";

/** An alert's page and all acts on it. What sends, schedules or rewords it is done to what its editor saw; what holds or recalls it, at once. */
export function alertRoutes(): readonly DeskRoute[] {
  return [
    { method: "get", path: "/siaran/:id{[0-9]+}", who: "look", answer: (visit) => showAlert(visit) },
    act("ubah", "edit", edit, typedEdit),
    toAlert("pratinjau", "edit", previewEdit),
    toAlert("pratinjau-ralat", "send", previewCorrection),
    toAlert("sumber", "edit", keepAsItIs),
    act("siarkan", "send", approve),
    toAlert("coba", "edit", tryOut),
    act("tolak", "edit", reject, ({ reason }) => ({ reason })),
    act("kembalikan", "edit", reopen),
    act("jadwalkan", "send", schedule, (form) => (form.quick ? {} : { moment: momentIn(form) })),
    act("batal-jadwal", "send", unschedule),
    act("embargo", "edit", embargo, (form) => ({ embargo: momentIn(form) })),
    act("tahan", "stop", pause),
    act("teruskan", "send", resume),
    act("hentikan", "stop", stop),
    act("ralat", "send", correct, typedCorrection),
    act("tarik", "send", recall),
    toAlert("tak-pasti", "mend", settle),
  ];
}

const approve: Work = onSeen(async ({ id, hand }, { alerts }) => {
  const done = await alerts.approve(id, hand);
  return done.kind === "sending" ? "disiarkan" : done.kind === "needs another" ? "perlu-dua" : done;
});

const reject: Work = onSeen(async ({ id, hand, form }, { alerts }) => {
  const done = await alerts.reject(id, form.reason || null, hand);
  return done.kind === "rejected" ? "ditolak" : done;
});

const reopen: Work = async ({ id, editor }, { alerts }) => {
  const done = await alerts.reopen(id, { editor });
  return done.kind === "draft" ? "dikembalikan" : done;
};

const schedule: Work = onSeen(async ({ id, form, hand }, { alerts, now }) => {
  const at = form.quick ? readMoment(form.quick, now()) : momentOf(form, now());
  if (at === null) return past("jadwal-hari");
  const done = await alerts.schedule(id, at, hand);
  return done.kind === "scheduled" ? "dijadwalkan" : done.kind === "needs another" ? "perlu-dua" : done;
});

const unschedule: Work = onSeen(async ({ id, hand }, { alerts }) => {
  const done = await alerts.unschedule(id, hand);
  return done.kind === "draft" ? "jadwal-batal" : done;
});

const embargo: Work = onSeen(async ({ id, form, hand }, { alerts, now }) => {
  const { what } = form;
  if (what !== "set" && what !== "lift") return UNSEEN;
  const until = what === "lift" ? null : momentOf(form, now());
  if (until === null && what === "set") return past("embargo-hari");
  const done = await alerts.embargo(id, until, hand);
  return done.kind === "embargoed" ? (until === null ? "embargo-cabut" : "embargo") : done;
});

const momentIn = ({ date, time, zone }: Form): MomentTyped => ({ date, time, zone });

const past = (field: string): Refused => ({
  kind: "fault",
  why: "Waktu itu sudah lewat, atau belum lengkap. Pilih tanggal dan jam yang akan datang.",
  field,
});

const pause: Work = async ({ id, editor }, { alerts }) => {
  const done = await alerts.pause(id, { editor });
  return done.kind === "paused" ? "ditahan" : done;
};

const resume: Work = async ({ id, editor }, { alerts }) => {
  const done = await alerts.resume(id, { editor });
  return done.kind === "sending" ? "diteruskan" : done;
};

const stop: Work = async ({ id, editor }, { alerts }) => {
  const done = await alerts.stop(id, { editor });
  if (done.kind !== "stopped") return done;
  return done.correcting ? "dihentikan-ralat" : "dihentikan-satu";
};

const recall: Work = async ({ id, editor, form }, { alerts }) => {
  const done = await alerts.recall(id, form.reason || null, { editor });
  return done.kind === "recalling" ? "ditarik" : done;
};

async function keepAsItIs({ c, parts, person }: Visit): Promise<Response> {
  const id = Number(c.req.param("id"));
  await parts.sourceNews.keep(id, person.audit);
  return c.redirect(`/siaran/${id}?pesan=dibiarkan`, 303);
}

/** Settles unknown deliveries, and goes back to the alert's page (for all) or to the list (for one). */
async function settle(visit: Visit): Promise<Response> {
  const { id, form, editor } = await handsOf(visit);
  const { what } = form;
  if (what !== "send again" && what !== "leave") return showAlert(visit, { tone: "bad", text: UNSEEN.why });
  const { again, left } = await visit.parts.alerts.settleUnknown(id, what, editor, form.only);
  const word = what === "leave" || left === 0 ? "pasti" : again > 0 ? "pasti-ditarik" : "pasti-dibiarkan";
  return visit.c.redirect(`/siaran/${id}${form.only === undefined ? "" : "/kiriman"}?pesan=${word}`, 303);
}

async function tryOut(visit: Visit): Promise<Response> {
  const { id } = await handsOf(visit);
  const { chat } = visit.person;
  const arrived = chat !== null && (await visit.parts.alerts.testSend(id, chat));
  return visit.c.redirect(`/siaran/${id}?pesan=${arrived ? "dicoba" : "tidak-dicoba"}`, 303);
}
