/// The parameters of a request's query, decoded when asked for.
public struct Query: Sendable {
    let bytes: ArraySlice<UInt8>

    /// The first value of a parameter; empty if it stands without one, nil if it is not there.
    public subscript(_ name: String) -> String? {
        for pair in pairs where PercentDecoding.query(pair.name) == name {
            return PercentDecoding.query(pair.value)
        }
        return nil
    }

    /// All values of a parameter, in order.
    public func values(of name: String) -> [String] {
        pairs.filter { PercentDecoding.query($0.name) == name }.map { PercentDecoding.query($0.value) }
    }

    /// Every parameter, in order.
    public var all: [(name: String, value: String)] {
        pairs.map { (PercentDecoding.query($0.name), PercentDecoding.query($0.value)) }
    }

    private var pairs: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] {
        bytes.split(separator: UInt8(ascii: "&")).map { pair in
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return (pair, []) }
            return (pair[..<equals], pair[(equals + 1)...])
        }
    }
}
