import Foundation
import Testing

@testable import Compression

@Suite("Gzip")
struct GzipTests {
    @Test("another program reads back what was compressed", arguments: [0, 1, 1000, 200_000])
    func readBack(count: Int) throws {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<count).map { _ in UInt8.random(in: 97...110, using: &random) }
        let compressed = try #require(Gzip.compress(bytes))
        #expect(try unzipped(compressed) == bytes)
        if count > 1000 { #expect(compressed.count < bytes.count) }
    }

    private func unzipped(_ bytes: [UInt8]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/gzip")
        process.arguments = ["-dc"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // Beside, since a pipe holds 64 KiB only.
        let writer = Thread {
            input.fileHandleForWriting.write(Data(bytes))
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        let read = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Array(read)
    }
}
