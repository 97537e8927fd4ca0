import Crypto
import Foundation
import Testing

@Suite("The key file")
final class VaultFileTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vault-\(UUID().uuidString)")
    var path: String { folder.appending(path: "master.key").path }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    static let digits = String(repeating: "0123456789abcdef", count: 4)

    @Test("a new file holds a new key, is its owner's alone, leaves nothing beside it, and is read again later")
    func created() throws {
        let vault = try VaultFile.load(path, createIfMissing: true)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.wholeMatch(of: /[0-9a-f]{64}\n/) != nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["master.key"])
        for mayCreate in [true, false] {
            #expect(try VaultFile.load(path, createIfMissing: mayCreate).fingerprint == vault.fingerprint)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        let other = try VaultFile.load(path + "2", createIfMissing: true)
        #expect(other.fingerprint != vault.fingerprint)
    }

    @Test("who starts at the same time gets the same key")
    func race() async throws {
        let path = path
        let prints = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try VaultFile.load(path, createIfMissing: true).fingerprint } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(prints.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["master.key"])
    }

    @Test("a missing file is not made unless that is asked for, nor where there is no folder for it")
    func missing() {
        #expect(throws: VaultFileError.missing(path: path)) { try VaultFile.load(path, createIfMissing: false) }
        #expect(!FileManager.default.fileExists(atPath: path))
        let nowhere = path + "/deeper"
        #expect(throws: VaultFileError.self) { try VaultFile.load(nowhere, createIfMissing: true) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("64 digits of either case are a key, with or without a line end", arguments: ["", "\n", "\r\n"])
    func contents(_ end: String) throws {
        let expected = try #require(
            Vault(masterKey: (0..<4).flatMap { _ in [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF] }))
        try write(Self.digits + end)
        #expect(try VaultFile.load(path, createIfMissing: false).fingerprint == expected.fingerprint)
        try write(Self.digits.uppercased() + end, mode: 0o400)
        #expect(try VaultFile.load(path, createIfMissing: false).fingerprint == expected.fingerprint)
    }

    @Test(
        "anything else is refused and left as it is, without repeating it",
        arguments: [
            "", "\n", "secret", digits.dropLast() + "", digits + "0", digits + "\n\n\n\n", digits.dropLast() + "g",
            digits.dropLast(2) + "é", digits + "\n" + digits,
        ])
    func wrongContents(_ text: String) throws {
        try write(text)
        let error = #expect(throws: VaultFileError.wrongContents(path: path)) {
            try VaultFile.load(path, createIfMissing: true)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(error.map { !$0.description.contains("0123") } == true)
    }

    @Test(
        "a file that others may read or write is refused",
        arguments: [0o640, 0o604, 0o620, 0o602, 0o644, 0o700, 0o4600])
    func wrongMode(_ mode: Int) throws {
        try write(Self.digits, mode: mode)
        let error = #expect(throws: VaultFileError.file(.wrongMode(path: path, mode: UInt32(mode)))) {
            try VaultFile.load(path, createIfMissing: false)
        }
        #expect(error?.description.contains("chmod 600") == true)
        #expect(error?.description.contains(String(mode, radix: 8)) == true)
    }

    @Test("a folder or a pipe is no key file, and nobody waits for one")
    func noFile() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(throws: VaultFileError.self) { try VaultFile.load(path, createIfMissing: true) }
        #expect(mkfifo(path + "2", 0o600) == 0)
        #expect(throws: VaultFileError.self) { try VaultFile.load(path + "2", createIfMissing: true) }
    }

    @Test("a link to a key is followed; a link to nothing makes none")
    func links() throws {
        try write(Self.digits)
        let link = path + "2"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        let vault = try VaultFile.load(link, createIfMissing: false)
        #expect(vault.fingerprint == (try VaultFile.load(path, createIfMissing: false)).fingerprint)
        try FileManager.default.createSymbolicLink(atPath: path + "3", withDestinationPath: path + "4")
        #expect(throws: VaultFileError.missing(path: path + "3")) {
            try VaultFile.load(path + "3", createIfMissing: true)
        }
    }
}
