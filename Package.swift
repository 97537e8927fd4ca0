// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// Targets stand in the order of their arrows: each may import only what stands above it.
let package = Package(
    name: "attendance-bridge",
    products: [
        .executable(name: "attendance-bridge", targets: ["attendance-bridge"]),
        .executable(name: "bridge-bench", targets: ["bridge-bench"]),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CJWT", pkgConfig: "libjwt", providers: [.apt(["libjwt-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CTimex"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "cairo", providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
        .systemLibrary(name: "CQPDF", pkgConfig: "libqpdf", providers: [.apt(["libqpdf-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .target(
            name: "CBeast",
            cxxSettings: [.define("BOOST_ASIO_NO_DEPRECATED"), .define("BOOST_ERROR_CODE_HEADER_ONLY")],
            linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto"), .linkedLibrary("z")]
        ),

        .executableTarget(name: "embed-pages", swiftSettings: settings),
        .plugin(
            name: "EmbedPages", capability: .buildTool(), dependencies: ["embed-pages"], path: "Sources/EmbedPages"),

        .target(name: "Threads", swiftSettings: settings),
        .target(name: "Compression", dependencies: ["CZlib"], swiftSettings: settings),
        .target(name: "HTTPClient", dependencies: ["CCurl", "Threads"], swiftSettings: settings),
        .target(name: "Mail", dependencies: ["CCurl", "Threads"], swiftSettings: settings),
        .target(name: "JSON", swiftSettings: settings),
        .target(name: "CSV", swiftSettings: settings),
        .target(name: "Attendance", swiftSettings: settings),
        .target(
            name: "Crypto", dependencies: ["CArgon2", "CJWT", "COpenSSL", "JSON", "Threads"], swiftSettings: settings),
        .target(
            name: "Pages", dependencies: ["Crypto"], exclude: ["Web"], swiftSettings: settings,
            plugins: ["EmbedPages"]),
        .target(name: "Zoom", dependencies: ["Attendance", "Crypto", "CSV", "JSON"], swiftSettings: settings),
        .target(name: "CourtCard", dependencies: ["Attendance", "Crypto", "JSON"], swiftSettings: settings),
        .target(
            name: "CardForms",
            dependencies: [
                "Attendance", "CPango", "CQPDF", "CQREncode", "CSV", "CourtCard", "Crypto", "JSON", "Threads",
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Store", dependencies: ["Attendance", "CourtCard", "CSQLite", "JSON", "Threads"],
            swiftSettings: settings),
        .target(name: "Live", dependencies: ["Attendance", "JSON"], swiftSettings: settings),
        .target(name: "Server", dependencies: ["CBeast"], swiftSettings: settings),
        .target(
            name: "Bridge",
            dependencies: ["Attendance", "Crypto", "CSV", "JSON", "Zoom", "CourtCard", "Store", "Live"],
            swiftSettings: settings
        ),
        .target(
            name: "API",
            dependencies: [
                "Attendance", "Bridge", "CSV", "CardForms", "Compression", "CourtCard", "Crypto", "JSON", "Live",
                "Pages", "Server", "Zoom",
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "attendance-bridge",
            dependencies: [
                "API", "Attendance", "Bridge", "CTimex", "CardForms", "CourtCard", "Crypto", "HTTPClient", "JSON",
                "Live", "Mail", "Pages", "Server", "Store", "Zoom",
            ],
            swiftSettings: settings
        ),
        .target(name: "DevTools", dependencies: ["JSON"], swiftSettings: settings),
        .executableTarget(
            name: "bridge-bench",
            dependencies: ["Attendance", "Crypto", "DevTools", "JSON", "Server", "Zoom"],
            swiftSettings: settings
        ),

        .target(
            name: "TestSupport", dependencies: ["Attendance", "JSON", "Zoom"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .target(
            name: "ServiceSupport", dependencies: ["Attendance", "Crypto", "JSON", "Server", "Zoom"],
            path: "Tests/ServiceSupport", swiftSettings: settings),
        .testTarget(name: "HTTPClientTests", dependencies: ["HTTPClient", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "MailTests", dependencies: ["Mail", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "CompressionTests", dependencies: ["Compression"], swiftSettings: settings),
        .testTarget(
            name: "PagesTests", dependencies: ["JSON", "Pages"], exclude: ["browser"], swiftSettings: settings),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "AttendanceTests", dependencies: ["Attendance", "JSON", "TestSupport", "Zoom"],
            swiftSettings: settings),
        .testTarget(
            name: "CryptoTests", dependencies: ["COpenSSL", "Crypto", "JSON", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ZoomTests", dependencies: ["Attendance", "Crypto", "HTTPClient", "JSON", "TestSupport", "Zoom"],
            swiftSettings: settings),
        .testTarget(
            name: "CourtCardTests", dependencies: ["Attendance", "CourtCard", "Crypto", "JSON", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "CardFormsTests",
            dependencies: ["Attendance", "CardForms", "CourtCard", "Crypto", "JSON"],
            swiftSettings: settings),
        .testTarget(
            name: "StoreTests", dependencies: ["Attendance", "CSQLite", "CourtCard", "Store", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "LiveTests", dependencies: ["Attendance", "Live", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "ServerTests", dependencies: ["Server", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "BridgeTests",
            dependencies: [
                "Attendance", "Bridge", "CSQLite", "CourtCard", "Crypto", "HTTPClient", "JSON", "Live", "Store",
                "TestSupport", "Zoom",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "APITests",
            dependencies: ["API", "Attendance", "Bridge", "Crypto", "JSON", "Live", "Server", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "BrowserTests",
            dependencies: ["Attendance", "DevTools", "JSON", "ServiceSupport", "TestSupport", "attendance-bridge"],
            exclude: ["checks.js"], swiftSettings: settings),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Attendance", "Bridge", "CSQLite", "CSV", "CardForms", "CourtCard", "Crypto", "HTTPClient", "JSON",
                "Server", "ServiceSupport", "Store", "TestSupport", "Zoom", "attendance-bridge",
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
