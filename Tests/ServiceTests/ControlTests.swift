import Attendance
import Bridge
import JSON
import ServiceSupport
import Testing
import Zoom

@testable import attendance_bridge

@Suite("Control socket")
struct ControlTests {
    @Test(
        "every request survives its way over the socket",
        arguments: [
            ControlRequest.importRoster(file: [1, 2, 3], format: .csv, isDryRun: true),
            .importRoster(file: [], format: .json, isDryRun: false), .roster, .deliveries(before: nil, limit: 20),
            .deliveries(before: 77, limit: 1000), .delivery(5), .role(of: PersonID("Ánä & söns/1?")), .schema,
            .unmatched(by: nil, before: nil, limit: 20),
            .reconcile(
                AskedReconciliation(
                    source: .report(
                        GivenReport(
                            [1, 2], fileName: "a b&c.csv", meeting: MeetingNumber("847 1263"),
                            occurrence: OccurrenceID("/a+b=="), timeZone: "America/New_York", dateOrder: .dayFirst)),
                    isApplied: true)),
            .reconcile(AskedReconciliation(source: .report(GivenReport([])), isApplied: false)),
            .reconcile(
                AskedReconciliation(
                    source: .api(meeting: MeetingNumber("84712639219"), since: LocalDate("2026-09-01")),
                    isApplied: true)),
            .reconcile(AskedReconciliation(source: .api(meeting: nil, since: nil), isApplied: false)),
            .reconcile(AskedReconciliation(source: .webhookLogs, isApplied: true)),
            .unmatched(by: PersonID("a b&c=d"), before: 9, limit: 1000), .decisions(about: PersonID("é/ü")), .rotateKey,
            .cards(.list(of: PersonID("a b&c"), after: nil, limit: 20)),
            .cards(.list(of: PersonID("p"), after: 9, limit: 1000)), .cards(.file(CardNumber("CC-2026-1-1"))),
            .cards(
                .hearing(
                    of: PersonID("é"), from: LocalDate(day: 20_000), through: LocalDate(day: 20_100), skipping: 100)),
            .auditNews(after: 0), .auditNews(after: Int64.max),
            .note(AskedNote(action: .cardsExported, subject: "é & “ü”", detail: ["cards": 3])),
        ])
    func roundTrip(request: ControlRequest) {
        let (method, target, body) = request.message
        let parts = target.split(separator: "?", maxSplits: 1)
        var query: [String: String] = [:]
        for pair in parts.count == 2 ? parts[1].split(separator: "&") : [] {
            let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
            query[halves[0]] = decoded(halves[1])
        }
        #expect(ControlRequest(method: method, path: String(parts[0]), query: { query[$0] }, body: body) == request)
    }

    /// Percent-decoding, as the server does it.
    private func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "every decision survives its way over the socket",
        arguments: [
            .claim(attendee: "user-1", occurrence: OccurrenceID("/a+b=="), participant: PersonID("p")),
            .claim(
                attendee: "a", occurrence: OccurrenceID("o"), participant: PersonID("p"), forGood: .customerKey),
            .correct(
                .card(CardNumber("CC-2026-1-1")), adding: true,
                Interval(Timestamp(milliseconds: 1_789_513_200_001), Timestamp(milliseconds: 1_789_513_200_999))),
            .correct(
                .occurrence(OccurrenceID("o"), PersonID("p")), adding: false,
                Interval(Timestamp(milliseconds: 1), Timestamp(milliseconds: 2))),
            .excuse(.occurrence(OccurrenceID("o"), PersonID("p"))), .void(.card(CardNumber("c"))),
            .excuseWeek(of: PersonID("p"), holding: LocalDate(day: 20_000)), .dispute(CardNumber("c")),
            .reissue(CardNumber("CC-2026-1-1")), .answer(dispute: 7), .withdraw(decision: Int64.max),
        ] as [AskedDecision.Matter])
    func decisions(matter: AskedDecision.Matter) {
        let asked = AskedDecision(matter: matter, author: PersonID("räp"), reason: "Because\n“so”")
        let (method, target, body) = ControlRequest.decide(asked).message
        #expect(ControlRequest(method: method, path: target, query: { _ in nil }, body: body) == .decide(asked))
    }

    @Test("what is missing from a decision makes it none", arguments: ["matter", "by", "reason", "start", "card"])
    func incomplete(key: String) {
        let asked = AskedDecision(
            matter: .correct(
                .card(CardNumber("c")), adding: true, Interval(Timestamp(milliseconds: 1), Timestamp(milliseconds: 2))),
            author: PersonID("p"), reason: "r")
        var members = asked.json.object ?? [:]
        #expect(members.removeValue(forKey: key) != nil)
        #expect(AskedDecision(.object(members)) == nil)
    }

    @Test(
        "no command has written down what the bridge does itself, or what is no note",
        arguments: [
            ["action": "decided", "subject": "p", "detail": [:]], ["action": "x", "subject": "p", "detail": [:]],
            ["action": "card-viewed", "detail": [:]], ["action": "card-viewed", "subject": "p", "detail": []],
            ["action": "card-viewed", "subject": "p"],
        ] as [JSON])
    func notes(json: JSON) {
        #expect(
            ControlRequest(method: "POST", path: "/audit-log", query: { _ in nil }, body: JSONLine(json).bytes) == nil)
    }

    @Test(
        "what no command asks is no request",
        arguments: [
            ("GET", "/"), ("POST", "/roster"), ("GET", "/deliveries"), ("GET", "/deliveries/x"), ("DELETE", "/roster"),
            ("GET", "/role"), ("POST", "/reconciliations"), ("GET", "/unmatched"), ("GET", "/decisions"),
            ("POST", "/decisions"), ("POST", "/audit-log"), ("GET", "/audit-log"),
        ])
    func unknown(method: String, path: String) {
        #expect(ControlRequest(method: method, path: path, query: { _ in nil }, body: []) == nil)
    }

    @Test("a refusal is told with all its lines")
    func refusal() {
        let answer = ControlAnswer.refused(422, "Nothing has changed:", details: ["line 2: a", "line 3: b"])
        let error = #expect(throws: CommandFailure.self) { try answer.document() }
        #expect(error?.description == "Nothing has changed:\n  line 2: a\n  line 3: b")
    }

    @Test("an import is summed up in words")
    func summary() {
        let nothing: JSON = ["added": [], "changed": [], "unchanged": []]
        let document: JSON = [
            "officials": nothing, "meetings": ["added": [], "changed": [], "unchanged": ["m"]],
            "participants": ["added": ["ana"], "changed": ["ben", "cy"], "unchanged": []],
        ]
        #expect(
            rosterSummary(document, isDryRun: false)
                == "Added 1 participant: ana\nChanged 2 participants: ben, cy\n1 meeting unchanged\n")
        #expect(rosterSummary(document, isDryRun: true).hasPrefix("Would add 1 participant: ana\nWould change 2"))
        #expect(
            rosterSummary(["officials": nothing, "meetings": nothing, "participants": nothing], isDryRun: false)
                == "The file holds nobody and no meeting.\n")
    }

    @Test("a roster file's form is told by its name, else by its content")
    func format() {
        #expect(rosterFormat("a.CSV", Array("{".utf8)) == .csv)
        #expect(rosterFormat("a.json", []) == .json)
        #expect(rosterFormat("-", Array("\n {".utf8)) == .json)
        #expect(rosterFormat("-", Array("kind,id".utf8)) == .csv)
    }

    @Test("deliveries are listed with what is remarkable about them")
    func listing() {
        let text = eventListing(
            [
                [
                    "id": 12, "receivedAt": "2026-11-21T19:00:00Z", "event": nil, "bytes": 3, "lateSigned": true,
                    "understanding": "unreadable", "occurrence": nil, "source": "webhook", "form": "redacted",
                ]
            ], width: nil)
        #expect(text.contains("12  2026-11-21T19:00:00Z  (none)  3      webhook  unreadable, late-signed, redacted\n"))
        #expect(eventListing([], width: nil).hasPrefix("No delivery yet."))
    }
}
