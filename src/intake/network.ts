import { BlockList, isIP } from "node:net";

/**
 * Is this an address on the public Internet? Everything else (this machine, the newsroom's own network, a cloud's metadata
 * service, multicast, tunnels that carry an IPv4 address inside) is refused to whatever a feed or a reader names. What is no
 * IP address is not public either.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !SPECIAL.check(address, "ipv4");
    case 6:
      return (
        !address.includes("%") && GLOBAL_UNICAST.check(address, "ipv6") && !SPECIAL.check(address, "ipv6")
      );
    default:
      return false;
  }
}

/** IPv6 is judged by what is allotted, not by what is forbidden: only 2000::/3 is global unicast (RFC 4291, 2.4). */
const GLOBAL_UNICAST = blocks(["2000::/3"]);

/** The IANA special-purpose address registries (RFC 6890 and successors), without the few entries that are global. */
const SPECIAL = blocks([
  "0.0.0.0/8", // this network
  "10.0.0.0/8", // private
  "100.64.0.0/10", // carrier-grade NAT
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local; clouds answer with their secrets at 169.254.169.254
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // 6to4 relays, withdrawn
  "192.168.0.0/16", // private
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, broadcast
  "2001::/23", // protocol assignments, Teredo
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4: an IPv4 address inside
  "3fff::/20", // documentation
]);

function blocks(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = "", prefix] = subnet.split("/");
    list.addSubnet(network, Number(prefix), network.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}
