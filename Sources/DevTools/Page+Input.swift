internal import JSON

extension Page {
    /// Finds a thing by role and name and clicks it; again where the page drew it anew meanwhile.
    public func click(_ role: String, _ name: ElementName, within limit: Duration? = nil) async throws {
        let deadline = ContinuousClock.now + (limit ?? patience)
        while true {
            do {
                return try await find(role, name, within: limit).click()
            } catch let trouble as BrowserTrouble where ContinuousClock.now < deadline {
                if !trouble.isPassing && !trouble.description.contains("left the page") { throw trouble }
            }
        }
    }

    /// Puts text in the place of what a field holds, key by key.
    public func fill(_ name: ElementName, role: String = "textbox", with text: String) async throws {
        try await click(role, name)
        try await press("a", holding: .control)
        try await press("Backspace")
        try await type(text)
    }

    /// Presses the keys of a text, for whatever has the focus.
    public func type(_ text: String) async throws {
        for letter in text {
            if letter.isASCII, letter != "\n" {
                try await press(String(letter))
            } else {
                try await send("Input.insertText", ["text": .string(String(letter))])
            }
        }
    }

    public struct Modifiers: OptionSet, Sendable {
        public let rawValue: Int64
        public init(rawValue: Int64) { self.rawValue = rawValue }
        /// As Chromium counts them.
        public static let alt = Modifiers(rawValue: 1)
        public static let control = Modifiers(rawValue: 2)
        public static let shift = Modifiers(rawValue: 8)
    }

    /// Presses a key and lets it go.
    /// - Parameter key: a letter, or a name such as `Tab`, `Enter`, `Escape`, `ArrowDown` (W3C, UI Events KeyboardEvent key
    ///   Values).
    public func press(_ key: String, holding modifiers: Modifiers = []) async throws {
        var details: [String: JSON] = ["modifiers": .integer(modifiers.rawValue)]
        let known = Self.keys[key]
        details["key"] = .string(known?.key ?? key)
        details["code"] = .string(known?.code ?? Self.code(of: key))
        details["windowsVirtualKeyCode"] = .integer(known?.number ?? Self.number(of: key))
        let text = known.map(\.text) ?? key
        if let text, modifiers.isDisjoint(with: [.control, .alt]) { details["text"] = .string(text) }
        if key == "a", modifiers == .control { details["commands"] = ["selectAll"] }
        details["type"] = details["text"] == nil ? "rawKeyDown" : "keyDown"
        try await send("Input.dispatchKeyEvent", .object(details))
        details["type"] = "keyUp"
        details["text"] = nil
        details["commands"] = nil
        try await send("Input.dispatchKeyEvent", .object(details))
    }

    /// Presses Tab until something has the focus.
    /// - Returns: what had it on the way, the last included.
    @discardableResult
    public func tab(to role: String, _ name: ElementName, back: Bool = false) async throws -> [Element] {
        var way: [Element] = []
        while way.count < 200 {
            try await press("Tab", holding: back ? .shift : [])
            guard let element = try await focused else { continue }
            way.append(element)
            if element.role == role, name.fits(element.name) { return way }
        }
        let seen = way.prefix(40).map { "\($0.role) “\($0.name)”" }.joined(separator: ", ")
        throw NeverSo(description: "Tab never came to \(role) \(name); it came to \(seen)")
    }

    /// Windows counts letters and digits as ASCII does, and nothing else: 39 is no apostrophe, but an arrow.
    private static func number(of key: String) -> Int64 {
        guard let letter = key.first, letter.isASCII, letter.isLetter || letter.isNumber else { return 0 }
        return Int64(letter.uppercased().utf8.first ?? 0)
    }

    private static func code(of key: String) -> String {
        guard let letter = key.first else { return "" }
        return letter.isNumber ? "Digit\(letter)" : letter.isLetter ? "Key\(letter.uppercased())" : ""
    }

    private static let keys: [String: (key: String, code: String, number: Int64, text: String?)] = [
        "Tab": ("Tab", "Tab", 9, nil), "Enter": ("Enter", "Enter", 13, "\r"), " ": (" ", "Space", 32, " "),
        "Space": (" ", "Space", 32, " "), "Escape": ("Escape", "Escape", 27, nil),
        "Backspace": ("Backspace", "Backspace", 8, nil), "Delete": ("Delete", "Delete", 46, nil),
        "ArrowLeft": ("ArrowLeft", "ArrowLeft", 37, nil), "ArrowUp": ("ArrowUp", "ArrowUp", 38, nil),
        "ArrowRight": ("ArrowRight", "ArrowRight", 39, nil), "ArrowDown": ("ArrowDown", "ArrowDown", 40, nil),
        "Home": ("Home", "Home", 36, nil), "End": ("End", "End", 35, nil),
        "PageUp": ("PageUp", "PageUp", 33, nil), "PageDown": ("PageDown", "PageDown", 34, nil),
    ]
}
