import Testing

@testable import Bridge

@Suite("Traces")
struct TraceContextTests {
    private static let traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test(
        "a trace goes on in a span of our own, also one of a later version",
        arguments: [
            good, "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like",
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        ])
    func goesOn(traceparent: String) {
        let trace = TraceContext(continuing: [traceparent])
        #expect(trace.traceID == Self.traceID && trace.isSampled)
        #expect(trace.spanID != "00f067aa0ba902b7")
        #expect(trace.traceparent == "00-\(Self.traceID)-\(trace.spanID)-01")
        #expect(TraceContext(continuing: [trace.traceparent]).traceID == Self.traceID)
    }

    @Test(
        "what is not exactly as it must be begins a trace of our own",
        arguments: [
            [], [good, good], [""], ["00"], [good + "-01"], [good + "-"], [" " + good], [good + " "],
            [good.uppercased()], ["ff" + good.dropFirst(2)], ["0" + good], ["zz" + good.dropFirst(2)],
            ["00-00000000000000000000000000000000-00f067aa0ba902b7-01"],
            ["00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"],
            ["00-4bf92f3577b34da6a3ce929d0e0e473-000f067aa0ba902b7-01"], [good.dropLast(2) + "0x"],
            ["00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"], [good.dropLast(3) + ".01"],
            ["cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what"],
            ["00-4bf92f3577b34da6a3ce929d0e0e473é-0f067aa0ba902b7-01"], [String(repeating: "0", count: 55)],
        ] as [[String]])
    func begins(traceparent: [String]) {
        let trace = TraceContext(continuing: traceparent)
        #expect(trace.traceID != Self.traceID && !trace.isSampled)
        #expect(trace.traceID.count == 32 && trace.spanID.count == 16)
        #expect(TraceContext(continuing: [trace.traceparent]).traceID == trace.traceID, "ours is as it must be")
        #expect(TraceContext(continuing: traceparent) != trace, "no two are alike")
    }

    @Test("flags that mean nothing yet are not passed on")
    func flags() {
        #expect(TraceContext(continuing: [Self.good.dropLast(2) + "ff"]).traceparent.hasSuffix("-03"))
        #expect(TraceContext(continuing: [Self.good.dropLast(2) + "f0"]).traceparent.hasSuffix("-00"))
    }
}
