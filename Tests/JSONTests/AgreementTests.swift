import Foundation
import JSON
import TestSupport
import Testing

@Suite("Agreement with another reader")
struct AgreementTests {
    /// Damage at a few places of a sample, where the grammar matters most.
    private static func damaged(_ body: [UInt8], seed: UInt64) -> [UInt8] {
        var random = SplitMix64(seed: seed)
        let characters = Array(#"{}[]",:\/ue+-.0129trfalsn "#.utf8) + [0, 9, 10, 0x1F, 0x7F, 0xC3, 0xA9, 0xED, 0xFF]
        var other = body
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            let index = Int.random(in: other.indices, using: &random)
            let character = characters.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<4, using: &random) {
            case 0: other[index] = character
            case 1: other.remove(at: index)
            case 2: other.insert(character, at: index)
            default: other.removeSubrange(index..<min(index + Int.random(in: 1..<20, using: &random), other.endIndex))
            }
        }
        return other
    }

    @Test("damaged text is read alike, or refused by both", arguments: ["meeting.created", "meeting.participant_qos"])
    func damagedSamples(_ event: String) throws {
        let body = try Samples.event(event)
        for seed in UInt64(0)..<4000 {
            let other = Self.damaged(body, seed: seed)
            let ours = try? JSON.parse(other)
            let theirs = try? JSONSerialization.jsonObject(with: Data(other), options: .fragmentsAllowed)
            switch (ours, theirs) {
            case (nil, nil): break
            case (let ours?, let theirs?): #expect(same(ours, theirs), "\(event), seed \(seed)")
            case (_?, nil): Issue.record("only we read it: \(event), seed \(seed)")
            // Foundation reads a comma before the closing bracket; RFC 8259 has none.
            case (nil, _?): #expect(hasTrailingComma(other), "only Foundation reads it: \(event), seed \(seed)")
            }
        }
    }

    private func hasTrailingComma(_ text: [UInt8]) -> Bool {
        String(decoding: text, as: UTF8.self).contains(/,\s*[}\]]/)
    }

    private func same(_ ours: JSON, _ theirs: Any) -> Bool {
        switch ours {
        case .null: theirs is NSNull
        case .bool(let value): theirs as? Bool == value
        case .integer(let value): (theirs as? NSNumber)?.int64Value == value
        case .number(let value): (theirs as? NSNumber)?.doubleValue == value
        case .string(let value): theirs as? String == value
        case .array(let values):
            (theirs as? [Any]).map { $0.count == values.count && zip(values, $0).allSatisfy(same) } ?? false
        case .object(let members):
            // Of duplicates another reader may take another one.
            (theirs as? [String: Any]).map { Set($0.keys) == Set(members.keys) } ?? false
        }
    }
}
