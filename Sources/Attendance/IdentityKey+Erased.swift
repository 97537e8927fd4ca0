/// What stands where a participant was named who was erased.
///
/// It has the form of a keyed hash, so that equal names stay equal where they were told together, and everything that
/// passes hashes on passes it on. But no key gives it: nobody is found by it, and no name can be tried out on it.
extension IdentityKey {
    private static let erasedPrefix = "sealed:0000000000000000"

    /// - Parameter digits: 16 of hexadecimal, in lower case.
    public static func erased(_ digits: some StringProtocol) -> String { erasedPrefix + digits }

    public static func isErased(_ raw: String) -> Bool { raw.hasPrefix(erasedPrefix) && isSealed(raw) }
}

extension ObservedIdentity {
    /// Whether it is what is left of somebody who was erased: nobody's now, and not to be given to anybody.
    public var isErased: Bool { displayName.map { IdentityKey.isErased($0) } ?? false }
}
