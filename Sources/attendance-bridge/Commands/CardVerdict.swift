import Attendance
import CourtCard
import Crypto
import JSON

/// What verifying one card file gave, for people and programs.
struct CardVerdict {
    enum NoteSubject: String { case note }
    typealias NoteCheck = VerificationCheck<NoteSubject>

    /// The file, as it was named.
    let path: String
    private let verification: CardVerification?
    private let note: NoteCheck?
    /// What a reader holds beside the paper in their hands.
    private let words: String?
    /// Why no card could be looked at.
    private let unreadable: String?

    init(path: String, verification: CardVerification, words: String?, note: NoteCheck.Outcome?) {
        self.words = words
        self.path = path
        self.verification = verification
        self.note = note.map { NoteCheck(.note, $0) }
        unreadable = nil
    }

    init(path: String, unreadable: String) {
        self.path = path
        verification = nil
        note = nil
        words = nil
        self.unreadable = unreadable
    }

    var isAuthentic: Bool { verification?.isAuthentic == true && note?.isFailed != true }

    /// The answer first; then, for `isWhole`, every check.
    func page(isWhole: Bool, colour: Bool) -> String {
        let mark = isAuthentic ? Mark.good : .problem
        var text = mark.paint(mark.shape, in: colour) + " \(path.printable): "
        guard let verification else { return text + "\((unreadable ?? "").printable)\n" }
        let name = (verification.content?.number.rawValue).map { "card \($0.printable)" }
        text += name.map { "\($0) is \(isAuthentic ? "" : "not ")authentic.\n" } ?? "this is no authentic card.\n"
        guard isWhole else { return text }
        if isAuthentic, let words { text += "It says: \(words.printable).\n" }
        text += checkListing(verification.checks, title: \.title, colour: colour)
        if let note { text += checkListing([note], title: { _ in "The kept note" }, colour: colour) }
        if isAuthentic, let content = verification.content, let address = content.issuer?.address {
            text +=
                "Whether another card took its place since is not in the file. Ask: "
                + "\(address.printable)/verify/\(content.number.rawValue.printable)\n"
        }
        return text
    }

    var json: JSON {
        var checks = verification.map { checksJSON($0.checks).array ?? [] } ?? []
        if let note { checks += checksJSON([note]).array ?? [] }
        return [
            "file": .string(path), "isAuthentic": .bool(isAuthentic),
            "number": (verification?.content?.number.rawValue).map { .string($0) } ?? .null,
            "hash": (verification?.hash?.hex).map { .string($0) } ?? .null,
            "isErased": .bool(verification?.content?.isErased ?? false),
            "fault": unreadable.map { .string($0) } ?? .null, "checks": .array(checks),
        ]
    }
}
