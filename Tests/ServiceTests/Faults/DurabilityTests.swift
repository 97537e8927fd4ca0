import Foundation
import ServiceSupport
import Testing

extension Faults {
    @Suite("Durable before 200")
    struct DurabilityTests {
        @Test("the system calls show it: every 200 follows the sync of the log that holds its delivery")
        func everyAnswerFollowsItsSync() async throws {
            let (trace, marks) = try await traced(BridgeProcess.executable)
            #expect(trace.violations(marks: marks) == [])
        }

        /// The mutant is the built program with one word of its machine code's data changed: FULL became OFF.
        @Test("and the same look at a bridge that does not sync finds that no answer does")
        func mutant() async throws {
            let folder = try TestFolder()
            let (trace, marks) = try await traced(try Self.mutant(in: folder))
            let violations = trace.violations(marks: marks)
            #expect(violations.count == marks.count)
            #expect(violations.allSatisfy { $0.hasSuffix("before the log was synced") }, "\(violations.prefix(3))")
        }

        private static func mutant(in folder: TestFolder) throws -> String {
            var program = try Data(contentsOf: URL(filePath: BridgeProcess.executable))
            let (full, off) = (Data("PRAGMA synchronous = FULL".utf8), Data("PRAGMA synchronous = OFF ".utf8))
            let place = try #require(program.firstRange(of: full), "the program says that it syncs")
            program.replaceSubrange(place, with: off)
            try #require(program.firstRange(of: full) == nil, "and says so once")
            let path = folder.file("mutant")
            try program.write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
            return path
        }

        /// Runs a bridge under strace while several senders deliver at once.
        private func traced(_ executable: String) async throws -> (SyncTrace, marks: [String]) {
            try FaultInjection.check()
            let folder = try TestFolder()
            var setup = BridgeProcess.Setup(executable: executable)
            setup.launcher = [
                "/usr/bin/strace", "-f", "-qq", "-y", "-s", "16384", "-o", folder.file("trace"), "-e", "signal=none",
                "-e", "trace=read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,fdatasync,fsync",
            ]
            let bridge = try await BridgeProcess.started(setup, folder: folder)
            let port = try bridge.port
            let sent = try await withThrowingTaskGroup(of: [(mark: String, status: Int)].self) { group in
                for sender in 0..<6 { group.addTask { try await onThread { try deliverSome(sender, port: port) } } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(sent.map(\.status) == Array(repeating: 200, count: 6 * 20))
            #expect(try await bridge.stop() == 0)
            let text = try String(decoding: Data(contentsOf: URL(filePath: folder.file("trace"))), as: UTF8.self)
            return (SyncTrace(text), sent.map(\.mark))
        }

        private func deliverSome(_ sender: Int, port: UInt16) throws -> [(mark: String, status: Int)] {
            let connection = try HTTPConnection(port: port)
            return try (0..<20).map { number in
                let mark = "mark-\(sender)-\(number)-x"
                return (mark, try connection.deliver(TestOccurrence(of: sender % 2, mark).started()).status)
            }
        }
    }

    @Suite("The look at system calls")
    struct SyncTraceTests {
        static let good = """
            7 recvmsg(9<TCP:[1]>, {msg_iov=[{iov_base="POST {\\"uuid\\":\\"mark-1-x\\"}"}]}, 0) = 400
            8 pwrite64(5</t/b.db-wal>, "..mark-1-x..", 4096, 56) = 4096
            8 fdatasync(5</t/b.db-wal> <unfinished ...>
            7 recvmsg(9<TCP:[1]>, 0x7f, 0) = -1 EAGAIN (Resource temporarily unavailable)
            8 <... fdatasync resumed>)         = 0
            7 sendmsg(9<TCP:[1]>, {msg_iov=[{iov_base="HTTP/1.1 200 OK"}]}, MSG_NOSIGNAL) = 90
            """

        @Test("what is right is found right")
        func right() { #expect(SyncTrace(Self.good).violations(marks: ["mark-1-x"]) == []) }

        @Test(
            "each thing that can be wrong is found",
            arguments: [
                (
                    "8 <... fdatasync resumed>)         = 0",
                    "8 <... fdatasync resumed>)         = -1 EIO (Input/output error)",
                    "synced"
                ),
                ("fdatasync(5</t/b.db-wal>", "fdatasync(4</t/b.db>", "synced"),
                ("..mark-1-x..", "..mark-2-x..", "written to the log"),
                ("= 4096", "= -1 EIO (Input/output error)", "written to the log"),
                ("HTTP/1.1 200 OK", "HTTP/1.1 503 X", "not answered 200"),
                ("sendmsg(9", "sendmsg(8", "not answered 200"), ("POST {", "GET {", ""),
            ])
        func wrong(from: String, to: String, finding: String) {
            let found = SyncTrace(Self.good.replacing(from, with: to)).violations(marks: ["mark-1-x"])
            if finding.isEmpty { return #expect(found == []) }
            #expect(found.count == 1 && found.allSatisfy { $0.contains(finding) }, "\(found)")
        }

        @Test("a sync that begins before the write, or returns after the answer, does not count")
        func order() {
            var lines = Self.good.split(separator: "\n").map(String.init)
            lines.swapAt(1, 2)
            #expect(SyncTrace(lines.joined(separator: "\n")).violations(marks: ["mark-1-x"]).count == 1)
            lines = Self.good.split(separator: "\n").map(String.init)
            lines.swapAt(4, 5)
            #expect(SyncTrace(lines.joined(separator: "\n")).violations(marks: ["mark-1-x"]).count == 1)
        }
    }
}
