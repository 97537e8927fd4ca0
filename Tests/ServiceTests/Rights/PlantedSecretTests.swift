import Attendance
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("What must not be seen is seen nowhere")
struct PlantedSecretTests {
    /// Words that nobody could mistake for anything else, one for each place where they are put.
    private struct Garden {
        private(set) var planted: [(place: String, secret: String)] = []

        mutating func plant(_ place: String) -> String {
            // As long as a real one, and of letters that pass everywhere.
            let secret =
                "plant\(planted.count)x"
                + (0..<24).map { _ in String("abcdefghkmnpqrstuvwxyz".randomElement() ?? "a") }.joined()
            planted.append((place, secret))
            return secret
        }
    }

    @Test("a hundred secrets, put wherever one can be put, are in no log, no metric and no error")
    func planted() async throws {
        var garden = Garden()
        let environment = [
            "BRIDGE_LOG_LEVEL": "debug",
            "BRIDGE_ZOOM_SECRETS": "\(BridgeProcess.zoomSecret),\(garden.plant("Zoom secret"))",
            "BRIDGE_ZOOM_API_ACCOUNT_ID": "account", "BRIDGE_ZOOM_API_CLIENT_ID": "client",
            "BRIDGE_ZOOM_API_CLIENT_SECRET": garden.plant("Zoom API secret"),
            "BRIDGE_ZOOM_API_URL": "http://127.0.0.1:9", "BRIDGE_ZOOM_API_TOKEN_URL": "http://127.0.0.1:9",
            "BRIDGE_MAIL_URL": "smtp://127.0.0.1:9", "BRIDGE_MAIL_SECURITY": "none", "BRIDGE_MAIL_USER": "u",
            "BRIDGE_MAIL_FROM": "bridge@example.gov", "BRIDGE_MAIL_PASSWORD": garden.plant("mail password"),
        ]
        let bridge = try await BridgeProcess.started(.init(environment: environment))
        var errors: [String] = []

        // What people and programs show, in every place and at several addresses, good and bad.
        let targets = ["/api/session", "/api/participants/p0m0/progress", "/cards/CC-1", "/ws", "/nothing/here"]
        for target in targets {
            for (place, header) in [
                ("bearer", "authorization"), ("cookie", "cookie"), ("proof", "x-csrf-token"),
                ("idempotency key", "idempotency-key"), ("trace", "traceparent"), ("if-match", "if-match"),
                ("last event", "last-event-id"), ("origin", "origin"),
            ] {
                let secret = garden.plant("\(place) at \(target)")
                let value =
                    switch header {
                    case "authorization": "Bearer \(secret)"
                    case "cookie": "__Host-session=\(secret)"
                    case "origin": "https://\(secret).example"
                    default: secret
                    }
                for method in ["GET", "POST"] {
                    errors.append(
                        try bridge.connect().send(
                            method, target, headers: [(header, value)], body: method == "GET" ? nil : []
                        ).text)
                }
            }
            for parameter in ["token", "ticket", "code"] {
                let secret = garden.plant("\(parameter) at \(target)")
                errors.append(try bridge.connect().send("GET", "\(target)?\(parameter)=\(secret)").text)
            }
            errors.append(try bridge.connect().send("GET", "\(target)/\(garden.plant("path at \(target)"))").text)
        }
        // What is sent to be read, and cannot be.
        for (target, members) in [
            ("/api/sessions", ["name", "password", "code"]), ("/api/invites/acceptance", ["token", "password"]),
            ("/api/invites/inquiry", ["token"]),
        ] {
            for member in members {
                var body: [String: JSON] = ["name": "rep0", "password": "not the password", "token": "t"]
                if target == "/api/sessions" { body["token"] = nil } else { body["name"] = nil }
                if target == "/api/invites/inquiry" { body["password"] = nil }
                body[member] = .string(garden.plant("\(member) to \(target)"))
                errors.append(try bridge.post(target, .object(body)).text)
                let broken = Array(#"{"\#(member)":"\#(garden.plant("broken \(member) to \(target)"))""#.utf8)
                errors.append(try bridge.connect().send("POST", target, body: broken).text)
                let wrong: JSON = [.init(member): [.string(garden.plant("wrong \(member) to \(target)"))]]
                errors.append(try bridge.post(target, wrong).text)
            }
        }
        for target in ["/api/excuses", "/api/claims", "/api/disputes", "/api/consents"] {
            for member in ["reason", "card", "participant", garden.plant("name of a member")] {
                let body: JSON = [.init(member): .string(garden.plant("\(member) to \(target)"))]
                errors.append(try bridge.post(target, body, as: "rep0").text)
            }
        }
        // What Zoom tells of people, understood and not.
        for place in ["email", "user_name", "phone_number", "public_ip", "registrant_id", "customer_key"] {
            let secret = garden.plant("\(place) of a delivery")
            for event in ["meeting.participant_joined", "meeting.something_new"] {
                let body: JSON = [
                    "event": .string(event), "event_ts": 1_789_513_200_000,
                    "payload": [
                        "account_id": "a",
                        "object": [
                            "uuid": "planted==", "id": .string(TestRoster.number(0)),
                            "participant": [
                                .init(place): .string(secret), "user_id": "16778240",
                                "join_time": "2026-09-15T23:00:00Z",
                            ],
                        ],
                    ],
                ]
                #expect(try bridge.deliver(Array(body.pretty().utf8)).status == 200)
            }
        }
        // What was handed out and is good.
        let browser = try await Browser.invited("rep0", to: bridge, password: garden.plant("a good password"))
        let made = try browser.send("POST", "/api/tokens", ["name": "n", "scopes": ["read", "feed"], "days": 1])
        let token = try #require(try made.json["secret"]?.string)
        for target in ["/ws?token=\(token)", "/api/session?token=\(token)"] {
            errors.append(try bridge.connect().send("GET", target).text)
        }
        errors.append(try bridge.get("/api/audit-log?limit=1000", as: "admin").text)
        let metrics = try bridge.get("/metrics").text
        try await bridge.stop()

        #expect(garden.planted.count >= 100, "\(garden.planted.count)")
        let handedOut = [
            ("a cookie", String(browser.cookie.dropFirst("__Host-session=".count))), ("a token", token),
            ("a proof", browser.proof),
        ]
        for (place, secret) in garden.planted.map({ ($0.place, $0.secret) }) + handedOut {
            #expect(!bridge.logText.contains(secret), "\(place) is in the log")
            #expect(!metrics.contains(secret), "\(place) is in the metrics")
            #expect(!errors.contains { $0.contains(secret) }, "\(place) is in an error")
        }
    }
}
