import Attendance
import Bridge
import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("Settings of mail and digests")
struct MailSettingsTests {
    private static let complete = [
        "BRIDGE_MAIL_URL": "smtp://mail.example.org:587", "BRIDGE_MAIL_USER": "bridge", "BRIDGE_MAIL_PASSWORD": "hush",
        "BRIDGE_MAIL_FROM": "Court records <court@example.org>",
    ]

    private func problems(_ change: [String: String]) -> [String] {
        var reader = ConfigurationReader()
        reader.readEnvironment(Self.complete.merging(change) { $1 })
        reader.checkTogether()
        return reader.problems
    }

    @Test("mail is sent where a server and a sender are set, and what does not fit together is named")
    func mail() throws {
        #expect(problems([:]) == [])
        #expect(try Configuration.load(file: nil, environment: Self.complete).bridgeSettings().sendsMail)
        #expect(try !Configuration().bridgeSettings().sendsMail && Configuration().mailTransport() == nil)
        #expect(problems(["BRIDGE_MAIL_FROM": ""]).first?.hasPrefix("mail.from must be set") == true)
        #expect(problems(["BRIDGE_MAIL_USER": ""]).first?.contains("both be set") == true)
        #expect(problems(["BRIDGE_MAIL_URL": ""]).first?.contains("no use without mail.url") == true)
        #expect(problems(["BRIDGE_MAIL_FROM": "court"]).first?.contains("must be an address such as") == true)
        #expect(problems(["BRIDGE_MAIL_URL": "mail.example.org"]).first?.hasPrefix("mail.url must be") == true)
        #expect(!problems(["BRIDGE_MAIL_PASSWORD": "hu\nsh"]).joined().contains("hu"))
    }

    @Test("mail goes in clear to this machine only, and TLS from the first byte may be asked for by the address")
    func security() {
        #expect(problems(["BRIDGE_MAIL_SECURITY": "none"]).first?.hasPrefix("mail.url names another machine") == true)
        #expect(problems(["BRIDGE_MAIL_SECURITY": "none", "BRIDGE_MAIL_URL": "smtp://127.0.0.1:25"]) == [])
        #expect(problems(["BRIDGE_MAIL_URL": "smtps://mail.example.org"]) == [])
        #expect(problems(["BRIDGE_MAIL_SECURITY": "ssl"]).first?.contains("starttls, tls or none") == true)
    }

    @Test("the court's clock and the hour reach the use cases; without an hour no digest is made")
    func digests() throws {
        #expect(try Configuration().bridgeSettings().digests.calendar?.timeZone == "UTC")
        let set = try Configuration.load(
            file: nil,
            environment: [
                "BRIDGE_DIGESTS_AT": "06:30", "BRIDGE_DIGESTS_TIME_ZONE": "America/New_York",
                "BRIDGE_DIGESTS_KEEP_DAYS": "30",
            ]
        ).bridgeSettings().digests
        #expect(set.calendar?.timeZone == "America/New_York" && set.retention == .hours(24 * 30))
        let off = try Configuration.load(file: nil, environment: ["BRIDGE_DIGESTS_AT": ""])
        #expect(try off.bridgeSettings().digests.calendar == nil)
    }
}
