internal import Attendance
internal import Bridge
internal import JSON

extension CardReport {
    /// The document, byte for byte as it was hashed, and beside it what is said of it.
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: document.count + 256)
        json.object {
            $0.member("card") { json in json.raw(document) }
            $0.member("hash", hash)
            $0.member("supersededBy", supersededBy?.rawValue)
        }
        return json.bytes
    }
}
