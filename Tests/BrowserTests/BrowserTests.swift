import Testing

/// One after the other: they share a browser, and the machine's few cores.
@Suite("In a browser", .serialized, .timeLimit(.minutes(5)))
struct BrowserTests {}
