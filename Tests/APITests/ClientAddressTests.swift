import Testing

@testable import API

@Suite("Where a question comes from")
struct ClientAddressTests {
    @Test(
        "behind a proxy of ours it is whom the proxy names last; elsewhere nobody is believed",
        arguments: [
            ("203.0.113.7", [], "203.0.113.7"), ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
            ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"), ("unix", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", ["6.6.6.6", "198.51.100.1:4711"], "198.51.100.1"),
            ("172.20.0.1", ["198.51.100.1"], "198.51.100.1"),
            ("172.32.0.1", ["198.51.100.1"], "172.32.0.1"), ("192.168.1.1", ["nonsense"], "192.168.1.1"),
            ("100.127.1.1", ["198.51.100.1"], "198.51.100.1"), ("100.128.1.1", ["198.51.100.1"], "100.128.1.1"),
            ("fe80:0:0:0:0:0:0:9", ["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", [], "127.0.0.1"), ("127.0.0.1", [""], "127.0.0.1"), ("unix", [], "unix"),
            ("0:0:0:0:0:0:0:1", ["[2001:db8:1:2:3:4:5:6]:443"], "2001:db8:1:2::/64"),
            ("fd00:0:0:0:0:0:0:9", ["2001:db8::5"], "2001:db8:0:0::/64"),
            ("0:0:0:0:0:ffff:7f00:1", ["198.51.100.1"], "198.51.100.1"),
            ("2001:db8:1:2:3:4:5:6", ["198.51.100.1"], "2001:db8:1:2::/64"),
        ] as [(String, [String], String)])
    func client(peer: String, forwarded: [String], expected: String) {
        #expect(
            ClientAddress(peer: peer, forwardedFor: forwarded, behind: NetworkRange.nearby).text == expected)
    }

    @Test(
        "only proxies that are named are believed, to the bit",
        arguments: [
            (["203.0.113.0/28"], "203.0.113.15", true), (["203.0.113.0/28"], "203.0.113.16", false),
            (["203.0.113.0/28"], "10.0.0.1", false), (["10.1.2.3"], "10.1.2.3", true),
            (["10.1.2.3"], "10.1.2.4", false),
            (["2001:db8::/33", "192.0.2.1"], "2001:db8:7fff:0:0:0:0:1", true),
            (["2001:db8::/33", "192.0.2.1"], "2001:db8:8000:0:0:0:0:1", false),
            (["192.0.2.1"], "0:0:0:0:0:ffff:c000:201", true), (["0.0.0.0/0"], "8.8.8.8", true),
            (["0.0.0.0/0"], "2001:db8:0:0:0:0:0:1", false), ([], "127.0.0.1", false), ([], "unix", true),
        ] as [([String], String, Bool)])
    func named(proxies: [String], peer: String, isBelieved: Bool) throws {
        let networks = try proxies.map { try #require(NetworkRange($0), "\($0)") }
        let client = ClientAddress(peer: peer, forwardedFor: ["198.51.100.1"], behind: networks)
        #expect((client.text == "198.51.100.1") == isBelieved)
    }

    @Test("all networks that are believed by default are ones")
    func nearby() {
        #expect(NetworkRange.nearby.count == 8)
        #expect(NetworkRange.nearby.map(\.description).contains("100.64.0.0/10"))
    }
}
