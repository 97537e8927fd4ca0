import Attendance
import Bridge
import Foundation
import JSON
import Testing

@Suite("A policy file")
struct PolicyFileTests {
    private func read(_ text: String) throws -> Policies { try PolicyFile.read(Array(text.utf8), named: "p.json") }

    /// A file of one policy with one rule.
    private func rule(_ text: String) throws -> PolicyRule {
        try #require(try read(#"{"name": "n", "rules": [\#(text)]}"#).default.rules.first)
    }

    @Test("of one policy is everybody's, and has the version it always had")
    func single() throws {
        let policies = try read(
            """
            {"name": "standard", "rules": [
              {"rule": "attended-share", "atLeastPercent": 80, "warnBelowPercent": 90},
              {"rule": "late", "atMostMinutes": 10}, {"rule": "left-early", "atMostMinutes": 10},
              {"rule": "minimum-minutes", "atLeastMinutes": 5}]}
            """)
        #expect(policies == .builtIn)
        #expect(policies.names == ["standard"])
        // sha256sum of its canonical JSON
        #expect(policies.default.version == "e24dba0ca90974eef2b9eb775f70a10957edf5d39496e76c29cfff114407ddfc")
    }

    @Test("of several names the default, and gives each by its name")
    func several() throws {
        let policies = try read(
            """
            {"default": "b", "policies": [
              {"name": "a", "rules": [{"rule": "late", "atMostMinutes": 1}]},
              {"name": "b", "rules": [{"rule": "late", "atMostMinutes": 2}]}]}
            """)
        #expect(policies.default.name == "b" && policies[nil] == policies["b"] && policies.names == ["a", "b"])
        #expect(policies["a"]?.rules == [PolicyRule(.late(atMost: .minutes(1)))])
        #expect(policies["c"] == nil)
        #expect(policies["a"]?.version != policies["b"]?.version)
    }

    @Test("of the repository is valid, and its default is the built-in policy")
    func shipped() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Config/policy.json")
        let policies = try PolicyFile.read(Array(Data(contentsOf: file)), named: "policy.json")
        #expect(policies.default == .builtIn)
        #expect(policies.byName.count > 1)
        let rules = Set(policies.byName.values.flatMap { $0.rules.map(\.id) })
        #expect(rules == Set(RuleID.allCases), "every rule stands there as an example")
    }

    @Test(
        "reads every rule with its threshold and its usual severity",
        arguments: [
            (
                #"{"rule": "attended-share", "atLeastPercent": 80}"#,
                .attendedShare(atLeastPercent: 80, warnBelowPercent: nil), .fail
            ),
            (#"{"rule": "late", "atMostMinutes": 0}"#, .late(atMost: .zero), .fail),
            (#"{"rule": "left-early", "atMostMinutes": 1440}"#, .leftEarly(atMost: .hours(24)), .fail),
            (#"{"rule": "minimum-minutes", "atLeastMinutes": 5}"#, .minimum(.minutes(5)), .fail),
            (#"{"rule": "longest-absence", "atMostMinutes": 5}"#, .longestAbsence(atMost: .minutes(5)), .fail),
            (#"{"rule": "rejoins", "atMost": 3}"#, .rejoins(atMost: 3), .review),
            (#"{"rule": "inferred-share", "atMostPercent": 20}"#, .inferredShare(atMostPercent: 20), .review),
            (#"{"rule": "match-strength", "atLeast": "signed-in"}"#, .matchStrength(atLeast: .signedIn), .review),
            (#"{"rule": "camera", "atLeastPercent": 80}"#, .camera(atLeastPercent: 80), .note),
        ] as [(String, Demand, Severity)])
    func rules(text: String, demand: Demand, severity: Severity) throws {
        let found = try rule(text)
        #expect(found == PolicyRule(demand) && found.severity == severity)
        for severity in Severity.allCases {
            let said = String(text.dropLast()) + #", "severity": "\#(severity.rawValue)"}"#
            #expect(try rule(said) == PolicyRule(demand, severity: severity))
        }
    }

    @Test("is written as it is read")
    func roundTrip() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Config/policy.json")
        let policies = try PolicyFile.read(Array(Data(contentsOf: file)), named: "policy.json")
        let written = try PolicyFile.json(of: policies).canonical()
        #expect(try PolicyFile.read(written, named: "again") == policies)
        for policy in policies.byName.values {
            #expect(try PolicyFile.read(PolicyFile.json(of: policy).canonical(), named: "again").default == policy)
        }
    }

    @Test("gives another version for whatever changes what it means or what people read")
    func version() throws {
        let texts = [
            #"{"rule": "late", "atMostMinutes": 10}"#, #"{"rule": "late", "atMostMinutes": 11}"#,
            #"{"rule": "late", "atMostMinutes": 10, "severity": "note"}"#,
            #"{"rule": "late", "atMostMinutes": 10, "sentences": {"es": "Tarde."}}"#,
            #"{"rule": "late", "atMostMinutes": 10, "sentencesInDoubt": {"es": "Tarde."}}"#,
            #"{"rule": "late", "atMostMinutes": 10, "sentencesNotMeasured": {"es": "Tarde."}}"#,
            #"{"rule": "left-early", "atMostMinutes": 10}"#,
        ]
        func version(_ text: String) throws -> String {
            try read(#"{"name": "n", "rules": [\#(text)]}"#).default.version
        }
        #expect(try Set(texts.map(version)).count == texts.count)
        #expect(
            try version(#"{ "severity": "fail", "atMostMinutes": 10, "rule": "late" }"#) == version(texts[0]),
            "the usual severity, written out, and another order")
    }
}
