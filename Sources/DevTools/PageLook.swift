internal import JSON

/// What the reader's device and settings are like.
public struct PageLook: Hashable, Sendable, CustomStringConvertible {
    /// CSS pixels.
    public var width = 1280
    public var height = 800
    public var isDark = false
    /// A BCP 47 tag.
    public var language = "en-US"
    /// IANA.
    public var timeZone = "America/New_York"
    public var wantsLessMotion = false
    public var hasForcedColors = false

    public init(
        width: Int = 1280, height: Int = 800, isDark: Bool = false, language: String = "en-US",
        timeZone: String = "America/New_York", wantsLessMotion: Bool = false, hasForcedColors: Bool = false
    ) {
        self.width = width
        self.height = height
        self.isDark = isDark
        self.language = language
        self.timeZone = timeZone
        self.wantsLessMotion = wantsLessMotion
        self.hasForcedColors = hasForcedColors
    }

    public var description: String { "\(width)x\(height)-\(isDark ? "dark" : "light")-\(language)" }
}

extension Page {
    /// Shows what comes as another device would.
    public func look(_ look: PageLook) async throws {
        try await send(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .integer(Int64(look.width)), "height": .integer(Int64(look.height)), "deviceScaleFactor": 1,
                "mobile": .bool(look.width < 600),
            ])
        try await send(
            "Emulation.setEmulatedMedia",
            [
                "features": [
                    ["name": "prefers-color-scheme", "value": look.isDark ? "dark" : "light"],
                    ["name": "prefers-reduced-motion", "value": look.wantsLessMotion ? "reduce" : "no-preference"],
                    ["name": "forced-colors", "value": look.hasForcedColors ? "active" : "none"],
                ]
            ])
        let agent = try await evaluate("navigator.userAgent").string ?? ""
        try await send(
            "Emulation.setUserAgentOverride",
            ["userAgent": .string(agent), "acceptLanguage": .string(look.language)])
        // One process may hold several pages, and only one of them may say so.
        _ = try? await send("Emulation.setLocaleOverride", ["locale": .string(look.language)])
        _ = try? await send("Emulation.setTimezoneOverride", ["timezoneId": .string(look.timeZone)])
    }
}
