internal import Attendance
public import JSON
internal import Store

extension DeliveryReport {
    /// The same in the API and in commands.
    public var json: JSON { .object(members) }

    /// - Parameter body: without the people in it.
    public func json(body: [UInt8]) -> JSON {
        .object(members.merging(["body": .string(String(decoding: body, as: UTF8.self))]) { $1 })
    }

    private var members: [String: JSON] {
        [
            "id": .integer(id), "receivedAt": .string(receivedAt.rfc3339), "sentAt": .string(sentAt.rfc3339),
            "event": event.map { .string($0) } ?? .null,
            "occurrence": occurrence.map { .string($0.rawValue) } ?? .null,
            "understanding": .string(understanding.rawValue), "lateSigned": .bool(isLateSigned),
            "bytes": .integer(Int64(byteCount)), "sha256": digest.map { .string(hexadecimal($0)) } ?? .null,
            "source": .string(source.rawValue), "form": .string(form.rawValue),
        ]
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.reduce(into: "") { text, byte in
            text += byte < 16 ? "0" : ""
            text += String(byte, radix: 16)
        }
    }
}
