import { expect, test } from "vitest";
import { isPublicAddress } from "../../src/intake/network.ts";

test.each([
  ["1.1.1.1"],
  ["103.10.66.1"],
  ["100.63.255.255"],
  ["100.128.0.0"],
  ["172.15.255.255"],
  ["172.32.0.0"],
  ["2606:4700:4700::1111"],
  ["2400:9800::1"],
])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ["this network", "0.0.0.0"],
  ["private", "10.0.0.1"],
  ["carrier-grade NAT", "100.64.0.1"],
  ["loopback", "127.0.0.1"],
  ["loopback, elsewhere", "127.255.255.254"],
  ["a cloud's metadata", "169.254.169.254"],
  ["private", "172.16.0.1"],
  ["private", "172.31.255.255"],
  ["private", "192.168.1.1"],
  ["benchmarks", "198.19.0.1"],
  ["documentation", "203.0.113.9"],
  ["multicast", "224.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["IPv6 unspecified", "::"],
  ["IPv6 loopback", "::1"],
  ["IPv4-mapped loopback", "::ffff:127.0.0.1"],
  ["IPv4-mapped loopback in hex", "::ffff:7f00:1"],
  ["IPv4-mapped public", "::ffff:1.1.1.1"],
  ["IPv4-compatible", "::127.0.0.1"],
  ["NAT64 of a private address", "64:ff9b::a00:1"],
  ["6to4 of loopback", "2002:7f00:1::"],
  ["Teredo", "2001:0:4136:e378::"],
  ["unique local", "fd00:ec2::254"],
  ["link-local", "fe80::1"],
  ["link-local with a zone", "fe80::1%eth0"],
  ["global with a zone", "2606:4700::1%eth0"],
  ["site-local", "fec0::1"],
  ["IPv6 multicast", "ff02::1"],
  ["documentation", "2001:db8::1"],
  ["a name", "localhost"],
  ["nothing", ""],
])("%s (%s) is not public", (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
});
