//! Which addresses may be connected to: whoever can set a webhook must not reach what stands behind our own firewall.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far a sender reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Public addresses, over https only.
    #[default]
    Public,
    /// Private and loopback addresses too, and plain http: for receivers in one's own network. Link-local addresses, where
    /// clouds tell a machine its secrets, stay closed.
    Private,
}

impl Reach {
    /// Whether an address may be connected to.
    pub fn allows(self, address: IpAddr) -> bool {
        match self {
            Self::Public => is_public(address),
            Self::Private => is_public(address) || is_inside(address),
        }
    }
}

/// Whether an address is one of the public internet (the special-purpose registries of RFC 6890 and what it names).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

/// Loopback and private networks.
fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_inside_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => is_inside_v4(inner),
            None => address.is_loopback() || address.segments()[0] & 0xfe00 == 0xfc00,
        },
    }
}

fn is_inside_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_loopback() || address.is_private() || (first == 100 && second & 0xc0 == 64)
}

/// The IPv4 address that stands in an IPv6 one: mapped, translated (RFC 6052) or tunnelled (6to4).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let words = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match words {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(v4(high, low)),
        [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [224..=255, ..]
    )
}

/// Global unicast is 2000::/3; of it documentation, benchmarks, Teredo and other protocol addresses are not.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let words = address.segments();
    let global = words[0] & 0xe000 == 0x2000;
    let special = words[0] == 0x2001 && words[1] < 0x200;
    let documentation = (words[0] == 0x2001 && words[1] == 0xdb8) || (words[0] == 0x3fff && words[1] < 0x1000);
    global && !special && !documentation
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(list: &str) -> Vec<IpAddr> {
        list.split_whitespace().map(|text| text.parse().unwrap_or_else(|_| panic!("{text}"))).collect()
    }

    #[test]
    fn only_public_addresses_are_reached() {
        let public = "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.0 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 223.255.255.255 \
                      2400:3200::1 2606:4700::1111 64:ff9b::808:808 ::ffff:8.8.8.8 2002:808:808::1 2001:200::1";
        let closed = "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 \
                      172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 \
                      203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 \
                      64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 3fff::1 \
                      fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 5f00::1";
        for address in all(public) {
            assert!(Reach::Public.allows(address) && Reach::Private.allows(address), "{address}");
        }
        for address in all(closed) {
            assert!(!Reach::Public.allows(address), "{address}");
        }
    }

    #[test]
    fn ones_own_network_is_opened_and_no_more() {
        for address in all("10.0.0.1 127.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 ::1 fd12::1 ::ffff:10.0.0.1") {
            assert!(Reach::Private.allows(address), "{address}");
        }
        let closed =
            "0.0.0.0 169.254.169.254 ::ffff:169.254.169.254 fe80::1 :: 224.0.0.1 255.255.255.255 64:ff9b::a9fe:a9fe";
        for address in all(closed) {
            assert!(!Reach::Private.allows(address), "{address}");
        }
    }
}
