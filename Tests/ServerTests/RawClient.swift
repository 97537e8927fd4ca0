import Foundation
import Glibc
import Server
import Testing

/// A socket that says exactly the octets it is told to, and hears exactly what comes back.
final class RawClient: Sendable {
    /// What a test waits for at most; a test that waits this long has failed.
    static let patience = 10

    private let descriptor: Int32

    init(_ address: ListenAddress?, receiveBuffer: Int32? = nil) throws {
        let address = try #require(address)
        switch address {
        case .tcp(_, let port):
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            if var size = receiveBuffer {
                setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            }
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            try connect(&name)
        case .unix(let path):
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
            try connect(&name)
        }
        var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
    }

    private func connect<Name>(_ name: inout Name) throws {
        let result = withUnsafeBytes(of: &name) { bytes in
            Glibc.connect(
                descriptor, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        if result != 0 { throw RawError.failed(String(cString: strerror(errno))) }
    }

    enum RawError: Error {
        case failed(String)
        case timedOut(soFar: String)
    }

    func send(_ bytes: some Collection<UInt8>) throws {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { throw RawError.failed(String(cString: strerror(errno))) }
            rest = rest.dropFirst(count)
        }
    }

    func send(_ text: String) throws {
        try send(text.utf8)
    }

    /// Says that nothing more will be said.
    func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The next octets; empty when the server has closed.
    private func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == ECONNRESET { return [] }
        if count < 0 { throw RawError.timedOut(soFar: "") }
        return Array(buffer.prefix(count))
    }

    /// Reads until `done` finds what it looks for in what has come; nil when the server closed before.
    func receive<Found: Sendable>(
        _ done: @escaping @Sendable (inout [UInt8]) -> Found?, keeping rest: Rest
    ) async throws -> Found? {
        try await onThread {
            var bytes = rest.bytes
            defer { rest.bytes = bytes }
            while true {
                if let found = done(&bytes) { return found }
                let more: [UInt8]
                do {
                    more = try self.receive()
                } catch {
                    throw RawError.timedOut(soFar: String(decoding: bytes.prefix(2000), as: UTF8.self))
                }
                if more.isEmpty { return nil }
                bytes += more
            }
        }
    }

    /// What has come but was not asked for yet. Used by one test at a time.
    final class Rest: @unchecked Sendable {
        var bytes: [UInt8] = []
    }

    let rest = Rest()

    /// The next response; nil when the server closed instead.
    func response(toHead: Bool = false) async throws -> RawResponse? {
        try await receive({ RawResponse(takingFrom: &$0, toHead: toHead) }, keeping: rest)
    }

    /// Reads on until the server closes; what came meanwhile.
    func untilClosed() async throws -> [UInt8] {
        _ = try await receive({ _ in nil as Never? }, keeping: rest)
        return rest.bytes
    }

    /// The next WebSocket frame; nil when the server closed instead.
    func frame() async throws -> Frame? {
        try await receive({ Frame(takingFrom: &$0) }, keeping: rest)
    }
}

/// A Unix socket that was bound and then left behind, as by a process that was killed.
struct RawListener {
    init(_ path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafeBytes(of: &name) { bytes in
            bind(descriptor, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        if result != 0 { throw RawClient.RawError.failed(String(cString: strerror(errno))) }
    }
}

/// Runs what blocks on a thread of its own, so that tests never starve each other.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
    }
}
