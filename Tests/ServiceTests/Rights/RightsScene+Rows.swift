import JSON

extension RightsScene {
    /// Every route, in an order in which each still finds what it asks for.
    var rows: [RightsRow] { publicRows + ownRows + readRows + feedRows + decisionRows + userRows + lastRows }

    private var publicRows: [RightsRow] {
        [
            RightsRow("GET /healthz", for: .everybody, [200]),
            RightsRow("GET /readyz", for: .everybody, [200]),
            RightsRow("GET /metrics", for: .everybody, [200]),
            RightsRow("GET /openapi.json", for: .everybody, [200]),
            RightsRow("GET /asyncapi.json", for: .everybody, [200]),
            RightsRow("GET /docs", for: .everybody, [200]),
            RightsRow("GET /problems", for: .everybody, [200]),
            RightsRow("GET /problems/{type}", at: "/problems/not-found", for: .everybody, [200]),
            RightsRow("GET /verify", for: .everybody, [200]),
            RightsRow("GET /verify/{number}", at: "/verify/\(card)?code=00000-00000", for: .everybody, [404, 429]),
            RightsRow("GET /.well-known/court-card-keys.json", for: .everybody, [200]),
            RightsRow("GET /ledger/checkpoint", for: .everybody, [200]),
            RightsRow("GET /ledger/inclusion", at: "/ledger/inclusion?hash=00&size=1", for: .everybody, [400, 404]),
            RightsRow("GET /ledger/consistency", at: "/ledger/consistency?from=1&to=1", for: .everybody, [200]),
            // The signature is the credential, and nobody has it.
            RightsRow("POST /webhooks/zoom", [:], for: .everybody, [401]),
            RightsRow("POST /api/sessions", ["name": "rep0", "password": "x"], for: .everybody, [401, 429]),
            RightsRow("POST /api/invites/inquiry", ["token": "x"], for: .everybody, [410, 429]),
            RightsRow("POST /api/invites/acceptance", ["token": "x", "password": "y"], for: .everybody, [410, 429]),
        ]
    }

    /// What everybody has of their own; passwords and factors are changed in a browser alone.
    private var ownRows: [RightsRow] {
        let token: JSON = ["name": "n", "scopes": ["read"], "days": 1]
        return [
            RightsRow("GET /api/session", for: .signedIn, [200]),
            RightsRow("DELETE /api/session", for: .signedIn, [422]),
            RightsRow("PUT /api/password", ["current": "a", "new": "b"], for: .signedIn, [403]),
            RightsRow("GET /api/totp", for: .signedIn, [200]),
            RightsRow("POST /api/totp", for: .signedIn, [403]),
            RightsRow("PUT /api/totp", ["code": "000000"], for: .signedIn, [403]),
            RightsRow("POST /api/totp/removal", ["password": "a"], for: .signedIn, [403]),
            RightsRow("GET /api/tokens", for: .signedIn, [200]),
            RightsRow("POST /api/tokens", token, for: .signedIn, [403]),
            RightsRow("DELETE /api/tokens/{id}", at: "/api/tokens/1", for: [], []),
        ]
    }

    private var readRows: [RightsRow] {
        let person = "/api/participants/p0m0"
        return [
            RightsRow("GET /api/participants/{id}/progress", at: "\(person)/progress", for: .owners, [200]),
            RightsRow("GET /api/participants/{id}/cards", at: "\(person)/cards", for: .owners, [200]),
            RightsRow(
                "GET /api/participants/{id}/hearing.pdf",
                at: "\(person)/hearing.pdf?from=2026-01-01&to=2030-12-31", for: .owners, [200, 404]),
            RightsRow("GET /api/participants/{id}/decisions", at: "\(person)/decisions", for: .owners, [200]),
            RightsRow("GET /api/participants/{id}/attendance", at: "\(person)/attendance", for: .owners, [200]),
            RightsRow(
                "GET /api/participants/{id}/attendance/{occurrence}", at: "\(person)/attendance/\(occurrence)",
                for: .owners, [200]),
            RightsRow("GET /api/participants/{id}/requirement", at: "\(person)/requirement", for: .owners, [200]),
            RightsRow("GET /api/participants/{id}", at: person, for: .owners, [200]),
            RightsRow("GET /cards/{number}", at: "/cards/\(card)", for: .owners, [200]),
            RightsRow("GET /api/participants", for: .officials, [200]),
            RightsRow("GET /api/meetings", for: .officials, [200]),
            RightsRow("GET /api/meetings/{id}", at: "/api/meetings/m0", for: .officials, [200]),
            RightsRow("GET /api/meetings/{id}/occurrences", at: "/api/meetings/m0/occurrences", for: .officials, [200]),
            RightsRow("GET /api/occurrences/{id}", at: "/api/occurrences/\(occurrence)", for: .officials, [200]),
            RightsRow(
                "GET /api/court-reps/{id}/dashboard", at: "/api/court-reps/rep0/dashboard", for: .deciders, [200]),
            RightsRow("GET /api/court-reps/{id}/digests", at: "/api/court-reps/rep0/digests", for: .deciders, [200]),
            RightsRow(
                "GET /api/court-reps/{id}/digests/{date}", at: "/api/court-reps/rep0/digests/\(day)", for: .deciders,
                [200, 404]),
            RightsRow("GET /api/unmatched", for: .officials, [200]),
            RightsRow("GET /api/disputes", for: .signedIn, [200]),
            RightsRow("GET /api/alerts", for: .administrators, [200]),
            RightsRow("GET /api/audit-log", for: .administrators, [200]),
            RightsRow("GET /api/health", for: .administrators, [200]),
            RightsRow("GET /api/deliveries", for: .administrators, [200]),
            RightsRow("GET /api/deliveries/{id}", at: "/api/deliveries/\(delivery)", for: .administrators, [200]),
            RightsRow("GET /api/subscriptions", for: .administrators, [200]),
            RightsRow(
                "GET /api/subscriptions/{id}", at: "/api/subscriptions/\(subscription)", for: .administrators, [200]),
            RightsRow(
                "GET /api/subscriptions/{id}/attempts", at: "/api/subscriptions/\(subscription)/attempts",
                for: .administrators, [200]),
        ]
    }

    private var feedRows: [RightsRow] {
        [
            RightsRow("GET /ws", for: .signedIn, [426]),
            RightsRow("GET /api/events", for: .signedIn, [200], isEndless: true),
            RightsRow("GET /api/feed", for: .signedIn, [200]),
            RightsRow("POST /api/feed/tickets", for: .signedIn, [201]),
            RightsRow("GET /api/feed/stats", for: .administrators, [200]),
        ]
    }

    private var decisionRows: [RightsRow] {
        let reason: JSON = ["reason": "r"]
        let name = JSON.string(card)
        return [
            RightsRow("POST /api/reissues", ["card": name, "reason": "r"], for: .deciders, [201, 422]),
            RightsRow(
                "POST /api/claims",
                [
                    "occurrence": .string(occurrence), "attendee": .string(attendee), "participant": "p0m0",
                    "reason": "r",
                ], for: .deciders, [201, 404, 422]),
            RightsRow(
                "POST /api/corrections", ["card": name, "remove": time, "reason": "r"], for: .deciders, [201, 422]),
            RightsRow("POST /api/excuses", ["card": name, "reason": "r"], for: .deciders, [201, 422]),
            RightsRow("POST /api/voids", ["card": name, "reason": "r"], for: .deciders, [201, 422]),
            RightsRow(
                "POST /api/excused-weeks", ["participant": "p0m0", "date": "2026-09-15", "reason": "r"],
                for: .deciders, [201, 422]),
            RightsRow("POST /api/consents", ["participant": "p0m0", "reason": "r"], for: .owners, [201, 422]),
            RightsRow("POST /api/disputes", ["card": name, "reason": "r"], for: [.participant], [201, 422]),
            RightsRow(
                "POST /api/disputes/{id}/answer", at: "/api/disputes/\(dispute)/answer", reason, for: .deciders,
                [201, 422]),
            RightsRow(
                "POST /api/decisions/{id}/withdrawal", at: "/api/decisions/\(decision)/withdrawal", reason,
                for: .deciders, [201, 422]),
            RightsRow(
                "PUT /api/participants/{id}/requirement", at: "/api/participants/p0m0/requirement",
                ["meetingsPerWeek": 2], for: .deciders, [412], headers: [("if-match", "\"seen\"")]),
            RightsRow(
                "PUT /api/court-reps/{id}/digest-mail", at: "/api/court-reps/rep0/digest-mail", ["wanted": false],
                for: .deciders, [200, 204, 422]),
            RightsRow(
                "POST /api/deliveries/{id}/rederivation", at: "/api/deliveries/\(delivery)/rederivation",
                for: .administrators, [202]),
        ]
    }

    private var userRows: [RightsRow] {
        let users = "/api/users"
        let one = "/api/subscriptions/\(subscription)"
        return [
            RightsRow("GET /api/users", for: .officials, [200]),
            RightsRow("GET /api/users/{id}", at: "\(users)/rep0", for: .administrators, [200]),
            RightsRow(
                "POST /api/users", ["id": "new", "role": "court-rep", "name": "New"], for: .administrators, [201]),
            RightsRow(
                "PUT /api/users/{id}/role", at: "\(users)/new/role", ["role": "administrator"], for: .administrators,
                [200, 428]),
            RightsRow("POST /api/users/{id}/enabling", at: "\(users)/new/enabling", for: .administrators, [200]),
            RightsRow("POST /api/users/{id}/disabling", at: "\(users)/new/disabling", for: .administrators, [200]),
            RightsRow("POST /api/users/{id}/sign-out", at: "\(users)/new/sign-out", for: .administrators, [200]),
            RightsRow("GET /api/invites", for: .officials, [200]),
            RightsRow("DELETE /api/invites/{id}", at: "/api/invites/\(invite)", for: .deciders, [204, 404]),
            RightsRow("POST /api/invites", ["person": "p0m0"], for: .deciders, [201]),
            RightsRow(
                "POST /api/subscriptions", ["url": "http://127.0.0.1:9/hook", "name": "second"], for: .administrators,
                [201]),
            RightsRow("PUT /api/subscriptions/{id}", at: one, [:], for: .administrators, [400, 428]),
            RightsRow(
                "POST /api/subscriptions/{id}/disabling", at: "\(one)/disabling", for: .administrators, [200, 204]),
            RightsRow(
                "POST /api/subscriptions/{id}/enabling", at: "\(one)/enabling", for: .administrators, [200, 204]),
            RightsRow(
                "POST /api/subscriptions/{id}/redeliveries", at: "\(one)/redeliveries", ["from": 1],
                for: .administrators, [200, 201, 202, 204]),
        ]
    }

    /// After these, others have nothing left to find.
    private var lastRows: [RightsRow] {
        [
            RightsRow(
                "DELETE /api/subscriptions/{id}", at: "/api/subscriptions/\(subscription)", for: .administrators,
                [200, 204, 428]),
            RightsRow(
                "POST /api/users/{id}/reset", at: "/api/users/p1m1/reset", for: [.otherRep, .administrator], [201]),
            RightsRow(
                "POST /api/participants/{id}/erasure", at: "/api/participants/p0m0/erasure", ["reason": "r"],
                for: .administrators, [200]),
            RightsRow("DELETE /api/sessions", for: .signedIn, [204, 401]),
        ]
    }
}
