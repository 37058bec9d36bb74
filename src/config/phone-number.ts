/** A phone number as WhatsApp has it (E.164 without the plus: at most 15 digits), and what to say of one that is not. */
export const PHONE_NUMBER = [
  /^[1-9]\d{7,14}$/,
  "the number with its country code, digits only: 62812…, not 0812…",
] as const;
