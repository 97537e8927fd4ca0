import Attendance
import Bridge
import JSON
import Testing

@testable import attendance_bridge

@Suite("Subscriptions by command")
struct SubscriptionCommandTests {
    static let draft = SubscriptionDraft(
        name: "Case management", url: "https://example.org/?a=b&c=d", courtRep: PersonID("rep0"),
        events: ["erased", "court-card-updated"])

    @Test("the request survives its way over the control socket", arguments: AskedSubscription.Matter.allCases)
    func control(_ matter: AskedSubscription.Matter) {
        var asked = AskedSubscription(matter: matter, id: SubscriptionID("sub-1"))
        if matter == .add { (asked.draft, asked.signatures) = (Self.draft, .ed25519) }
        if matter == .redeliver { asked.from = 41 }
        let request = ControlRequest.subscription(asked)
        let (method, target, body) = request.message
        #expect(ControlRequest(method: method, path: target, query: { _ in nil }, body: body) == request)
        for wrong in ["", "{}", #"{"matter":"explode","id":"sub-1"}"#] {
            #expect(
                ControlRequest(method: method, path: target, query: { _ in nil }, body: Array(wrong.utf8)) == nil)
        }
    }

    @Test("private addresses are allowed by true alone")
    func setting() throws {
        func allowed(_ text: String) throws -> Bool {
            try Configuration.load(
                file: nil, environment: ["BRIDGE_OUTBOUND_ALLOW_PRIVATE_ADDRESSES": text]
            ).outbound.allowPrivateAddresses
        }
        #expect(try allowed("true"))
        #expect(try !allowed("false"))
        #expect(try !Configuration.load(file: nil, environment: [:]).outbound.allowPrivateAddresses)
        for text in ["", "1", "yes", "TRUE"] {
            #expect(throws: ConfigurationError.self, "\(text)") { try allowed(text) }
        }
    }

    @Test("what failed is shown with its reason, and a secret only when it was made")
    func receipts() {
        let document: JSON = [
            "id": "sub-1", "state": "retrying", "name": "Cards", "url": "https://example.org/", "courtRep": nil,
            "events": [], "position": 41, "nextAttemptAt": "2026-09-15T23:00:05Z", "disabledBecause": nil,
            "publicKeys": [["key": "whpk_abc", "until": nil]],
            "attempts": [
                [
                    "at": "2026-09-15T23:00:00Z", "position": 42, "event": "erased", "tookMs": 15, "status": nil,
                    "failure": "nothing answers there",
                ]
            ],
        ]
        let shown = subscriptionReceipt(document, .show, width: nil)
        for text in ["sub-1", "retrying", "(all)", "2026-09-15T23:00:05Z", "whpk_abc", "nothing answers there"] {
            #expect(shown.contains(text), "\(text)")
        }
        #expect(!shown.contains("shown this once"))
        #expect(subscriptionReceipt(document, .disable, width: nil) == "sub-1 is retrying.\n")
    }
}
