import JSON

extension Setting {
    /// `Config/bridge.example.json`: every setting with its default, in the order of `all`.
    static var example: String {
        var lines: [String] = []
        var group: String?
        for setting in all {
            let parts = setting.key.split(separator: ".").map(String.init)
            let ownGroup = parts.count == 2 ? parts[0] : nil
            if ownGroup != group {
                if group != nil { lines.append("  },") }
                if let ownGroup { lines.append("  \"\(ownGroup)\": {") }
                group = ownGroup
            }
            var writer = JSONWriter()
            writer.value(setting.standard)
            let indent = ownGroup == nil ? "  " : "    "
            lines.append("\(indent)\"\(parts[parts.count - 1])\": \(writer.string),")
        }
        if group != nil { lines.append("  }") }
        // A comma only where something follows in the same group.
        for index in lines.indices.dropLast() where lines[index + 1].hasPrefix("  }") && lines[index].hasSuffix(",") {
            lines[index].removeLast()
        }
        return "{\n" + lines.joined(separator: "\n") + "\n}\n"
    }

    /// For `serve --help`: each setting with its variable, what it does, what is allowed, its default.
    static func listing(width: Int) -> String {
        var text = "Settings, in the configuration file and as environment variables (which win):\n"
        for setting in all {
            var writer = JSONWriter()
            writer.value(setting.standard)
            let isEmpty = setting.standard == .string("") || setting.standard == .array([])
            let standard = isEmpty ? "none" : writer.string
            text += "\n  \(setting.key), \(setting.environmentName)\n"
            let meaning = "\(setting.summary) Must be \(setting.allowed). Default: \(standard)."
            text += wrapped(meaning, width: width - 6).split(separator: "\n").map { "      \($0)\n" }.joined()
        }
        return text
    }
}
