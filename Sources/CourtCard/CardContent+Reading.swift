import Attendance
import JSON

extension CardContent {
    /// Reads a document. Keys that are not known are passed over; the hash covers them all the same.
    ///
    /// - Parameter disclosed: its personal values, as far as they are known.
    init(_ document: JSON, _ disclosed: Disclosures) throws(CardError) {
        let schema = try FieldReader(document)["schema"].present?.string
        var (json, isErased) = (document, false)
        if schema == Self.schema {
            (json, isErased) = try document.withPersonalValues(disclosed)
        } else {
            guard let schema, Self.olderSchemas.contains(schema) else { throw .unknownSchema(schema) }
            if let path = disclosed.byPath.keys.min() { throw .undisclosed(path) }
        }
        let root = FieldReader(json)
        let number = CardNumber(try root["number"].string)
        guard number.parts != nil else { throw .field("number", expected: "CC-<year>-<case digits>-<sequence>") }
        self.init(
            number: number,
            issuedAt: try root["issuedAt"].time,
            issuer: try root["issuer"].present.map { (field) throws(CardError) in try CardIssuer(field) },
            facts: try CardFacts(root),
            obligation: try root["obligation"].present.map { (field) throws(CardError) in try CardObligation(field) },
            notices: try root["notices"].present?.map { (field) throws(CardError) in
                CardNotice(id: try field["id"].string, sentence: try field["sentence"].string)
            } ?? [],
            supersedes: try root["supersedes"].present.map { (field) throws(CardError) in try Supersession(field) },
            previous: try root["previous"].present?.digest
        )
        self.isErased = isErased
    }
}

extension CardFacts {
    fileprivate init(_ root: FieldReader) throws(CardError) {
        self.init(
            participant: try Person(root["participant"]),
            meeting: try Meeting(root["meeting"]),
            scheduled: try root["scheduled"].present.map { (field) throws(CardError) in try Slot(field) },
            actual: Actual(
                start: try root["actual"]["start"].present?.time, end: try root["actual"]["end"].present?.time),
            presence: try Presence(root["presence"]),
            match: Match(
                strength: try root["match"]["strength"].one(of: MatchStrength.self),
                by: try root["match"]["by"].one(of: IdentityKey.Kind.self)),
            policy: Policy(name: try root["policy"]["name"].string, version: try root["policy"]["version"].string),
            rules: try root["rules"].map { (field) throws(CardError) in try Rule(field) },
            verdict: try root["verdict"].one(of: Verdict.self),
            flags: try root["flags"].map { (field) throws(CardError) in
                Flag(id: try field["id"].string, sentence: try field["sentence"].string)
            },
            decisions: try root["decisions"].present?.map { (field) throws(CardError) in try Decision(field) } ?? [],
            completion: Completion(
                reason: try root["completion"]["reason"].string, sentence: try root["completion"]["sentence"].string),
            evidence: try Evidence(root["evidence"])
        )
        for (key, value) in [("isVoid", isVoid), ("isExcused", isExcused)] {
            guard let said = try root[key].present, said.json != .bool(value) else { continue }
            throw .inconsistent(key, "the decisions say something else")
        }
    }
}

extension CardFacts.Person {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        self.init(
            id: PersonID(try field["id"].string), name: try field["name"].string,
            caseNumber: try field["caseNumber"].string, courtRep: PersonID(try field["courtRep"].string),
            courtRepName: try field["courtRepName"].present?.string)
    }
}

extension CardFacts.Meeting {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        let last4 = try field["numberLast4"].string
        guard last4.utf8.count <= 4 else { throw .field("\(field.path).numberLast4", expected: "four digits") }
        let occurrences: [OccurrenceID]
        if let several = try field["occurrences"].present {
            occurrences = try several.map { (field) throws(CardError) in OccurrenceID(try field.string) }
        } else {
            occurrences = [OccurrenceID(try field["occurrence"].string)]
        }
        guard !occurrences.isEmpty else { throw .field("\(field.path).occurrences", expected: "at least one") }
        self.init(
            id: MeetingID(try field["id"].string), name: try field["name"].string,
            program: try field["program"].present?.string,
            isNeutral: try field["isNeutral"].present?.boolean ?? false, platform: try field["platform"].string,
            number: MeetingNumber(last4),
            occurrences: occurrences)
    }
}

extension CardFacts.Decision {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        var interval: Interval?
        if let start = try field["start"].present?.time, let end = try field["end"].present?.time {
            interval = Interval(start, end)
        }
        self.init(
            id: try field["id"].integer, kind: try field["kind"].string, interval: interval,
            reason: try field["reason"].string, author: PersonID(try field["author"].string),
            role: try field["role"].string, at: try field["at"].time)
    }
}

extension CardFacts.Evidence {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        let deliveries = try field["deliveries"].count
        var sources = deliveries > 0 ? ["webhook": deliveries] : [:]
        if let said = try field["sources"].present {
            sources = [:]
            guard case .object(let counts) = said.json else { throw .field(said.path, expected: "an object") }
            for name in counts.keys { sources[name] = try said[name].count }
        }
        guard sources.values.reduce(0, +) == deliveries else {
            throw .inconsistent("\(field.path).sources", "they do not add up to the deliveries")
        }
        self.init(
            deliveries: deliveries, sources: sources, digest: try field["digest"].digest,
            first: try field["first"].present?.time, last: try field["last"].present?.time)
        guard let said = try field["isReconciled"].present, said.json != .bool(isReconciled) else { return }
        throw .inconsistent("\(field.path).isReconciled", "the sources say something else")
    }
}

extension CardFacts.Slot {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        self.init(
            start: try field["start"].time, end: try field["end"].time, timeZone: try field["timeZone"].string)
    }
}

extension CardFacts.Presence {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        self.init(
            proven: try IntervalSet(field["proven"]), inferred: try IntervalSet(field["inferred"]),
            corrected: try IntervalSet(field["corrected"]),
            removed: try field["removed"].present.map { (field) throws(CardError) in try IntervalSet(field) }
                ?? IntervalSet(),
            waiting: try IntervalSet(field["waiting"]), connections: try field["connections"].count,
            lanes: try field["lanes"].present?.map { (field) throws(CardError) in
                Lane(
                    device: try field["device"].one(of: Device.self), proven: try IntervalSet(field["proven"]),
                    inferred: try IntervalSet(field["inferred"]), waiting: try IntervalSet(field["waiting"]))
            } ?? [])
        guard kindsAreApart else {
            throw .inconsistent(field.path, "proven, inferred, corrected and removed time overlap")
        }
    }
}

extension IntervalSet {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        let stays = try field["intervals"].map { (field) throws(CardError) in
            Interval(try field["start"].time, try field["end"].time)
        }
        self.init(stays)
        guard intervals == stays else {
            throw .inconsistent("\(field.path).intervals", "they are not sorted and apart")
        }
        guard try field["totalMs"].integer == total.milliseconds else {
            throw .inconsistent("\(field.path).totalMs", "it is not the sum of the intervals")
        }
    }
}

extension CardFacts.Rule {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        let sentence = try field["sentence"].string
        var sentences = ["en": sentence]
        if let said = try field["sentences"].present {
            guard case .object(let all) = said.json else { throw .field(said.path, expected: "an object") }
            for language in all.keys { sentences[language] = try said[language].string }
        }
        self.init(
            id: try field["id"].string, sentence: sentence, sentences: sentences,
            measured: try field["measured"].present?.integer, threshold: try field["threshold"].present?.integer,
            unit: try field["unit"].string, outcome: try field["outcome"].string)
    }
}

extension Supersession {
    fileprivate init(_ field: FieldReader) throws(CardError) {
        self.init(
            number: CardNumber(try field["number"].string), hash: try field["hash"].digest,
            reason: try field["reason"].string,
            changes: try field["changes"].map { (field) throws(CardError) in
                CardChange(
                    what: try field["what"].string, before: try field["before"].string,
                    after: try field["after"].string)
            },
            also: try field["also"].present?.map { (field) throws(CardError) in
                Replaced(number: CardNumber(try field["number"].string), hash: try field["hash"].digest)
            } ?? [],
            author: try field["author"].present.map { (field) throws(CardError) in
                Author(id: PersonID(try field["id"].string), role: try field["role"].string)
            })
    }
}
