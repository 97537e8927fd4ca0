import Foundation
import Testing

/// A program of another author that says what a form really is.
struct Tool {
    let name: String

    /// What it says on standard output. Records an issue where it ends with another code than 0.
    @discardableResult
    func callAsFunction(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        // Both are small enough for a pipe, except for the output.
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(
            process.terminationStatus == 0, "\(name) \(arguments): \(String(decoding: complaint, as: UTF8.self))",
            sourceLocation: sourceLocation)
        return String(decoding: text, as: UTF8.self)
    }
}

/// A folder that goes when it is let go.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "forms-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }

    /// - Returns: the path of the new file.
    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
        return path + "/" + name
    }
}
