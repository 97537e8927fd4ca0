internal import Attendance
internal import CourtCard
internal import Crypto

extension CardReading {
    /// What people should know: doubts, decisions, and the card that this one replaces.
    var notes: [String] {
        var notes = facts.flags.map { flag in
            PresenceFlag(rawValue: flag.id)?.sentences[language.rawValue] ?? flag.sentence
        }
        // Its own sentence where the language is the one it was signed in.
        if language == .english { notes = facts.flags.map(\.sentence) }
        notes += facts.decisions.map { decision in
            let when = "\(clock.date(decision.at)), \(clock.time(decision.at))"
            let time = decision.interval.map { " \(clock.span($0.start, $0.end, withSeconds: true))" } ?? ""
            let by = words.decidedBy.filled("\(decision.author) (\(language.role(decision.role)))", when)
            let what = language.decision(decision.kind) + time
            return "\(what), \(by). \(words.reason): \(personal(decision.reason).isolated)"
        }
        if let old = content.supersedes { notes.append(replacement(old)) }
        return notes
    }

    private func replacement(_ old: Supersession) -> String {
        let numbers = ([old.number] + old.also.map(\.number)).map(\.rawValue).joined(separator: ", ")
        var text = words.replaces.filled(numbers) + " \(words.reason): \(personal(old.reason).isolated)"
        if let author = old.author { text += " (\(author.id), \(language.role(author.role)))" }
        // Rules, notes and decisions stand on both cards in full; told again, with what they were, they fill a page.
        let told = old.changes.filter { !$0.what.hasPrefix("rule ") && !["notes", "decisions"].contains($0.what) }
        var changes = told.map { words.changed.filled($0.what, $0.after, $0.before) }
        let rest = old.changes.count - told.count
        if rest > 0 { changes.append(words.moreChanges.filled(String(rest))) }
        return changes.isEmpty ? text : text + " · " + changes.joined(separator: " · ")
    }

    var notices: [String] {
        let notices = content.notices.map { language.notice($0.id, signed: $0.sentence) }
        guard language != .english else { return notices }
        let contact = content.issuer?.contact.map { words.askAbout.filled($0) }
        return notices + [contact, words.translated].compactMap { $0 }
    }

    /// What the card rests on.
    var evidence: [Fact] {
        let evidence = facts.evidence
        let sources = evidence.sources.sorted { $0.key < $1.key }.map { "\($0.value) \(language.source($0.key))" }
        var deliveries = sources.isEmpty ? String(evidence.deliveries) : sources.joined(separator: ", ")
        if let first = evidence.first, let last = evidence.last {
            deliveries += "; " + words.firstLast.filled(first.plainUTC, last.plainUTC) + " UTC"
        }
        let closing = language.closing(
            self.facts.completion.reason, signed: self.facts.completion.sentence)
        var facts = [
            Fact(label: words.deliveries, value: deliveries),
            Fact(label: words.digest, value: evidence.digest.hex, isTechnical: true),
            Fact(label: words.reconciled, value: evidence.isReconciled ? words.compared : words.notCompared),
            Fact(label: words.closed, value: closing),
        ]
        if let issuer = content.issuer {
            let clock =
                switch issuer.clock {
                case .synchronised: words.clockSynchronised
                case .notSynchronised: words.clockNotSynchronised
                case .unknown: words.clockUnknown
                }
            facts.append(Fact(label: words.clock, value: clock))
            facts.append(Fact(label: words.software, value: "Attendance Bridge \(issuer.software)"))
        }
        return facts
    }

    /// What proves the card.
    var proof: [Fact] {
        let file = sheet.file
        let ledger = file.proof.ledger
        return [
            Fact(label: words.hash, value: file.card.hash.hex, isTechnical: true),
            Fact(
                label: words.previous, value: content.previous?.hex ?? words.firstCard,
                isTechnical: content.previous != nil),
            Fact(
                label: words.ledger,
                value: words.place.filled(String(ledger.index + 1), String(ledger.size), ledger.origin)),
            Fact(label: words.root, value: ledger.root.hex, isTechnical: true),
            Fact(label: words.key, value: file.proof.signature?.keyID ?? words.unsigned, isTechnical: true),
            Fact(
                label: words.signature, value: file.proof.signature?.bytes.hexDigits ?? words.unsigned,
                isTechnical: true),
        ]
    }
}

extension [UInt8] {
    /// Two lower-case digits a byte.
    var hexDigits: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
