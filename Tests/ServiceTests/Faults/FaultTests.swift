import Foundation
import ServiceSupport
import Testing

extension Faults {
    @Suite("When nothing can be written")
    struct FaultTests {
        @Test("a full disk")
        func full() async throws {
            let disk = try await SmallDisk(megabytes: 3)
            var setup = BridgeProcess.Setup()
            setup.environment["BRIDGE_DATABASE"] = disk.path + "/bridge.db"
            let bridge = try await BridgeProcess.started(setup)
            var exercise = FaultExercise(bridge, cause: "the disk is full")
            try await exercise.run(begin: { try disk.fill() }, end: { try disk.makeRoom() })
        }

        @Test("another program that locks the database")
        func locked() async throws {
            let bridge = try await BridgeProcess.started()
            let program = try DatabaseFile(bridge.database, isWritable: true)
            var exercise = FaultExercise(bridge, cause: "another program has locked the database")
            try await exercise.run(
                begin: { try program.run("BEGIN EXCLUSIVE") }, end: { try program.run("ROLLBACK") })
        }

        @Test(
            "a disk that fails, and one that turns read-only under the bridge",
            arguments: [
                DiskFault(calls: "fdatasync,fsync", effect: "error=EIO", cause: "the disk failed"),
                DiskFault(calls: "pwrite64", effect: "error=EIO", cause: "the disk failed"),
                DiskFault(calls: "pwrite64", effect: "error=EIO:when=2+2", cause: "the disk failed"),
                DiskFault(calls: "pwrite64", effect: "error=EROFS", cause: "the disk failed"),
                DiskFault(calls: "pwrite64", effect: "error=ENOSPC", cause: "the disk is full"),
            ])
        func failing(fault: DiskFault) async throws {
            let bridge = try await BridgeProcess.started()
            let injection = Held<FaultInjection>()
            var exercise = FaultExercise(bridge, cause: fault.cause)
            try await exercise.run(
                begin: {
                    injection.value = try await FaultInjection(
                        into: try bridge.processID, calls: fault.calls, effect: fault.effect,
                        files: [bridge.database, bridge.database + "-wal"])
                },
                end: { try await injection.value?.end() })
        }

        @Test("one failed sync: its delivery is answered 503, and the next attempt is kept")
        func oneFailedSync() async throws {
            let bridge = try await BridgeProcess.started()
            let occurrence = TestOccurrence(of: 0, "one==")
            let injection = try await FaultInjection(
                into: try bridge.processID, calls: "fdatasync", effect: "error=EIO:when=3",
                files: [bridge.database + "-wal"])
            let connection = try bridge.connect()
            var statuses: [Int] = []
            for body in occurrence.story(participants: 2) {
                statuses.append(try connection.deliver(body).status)
                if statuses.last == 503 { statuses.append(try connection.deliver(body).status) }
            }
            try await injection.end()
            #expect(statuses.count { $0 == 503 } == 1)
            #expect(statuses.count { $0 == 200 } == 6)
            #expect(try bridge.readiness().status == 200)
            await bridge.kill()
            try await bridge.start()
            try DeliveryAudit(roster: TestRoster(), occurrences: [occurrence]).check(
                try DatabaseFile(bridge.database))
        }

        @Test("a database that may not be written: told at the start, and over when it may")
        func readOnly() async throws {
            let folder = try TestFolder()
            var setup = BridgeProcess.Setup()
            // Root may write everything: then the bridge runs as somebody else.
            let isRoot = getuid() == 0
            if isRoot {
                setup.launcher = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
                setup.executable = folder.file("attendance-bridge")
                try FileManager.default.copyItem(atPath: BridgeProcess.executable, toPath: setup.executable)
            }
            let bridge = try await BridgeProcess(setup, folder: folder)
            func change(to mode: Int) throws {
                for file in [bridge.database, bridge.database + "-wal"] {
                    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
                }
            }
            if isRoot {
                let owned = try await runCommand(["chown", "-R", "65534:65534", folder.path], in: folder)
                #expect(owned.status == 0)
            }
            try change(to: 0o400)
            try await bridge.start(untilReady: false)
            let occurrence = TestOccurrence(of: 0, "first==")
            #expect(try bridge.deliver(occurrence.started()).status == 503)
            let readiness = try bridge.readiness()
            #expect(readiness.status == 503)
            #expect(readiness.troubles.contains { $0.contains("cannot be written") }, "\(readiness.troubles)")
            #expect(try bridge.get("/api/participants/p0m0/progress", as: "p0m0").status == 200)
            try change(to: 0o600)
            try await bridge.ready(within: .seconds(10))
            for body in occurrence.story(participants: 2) { #expect(try bridge.deliver(body).status == 200) }
            try DeliveryAudit(roster: TestRoster(), occurrences: [occurrence]).check(
                try DatabaseFile(bridge.database))
            #expect(try await bridge.stop() == 0)
        }
    }
}

struct DiskFault: Sendable, CustomTestStringConvertible {
    let calls: String
    let effect: String
    let cause: String
    var testDescription: String { "\(calls) \(effect)" }
}

/// What one closure makes and another uses.
private final class Held<Value> {
    var value: Value?
}

/// A file system of its own that is soon full.
private final class SmallDisk {
    let path: String
    private let folder: TestFolder

    init(megabytes: Int) async throws {
        folder = try TestFolder()
        path = folder.path
        let mounted = try await runCommand(
            ["mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0700", "tmpfs", path], in: folder)
        guard mounted.status == 0 else {
            throw BridgeTrouble("this test mounts a small tmpfs and may not: run it as root. \(mounted.errors)")
        }
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    func fill() throws {
        let file = open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
        defer { close(file) }
        let zeros = [UInt8](repeating: 0, count: 4096)
        while write(file, zeros, zeros.count) > 0 {}
        guard errno == ENOSPC else { throw BridgeTrouble("the disk could not be filled: \(errno)") }
    }

    func makeRoom() throws { try FileManager.default.removeItem(atPath: path + "/filler") }
}
