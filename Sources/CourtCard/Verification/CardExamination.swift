import Crypto
import JSON

/// A card file read part by part, so that one wrong part does not hide the others.
struct CardExamination {
    typealias Outcome = CardVerification.Check.Outcome

    /// Form, content, personal values and hash.
    private(set) var checks: [CardVerification.Check] = []
    /// The document, once there is one.
    private(set) var document = JSON.null
    /// The document's bytes.
    private(set) var canonical: [UInt8] = []
    private(set) var content: CardContent?
    private(set) var hash: Digest?
    private(set) var proof: CardProof?

    /// - Parameter bytes: may end with a line end.
    init(_ bytes: [UInt8]) { examine(bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]) }

    private mutating func examine(_ bytes: ArraySlice<UInt8>) {
        let members: [String: JSON]
        do {
            guard let object = try JSON.parse(bytes).object else { return giveUp("It is not a card file.") }
            members = object
        } catch {
            return giveUp("It is not JSON: \(error.message) (line \(error.line), column \(error.column)).")
        }
        guard let document = members["card"], document.object != nil else { return giveUp("There is no card in it.") }
        do { canonical = try Card.canonical(document) } catch {
            return giveUp("The card holds a number that JSON does not carry exactly.")
        }
        self.document = document
        let hash = SHA256.hash(canonical)
        self.hash = hash
        check(.form, form(of: members, bytes))
        let (content, personal) = content(disclosed: members["disclosed"] ?? .null)
        check(.content, content)
        check(.personalValues, personal)
        check(.hash, Self.compare(hash, with: members["hash"] ?? .null))
    }

    private mutating func check(_ subject: CardVerification.Subject, _ outcome: Outcome) {
        checks.append(.init(subject, outcome))
    }

    private mutating func giveUp(_ why: String) {
        check(.form, .failed(why))
        for subject in [CardVerification.Subject.content, .personalValues, .hash] {
            check(subject, .notMade("No card could be read."))
        }
    }

    // MARK: Form

    private mutating func form(of members: [String: JSON], _ bytes: ArraySlice<UInt8>) -> Outcome {
        let proof: CardProof
        do { proof = try CardProof(FieldReader(members["proof"] ?? .null, path: "proof")) } catch {
            return .failed(error.description)
        }
        self.proof = proof
        var unproven = members.keys.filter { !["card", "disclosed", "hash", "proof"].contains($0) }
        if proof.json != members["proof"] { unproven.append("something in proof") }
        if !unproven.isEmpty {
            return .failed("It holds what nothing proves: \(unproven.sorted().joined(separator: ", ")).")
        }
        // From what was understood, not from what was read: Swift holds some texts for equal that are other bytes.
        let parts: [(String, [UInt8]?)] = [
            ("card", canonical), ("disclosed", try? Card.canonical(members["disclosed"] ?? .null)),
            ("hash", try? Card.canonical(members["hash"] ?? .null)), ("proof", try? Card.canonical(proof.json)),
        ]
        var rewritten: [UInt8] = []
        for (name, value) in parts {
            guard let value else { return .failed("\(name) holds a number that JSON does not carry exactly.") }
            rewritten += #"\#(rewritten.isEmpty ? "{" : ",")"\#(name)":"#.utf8
            rewritten += value
        }
        rewritten.append(UInt8(ascii: "}"))
        return rewritten[...] == bytes
            ? .passed("It is laid out as it was written, and holds nothing else.")
            : .failed("It is not laid out as it was written (RFC 8785): white space, order or spelling was changed.")
    }

    // MARK: Content and personal values

    private mutating func content(disclosed: JSON) -> (content: Outcome, personal: Outcome) {
        var personal: Outcome
        var believed = Disclosures()
        do {
            let given = try Disclosures(disclosed)
            personal = try compare(given)
            if personal.isPassed { believed = given }
        } catch {
            personal = .failed(error.description)
        }
        do {
            content = try CardContent(document, believed)
        } catch {
            return (.failed(error.description), personal)
        }
        let schema = document["schema"]?.string ?? ""
        return (.passed("It is a whole card of the form \(schema), and its parts agree with each other."), personal)
    }

    private func compare(_ given: Disclosures) throws(CardError) -> Outcome {
        let named = document["disclosures"]?.object ?? [:]
        var faults: [String] = []
        for (path, disclosure) in given.byPath.sorted(by: { $0.key < $1.key }) {
            let fault: CardError?
            if let digest = named[path] {
                fault = digest == .string(try disclosure.digest(at: path).hex) ? nil : .otherValue(path)
            } else {
                fault = .undisclosed(path)
            }
            if let fault { faults.append(fault.description) }
        }
        if !faults.isEmpty { return .failed(faults.joined(separator: " ")) }
        if named.isEmpty { return .passed("None stand beside the document.") }
        let (here, gone) = (given.byPath.count, named.count - given.byPath.count)
        return .passed(
            gone == 0
                ? "All \(here) are those that were there when the card was issued."
                : "\(here) of \(named.count) are here, as they were when the card was issued; "
                    + "\(gone) \(gone == 1 ? "was" : "were") erased or left out.")
    }

    private static func compare(_ hash: Digest, with said: JSON) -> Outcome {
        guard let text = said.string else { return .failed("The file does not say it.") }
        return text == hash.hex
            ? .passed("It is the document's: \(hash.hex).")
            : .failed("The document's is \(hash.hex), and the file says another: one of them was changed.")
    }
}
