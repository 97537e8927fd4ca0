/// What the use cases may know of the request they work for.
public final class RequestContext: Sendable {
    /// The request that the present task works for; nil where it works for none.
    @TaskLocal public static var current: RequestContext?

    public let trace: TraceContext

    public init(trace: TraceContext) { self.trace = trace }
}
