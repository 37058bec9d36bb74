import { request } from "node:http";

/** The status that a POST gets whose body has begun and does not end. */
export function answerToUnfinished(url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", headers }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sending.on("error", reject);
    sending.write("{");
  });
}
