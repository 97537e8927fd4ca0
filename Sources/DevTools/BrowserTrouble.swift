/// The browser did not do what it was asked, or a page did not.
public struct BrowserTrouble: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
