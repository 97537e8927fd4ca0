internal import JSON

/// Makes an example of what a schema describes, so that there is one of every answer, and none that the schema refuses.
struct SchemaExample {
    /// Those that schemas name.
    let schemas: [String: JSON]

    /// - Parameter name: of the member it is the value of.
    func value(of schema: JSON, named name: String = "") -> JSON {
        if let reference = schema["$ref"]?.string {
            let target = reference.split(separator: "/").last.map(String.init) ?? ""
            return schemas[target].map { value(of: $0, named: name) } ?? .null
        }
        if let example = schema["example"] { return example }
        if let choices = schema["oneOf"]?.array ?? schema["anyOf"]?.array {
            return choices.last.map { value(of: $0, named: name) } ?? .null
        }
        let types = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] } ?? []
        if types.contains("null"), Self.usuallyNothing.contains(name) { return .null }
        if let words = schema["enum"]?.array {
            if let usual = Self.usual[name], words.contains(usual) { return usual }
            return words.first ?? .null
        }
        if let constant = schema["const"] { return constant }
        switch types.first {
        case "object": return object(schema)
        case "array": return .array(schema["items"].map { [value(of: $0, named: Self.singular(name))] } ?? [])
        case "string": return .string(text(schema["format"]?.string, named: name))
        case "integer", "number":
            let least = schema["minimum"]?.integer ?? 0
            let usual = Self.usual[name]?.integer ?? 3
            return .integer(max(usual, least))
        case "boolean": return .bool(false)
        default: return .null
        }
    }

    private func object(_ schema: JSON) -> JSON {
        .object(
            (schema["properties"]?.object ?? [:]).reduce(into: [:]) { members, property in
                members[property.key] = value(of: property.value, named: property.key)
            })
    }

    private func text(_ format: String?, named name: String) -> String {
        switch format {
        case "date-time": Self.usual[name]?.string ?? "2026-10-06T23:00:00.000Z"
        case "date": Self.usual[name]?.string ?? "2026-10-06"
        case "binary": ""
        case "uri": Self.usual[name]?.string ?? "https://example.org/attendance"
        case "byte": "bm90IGEgc2VjcmV0"
        default: Self.usual[name]?.string ?? "…"
        }
    }

    private static func singular(_ name: String) -> String {
        name.hasSuffix("s") ? String(name.dropLast()) : name
    }

    /// What is there only after something went another way.
    private static let usuallyNothing: Set<String> = [
        "supersededBy", "clearedAt", "revokedAt", "forgottenAt", "answeredBy", "next", "target", "disabledAt", "error",
        "end", "start", "forGood", "week", "failedAt",
    ]

    /// Values that tell a reader what to expect.
    private static let usual: [String: JSON] = [
        "participant": "P-1001", "person": "maria.lopez", "author": "maria.lopez", "actor": "maria.lopez",
        "courtRep": "maria.lopez", "id": "P-1001", "name": "Ana Torres", "email": "ana.torres@example.com",
        "phone": "+1 212 555 0142", "initials": "A. T.", "caseEnding": "0123", "caseNumber": "26-00123",
        "joinCode": "K7QN", "timeZone": "America/New_York", "meeting": "tue-night",
        "meetingName": "Tuesday Night Group", "occurrence": "4dRM1Yr2TbGZ5bLy5pQoXQ==", "attendee": "16778240",
        "card": "CC-2026-1042-1", "number": "CC-2026-1042-1", "supersedes": "CC-2026-1042-1", "decision": 17,
        "dispute": 18, "verdict": "passed", "standing": "in-force", "role": "court-rep", "kind": "claim",
        "reason": "She telephoned me from the meeting.", "detail": "The detail says what is the matter.",
        "title": "Not found", "type": "/problems/not-found", "status": 404, "minutes": 52, "provenMinutes": 52,
        "inferredMinutes": 0, "correctedMinutes": 0, "minutesSoFar": 12, "provenMs": 3_120_000, "inferredMs": 0,
        "correctedMs": 0, "required": 3, "done": 1, "meetingsPerWeek": 3, "meetingsInTotal": 40,
        "minimumMinutes": 30, "pollSeconds": 5, "streakWeeks": 4, "expiresAt": "2026-12-31T23:59:59.000Z",
        "deadline": "2027-03-01", "startsOn": "2026-09-01", "reachedOn": "2027-02-12", "firstDay": "2026-10-05",
        "standingSentence": "You have 1 of 3 meetings this week. Two to go by Sunday 11:59 pm.",
        "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "previous": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        "path": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        "origin": "court-card-ledger/6f0c1d2e3a4b5c6d", "subject": "P-1001", "action": "decided",
        "event": "court-card-updated", "link": "https://attendance.example.gov/welcome#inv_…", "secret": "abt_…",
        "csrfToken": "…", "scope": "read", "recoveryCode": "7KQ2-M9XD-PT", "retryAfterSeconds": 30,
        "since": "2026-10-06T23:01:00.000Z",
        "displayName": "Ana #K7QN", "room": "main", "index": 0, "size": 12, "from": 8, "to": 12, "position": 1042,
        "uri": "otpauth://totp/…", "trouble": "No Zoom secret is configured: set BRIDGE_ZOOM_SECRETS.",
        "state": "in-force", "url": "https://records.example.gov/attendance", "queuedBytes": 0,
    ]
}
