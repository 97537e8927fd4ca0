internal import Server

/// A part of the API's description: routes that belong together.
struct Chapter: Sendable {
    let title: String
    let about: String
    /// What the addresses of its routes begin with.
    private let prefixes: [String]

    /// In the order in which they are read.
    static let all = [
        Chapter(
            title: "Signing in",
            about: "Browsers sign in with a password and get a cookie; programs bring a token.",
            prefixes: ["/api/session", "/api/sessions", "/api/password", "/api/totp", "/api/tokens"]),
        Chapter(
            title: "Who may come in", about: "The people of the roster, and the links with which they set a password.",
            prefixes: ["/api/users", "/api/invites"]),
        Chapter(
            title: "Participants", about: "Where participants stand, and what their court representatives see.",
            prefixes: ["/api/participants", "/api/court-reps"]),
        Chapter(
            title: "Meetings", about: "Meetings of the roster and when they were held.",
            prefixes: ["/api/meetings", "/api/occurrences"]),
        Chapter(
            title: "Decisions",
            about:
                "What people decide where the deliveries cannot tell. Each stays in the journal with its author and reason.",
            prefixes: [
                "/api/unmatched", "/api/claims", "/api/corrections", "/api/excuses", "/api/voids", "/api/reissues",
                "/api/excused-weeks", "/api/consents", "/api/disputes", "/api/decisions",
            ]),
        Chapter(
            title: "Court cards", about: "Cards, and what everybody needs to verify them.",
            prefixes: ["/cards", "/verify", "/ledger", "/.well-known"]),
        Chapter(
            title: "Feed", about: "What happens, told at once, in order, and resumed where it broke off.",
            prefixes: ["/ws", "/api/events", "/api/feed"]),
        Chapter(
            title: "Other systems", about: "Addresses of other systems that are sent what happens.",
            prefixes: ["/api/subscriptions"]),
        Chapter(
            title: "Operation", about: "How the bridge is, and who did what.",
            prefixes: [
                "/healthz", "/readyz", "/metrics", "/api/health", "/api/alerts", "/api/audit-log", "/api/deliveries",
            ]),
        Chapter(title: "Zoom", about: "What Zoom sends.", prefixes: ["/webhooks"]),
        Chapter(
            title: "Description", about: "The API, told to programs and to people.",
            prefixes: ["/openapi.json", "/asyncapi.json", "/docs", "/problems"]),
        others,
    ]

    private static let others = Chapter(title: "Others", about: "All else.", prefixes: [])

    static func of(_ route: Route) -> Chapter {
        all.first { chapter in
            chapter.prefixes.contains { route.template == $0 || route.template.hasPrefix($0 + "/") }
        } ?? others
    }
}
