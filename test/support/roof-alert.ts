import type { Alert, AlertContent } from "../../src/alerts/alert.ts";

const content: AlertContent = {
  headline: "Atap Pasar Cendana Sukamaju Ambruk, 15 Pedagang Terluka",
  summary:
    "Atap Pasar Cendana di Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi dan melukai 15 pedagang yang sedang membuka lapak.",
  flash: "Atap Pasar Cendana Sukamaju Ambruk, 15 Pedagang Terluka",
  credits: [],
  link: "https://kabar-uji.example/berita/atap-pasar-cendana-15",
  callToAction: { text: "Gabung ke Channel WhatsApp Kabar Uji.", url: null },
  image: null,
  outlet: "Kabar Uji",
  topics: ["nasional"],
  regions: [],
  toEveryone: false,
  breaking: false,
};

/** The alert of `roofFell()` (stories.ts), as readers have it. */
export const roofAlert: Alert = {
  id: 5,
  articleId: 1,
  state: "sent",
  content,
  createdBy: "sumber:kabar-uji",
  createdAt: new Date(0),
  decidedBy: null,
  firstApproval: null,
  firstSendAt: null,
  decidedAt: null,
  version: 1,
  editedBy: null,
  sendAt: null,
  embargoUntil: null,
  corrections: 0,
};
