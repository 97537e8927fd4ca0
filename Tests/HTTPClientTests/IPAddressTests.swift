import HTTPClient
import Testing

@Suite("Public addresses")
struct IPAddressTests {
    @Test(
        "the first and the last address of every special block are not public, and their neighbours outside are",
        arguments: [
            ("0.0.0.0", "0.255.255.255", nil, "1.0.0.0"),
            ("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"),
            ("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"),
            ("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"),
            ("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"),
            ("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"),
            ("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"),
            ("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"),
            ("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"),
            ("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"),
            ("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"),
            ("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"),
            ("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"),
            ("224.0.0.0", "239.255.255.255", "223.255.255.255", nil),
            ("240.0.0.0", "255.255.255.255", nil, nil),
            ("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nil, "2000::"),
            ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff::", "2001:200::"),
            (
                "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"
            ),
            (
                "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2003::"
            ),
            ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff::", "3fff:1000::"),
            ("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff::", nil),
        ] as [(String, String, String?, String?)])
    func blocks(first: String, last: String, before: String?, after: String?) throws {
        #expect(try #require(IPAddress(first)).isPublic == false)
        #expect(try #require(IPAddress(last)).isPublic == false)
        for neighbour in [before, after].compactMap(\.self) {
            #expect(try #require(IPAddress(neighbour)).isPublic, "\(neighbour)")
        }
    }

    @Test(
        "what is this machine's, the network's or nobody's is not public, however it is written",
        arguments: [
            "127.0.0.1", "169.254.169.254", "0.0.0.0", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1",
            "::ffff:169.254.169.254", "::ffff:0:0", "::127.0.0.1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254",
            "ff02::1", "100::1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8", "2002:7f00:1::",
            "2001:0:53aa:64c:0:1:80ff:fffe", "2001:2::1", "2001:10::1", "2001:20::1", "5f00::1",
        ])
    func special(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
    }

    @Test(
        "what belongs to somebody on the Internet is public",
        arguments: [
            "1.1.1.1", "8.8.8.8", "93.184.215.14", "192.31.196.1", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e",
            "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2001:4860:4860::8888", "2620:4f:8000::1",
        ])
    func ordinary(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(
        "only whole addresses are read",
        arguments: [
            "", "127.1", "0x7f.0.0.1", "1.2.3.4.5", "1.2.3.4:80", "fe80::1%lo", "[::1]", "localhost", " 1.1.1.1",
        ])
    func unreadable(_ text: String) {
        #expect(IPAddress(text) == nil)
    }
}
