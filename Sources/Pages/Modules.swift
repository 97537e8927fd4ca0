/// Which modules a page needs, so that a browser is told of all of them at once instead of finding one by another.
struct Modules {
    let files: [String: [UInt8]]

    /// Every module that one imports, and those that they import: each once, the deepest first, itself last.
    func needed(by entry: String) -> [String] {
        var order: [String] = []
        var seen: Set<String> = []
        func visit(_ path: String) {
            guard seen.insert(path).inserted, let bytes = files[path] else { return }
            for import_ in Self.imports(of: bytes, at: path) { visit(import_) }
            order.append(path)
        }
        visit(entry)
        return order
    }

    /// What is imported before the module runs; what it may import later is left to it.
    static func imports(of bytes: [UInt8], at path: String) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let line = line.drop { $0 == " " }
            guard line.hasPrefix("import ") || line.hasPrefix("export ") || line.hasPrefix("} from "),
                line.hasPrefix("import '") || line.contains(" from '"),
                let end = line.lastIndex(of: "'"), let start = line[..<end].lastIndex(of: "'")
            else { return nil }
            return resolve(line[line.index(after: start)..<end], against: path)
        }
    }

    /// Nil where it leaves the folder, or is no relative address.
    private static func resolve(_ address: Substring, against path: String) -> String? {
        guard address.hasPrefix("./") || address.hasPrefix("../") else { return nil }
        var parts = path.split(separator: "/").dropLast().map { String($0) }
        for part in address.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}
