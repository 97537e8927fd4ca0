internal import JSON
internal import Pages

extension Configuration {
    /// - Throws: a sentence for the operator where the file of settings is none.
    func pageLibrary() throws(CommandFailure) -> PageLibrary {
        guard let path = pages.settingsFile else { return PageLibrary(folder: pages.folder) }
        let bytes: [UInt8]
        do { bytes = try FileContents(path, maxBytes: 65_536).bytes } catch {
            throw CommandFailure("pages.settingsFile: \(error)")
        }
        guard case .object? = try? JSON.parse(bytes) else {
            throw CommandFailure("pages.settingsFile: \(path) is not a JSON object, such as {\"features\": {}}.")
        }
        return PageLibrary(folder: pages.folder, settings: bytes)
    }
}
