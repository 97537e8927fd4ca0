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
            ("127.0.0.1", [], "127.0.0.1"), ("127.0.0.1", [""], "127.0.0.1"), ("unix", [], "unix"),
            ("0:0:0:0:0:0:0:1", ["[2001:db8:1:2:3:4:5:6]:443"], "2001:db8:1:2::/64"),
            ("fd00:0:0:0:0:0:0:9", ["2001:db8::5"], "2001:db8:0:0::/64"),
            ("0:0:0:0:0:ffff:7f00:1", ["198.51.100.1"], "198.51.100.1"),
            ("2001:db8:1:2:3:4:5:6", ["198.51.100.1"], "2001:db8:1:2::/64"),
        ] as [(String, [String], String)])
    func client(peer: String, forwarded: [String], expected: String) {
        #expect(ClientAddress(peer: peer, forwardedFor: forwarded).text == expected)
    }
}
