import { expect, test } from "vitest";
import { addressKey } from "../../src/articles/address.ts";

const KEY = "wartalembah.id/daerah/123/banjir-surut";

test.each([
  "https://www.wartalembah.id/daerah/123/banjir-surut",
  "http://wartalembah.id/daerah/123/banjir-surut/",
  "https://m.wartalembah.id/daerah/123/banjir-surut?utm_source=rss&utm_medium=feed",
  "https://amp.wartalembah.id/daerah/123/banjir-surut#komentar",
  "https://www.wartalembah.id/amp/daerah/123/banjir-surut",
  "https://www.wartalembah.id/daerah/123/banjir-surut/amp",
  "https://www.wartalembah.id:443/daerah/123/banjir%2Dsurut?page=all",
  "https://www.wartalembah.id/daerah/123/banjir-surut?fbclid=abc&gclid=def",
  "https://www.wartalembah.id/daerah/123/banjir-surut?m=1",
  "https://www.wartalembah.id/daerah/123/banjir-surut?noamp=mobile",
  "https://www.wartalembah.id/daerah/123/banjir-surut?output=amp",
  "https://www.wartalembah.id/daerah/123/banjir-surut?utm_source=rss&amp;utm_medium=feed",
  "https://www.google.com/amp/s/www.wartalembah.id/daerah/123/banjir-surut",
  "https://wartalembah-id.cdn.ampproject.org/c/s/www.wartalembah.id/daerah/123/banjir-surut",
  "https://wartalembah-id.cdn.ampproject.org/v/s/www.wartalembah.id/daerah/123/banjir-surut?amp_gsa=1&amp_js_v=a9&usqp=mq331AQ",
])("the same article: %s", (url) => {
  expect(addressKey(url)).toBe(KEY);
});

test.each([
  ["https://wartalembah.id/read?id=1", "https://wartalembah.id/read?id=2"],
  ["https://wartalembah.id/a?page=2", "https://wartalembah.id/a"],
  ["https://wartalembah.id/a?m=12", "https://wartalembah.id/a?m=13"],
  ["https://news.wartalembah.id/a", "https://sport.wartalembah.id/a"],
  ["https://wartalembah.id/A", "https://wartalembah.id/a"],
  ["https://wartalembah.id:8080/a", "https://wartalembah.id/a"],
])("different articles stay different: %s, %s", (one, other) => {
  expect(addressKey(one)).not.toBe(addressKey(other));
});

test("the order of parameters and the case of escapes do not count", () => {
  expect(addressKey("https://wartalembah.id/a%c3%a9?b=2&a=1")).toBe(
    addressKey("https://wartalembah.id/a%C3%A9?a=1&b=2"),
  );
});

test.each(["", "bukan alamat", "mailto:redaksi@wartalembah.id", "http://%zz"])(
  "what is no address comes back as it is: %s",
  (text) => {
    expect(addressKey(text)).toBe(text);
  },
);
