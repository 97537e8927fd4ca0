/// Finds the deliveries to send.
enum SampleFiles {
    /// Files as they are named; of a folder, and the folders in it, all `.json` files in the order of their names. What a
    /// scenario expects (`expected.json`) is no delivery.
    static func find(_ paths: [String]) throws(FileError) -> [String] {
        var found: [String] = []
        for path in paths {
            guard let names = path == "-" ? nil : try FileContents.folder(path) else {
                found.append(path)
                continue
            }
            let folder = path.hasSuffix("/") ? path : path + "/"
            for name in names where name != "expected.json" {
                let inner = folder + name
                if name.hasSuffix(".json") {
                    found.append(inner)
                } else if try FileContents.folder(inner) != nil {
                    found += try find([inner])
                }
            }
        }
        return found
    }
}

/// A delivery to be sent, and where it came from.
struct Sample: Equatable {
    let path: String
    var body: [UInt8]
}
