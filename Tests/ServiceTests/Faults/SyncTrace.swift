import Foundation
import ServiceSupport

/// The system calls of a traced bridge (`strace -f -y`), and whether each 200 to a delivery came after the sync of the log
/// that holds it.
struct SyncTrace {
    struct Call {
        /// Numbers of the lines where it began and where it returned.
        var began: Int
        var returned: Int
        var name: String
        /// With the contents of buffers.
        var arguments: String
        var result: String

        /// The number of the descriptor that is its first argument.
        var descriptor: Substring { arguments.prefix { $0.isNumber } }
        var isOnLog: Bool { arguments.drop { $0 != "<" }.prefix { $0 != ">" }.hasSuffix("-wal") }
        /// `String.contains` is slow for as much as these traces hold.
        func holds(_ text: String) -> Bool { strstr(arguments, text) != nil }
        var succeeded: Bool { !result.hasPrefix("-") && !result.hasPrefix("?") }
    }

    let calls: [Call]

    init(_ text: String) {
        var calls: [Call] = []
        var unfinished: [Substring: Int] = [:]
        for (number, bytes) in text.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
            let line = Substring(bytes)
            guard let space = line.firstIndex(of: " ") else { continue }
            let thread = line[..<space]
            let rest = line[space...].drop { $0 == " " }
            if rest.hasPrefix("<... ") {
                // `<... fdatasync resumed>) = 0`
                guard let index = unfinished.removeValue(forKey: thread), let mark = rest.range(of: " resumed>")
                else { continue }
                let (arguments, result) = Self.parts(rest[mark.upperBound...])
                calls[index].arguments += arguments
                calls[index].result = String(result)
                calls[index].returned = number
            } else if let open = rest.firstIndex(of: "("), rest[..<open].allSatisfy({ $0.isLetter || $0.isNumber }) {
                let name = String(rest[..<open])
                let after = rest[rest.index(after: open)...]
                if after.hasSuffix("<unfinished ...>") {
                    unfinished[thread] = calls.count
                    calls.append(
                        Call(
                            began: number, returned: .max, name: name,
                            arguments: String(after.dropLast("<unfinished ...>".count)), result: "?"))
                } else {
                    let (arguments, result) = Self.parts(after)
                    calls.append(
                        Call(
                            began: number, returned: number, name: name, arguments: String(arguments),
                            result: String(result)))
                }
            }
        }
        self.calls = calls
    }

    private static func parts(_ text: Substring) -> (arguments: Substring, result: Substring) {
        // strace lines results up with blanks before the sign; no result holds one.
        guard let mark = text.range(of: " = ", options: .backwards) else { return (text, "?") }
        return (text[..<mark.lowerBound], text[mark.upperBound...])
    }

    /// What is wrong with the answers to deliveries, each of which holds one of `marks`; empty when all is right.
    func violations(marks: [String]) -> [String] {
        let syncs = calls.filter { ["fdatasync", "fsync"].contains($0.name) && $0.isOnLog && $0.succeeded }
        let writes = calls.filter { $0.name == "pwrite64" && $0.isOnLog && $0.succeeded }
        let reads = calls.filter { ["read", "readv", "recvfrom", "recvmsg"].contains($0.name) && $0.succeeded }
        let answers = calls.filter {
            ["write", "writev", "sendto", "sendmsg"].contains($0.name) && $0.holds("HTTP/1.1 200")
        }
        return marks.compactMap { mark in
            guard let read = reads.first(where: { $0.holds(mark) }) else { return "\(mark) was not read" }
            // The sender waits for each answer, so the next one on the connection is this delivery's.
            guard let answer = answers.first(where: { $0.descriptor == read.descriptor && $0.began > read.returned })
            else { return "\(mark) was not answered 200" }
            let written = writes.filter { $0.holds(mark) && $0.returned < answer.began }
            if written.isEmpty { return "\(mark) was answered before it was written to the log" }
            let isSynced = written.contains { write in
                syncs.contains { $0.began > write.returned && $0.returned < answer.began }
            }
            return isSynced ? nil : "\(mark) was answered before the log was synced"
        }
    }
}
