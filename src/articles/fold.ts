/** Words to compare names and titles by: lower case, with everything but letters and digits as single spaces. */
export function fold(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}
