/// The file that holds the master key: 64 hexadecimal digits, readable by its owner alone.
///
/// Whoever has the file and the database reads what is sealed; without the file nobody ever will again. So it is kept apart
/// from the database's backups, and never overwritten here.
public enum VaultFile {
    /// - Parameter createIfMissing: makes a new key where there is no file. Only for a database that has nothing sealed.
    public static func load(_ path: String, createIfMissing: Bool) throws(VaultFileError) -> Vault {
        if let digits = try read(path) { return try vault(digits, path) }
        guard createIfMissing else { throw .missing(path: path) }
        try create(path)
        // Read back rather than remembered: another process may have been first.
        guard let digits = try read(path) else { throw .missing(path: path) }
        return try vault(digits, path)
    }

    private static func vault(_ text: [UInt8], _ path: String) throws(VaultFileError) -> Vault {
        var digits = text[...]
        if digits.last == UInt8(ascii: "\n") { digits.removeLast() }
        if digits.last == UInt8(ascii: "\r") { digits.removeLast() }
        guard let key = Digest(hex: String(decoding: digits, as: UTF8.self)), let vault = Vault(masterKey: key.bytes)
        else { throw .wrongContents(path: path) }
        return vault
    }

    private static func read(_ path: String) throws(VaultFileError) -> [UInt8]? {
        // One more than a key and its line end: anything longer is no key.
        do { return try PrivateFile.read(path, limit: 2 * Digest.byteCount + 3) } catch { throw .file(error) }
    }

    private static func create(_ path: String) throws(VaultFileError) {
        let line = Array((Random.identifier(bytes: Digest.byteCount) + "\n").utf8)
        do { _ = try PrivateFile.create(path, line) } catch { throw .file(error) }
    }
}
