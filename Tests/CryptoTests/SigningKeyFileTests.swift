import Crypto
import Foundation
import Testing

@Suite("The signing key's file")
final class SigningKeyFileTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "signing-\(UUID().uuidString)")
    var path: String { folder.appending(path: "signing-key.pem").path }
    let key = SigningKey.generate()

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ bytes: [UInt8], mode: Int = 0o600) throws {
        try Data(bytes).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    func expectOneFile(_ key: SigningKey) throws {
        #expect(try SigningKeyFile.load(path).verificationKey == key.verificationKey)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["signing-key.pem"])
    }

    @Test("a new file is its owner's alone, leaves nothing beside it, and is never overwritten")
    func created() throws {
        try SigningKeyFile.create(path, key)
        try expectOneFile(key)
        let error = #expect(throws: SigningKeyFileError.exists(path: path)) {
            try SigningKeyFile.create(path, .generate())
        }
        #expect(error?.description.contains("keys rotate") == true)
        try expectOneFile(key)
    }

    @Test("of many who make a file at once, one does, and the key is theirs")
    func race() async throws {
        let path = path
        let made = await withTaskGroup(of: VerificationKey?.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let key = SigningKey.generate()
                    return (try? SigningKeyFile.create(path, key)).map { key.verificationKey }
                }
            }
            return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(made == [try SigningKeyFile.load(path).verificationKey])
    }

    @Test("another key takes the place of the first, also where the name is a link")
    func replaced() throws {
        try SigningKeyFile.create(path, .generate())
        try SigningKeyFile.replace(path, key)
        try expectOneFile(key)
        let link = folder.path + ".link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        defer { try? FileManager.default.removeItem(atPath: link) }
        let other = SigningKey.generate()
        try SigningKeyFile.replace(link, other)
        try expectOneFile(other)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    }

    @Test("a missing file is told, with what to do")
    func missing() {
        let error = #expect(throws: SigningKeyFileError.missing(path: path)) { try SigningKeyFile.load(path) }
        #expect(error?.description.contains("keys generate") == true)
        #expect(throws: SigningKeyFileError.self) { try SigningKeyFile.create(path + "/deeper", key) }
        #expect(throws: SigningKeyFileError.self) { try SigningKeyFile.replace(path + "/deeper", key) }
    }

    @Test(
        "a file that others may read, write or run is refused", arguments: [0o640, 0o604, 0o620, 0o644, 0o700, 0o4600])
    func wrongMode(_ mode: Int) throws {
        try write(key.pem, mode: mode)
        let error = #expect(throws: SigningKeyFileError.file(.wrongMode(path: path, mode: UInt32(mode)))) {
            try SigningKeyFile.load(path)
        }
        #expect(error?.description.contains("chmod 600") == true)
    }

    @Test("a folder or a pipe is no key file, and nobody waits for one")
    func noFile() throws {
        #expect(throws: SigningKeyFileError.self) { try SigningKeyFile.load(folder.path) }
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: SigningKeyFileError.self) { try SigningKeyFile.load(path) }
    }

    @Test("what is no key is refused, and nothing of it is repeated")
    func wrongContents() throws {
        for text in ["", "secret words", String(repeating: "secret words ", count: 1000)] {
            try write(Array(text.utf8))
            let error = #expect(throws: SigningKeyFileError.wrongContents(path: path)) {
                try SigningKeyFile.load(path)
            }
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test("a key comes through a pipe, in pieces too")
    func pipe() async throws {
        let pipe = Pipe()
        // It may wait for readers, so it is written beside.
        let halves = (Data(key.pem.prefix(50)), Data(key.pem.dropFirst(50)))
        let handle = pipe.fileHandleForWriting
        async let writing: Void = {
            try handle.write(contentsOf: halves.0)
            try handle.write(contentsOf: halves.1)
            try handle.close()
        }()
        let read = try SigningKeyFile.load(descriptor: pipe.fileHandleForReading.fileDescriptor)
        try await writing
        #expect(read.verificationKey == key.verificationKey)
    }

    @Test("a key comes from an open file, unless others may read it")
    func openFile() throws {
        try write(key.pem, mode: 0o400)
        let file = try #require(FileHandle(forReadingAtPath: path))
        defer { try? file.close() }
        #expect(try SigningKeyFile.load(descriptor: file.fileDescriptor).verificationKey == key.verificationKey)
        try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: path)
        let error = SigningKeyFileError.file(
            .wrongMode(path: "descriptor \(file.fileDescriptor)", mode: 0o440))
        #expect(throws: error) { try SigningKeyFile.load(descriptor: file.fileDescriptor) }
        // At its end, there is no key left in it.
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        #expect(throws: SigningKeyFileError.self) { try SigningKeyFile.load(descriptor: file.fileDescriptor) }
        #expect(throws: SigningKeyFileError.self) { try SigningKeyFile.load(descriptor: 9999) }
    }
}
