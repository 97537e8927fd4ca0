public import JSON

/// A thing on a page as those who use a screen reader know it.
public struct Element: Sendable {
    public let role: String
    public let name: String
    /// Chromium's number of the node.
    let node: Int64
    let page: Page
}

/// How the name of a thing is given.
public enum ElementName: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    case exactly(String)
    case containing(String)
    case any

    public init(stringLiteral value: String) { self = .exactly(value) }

    func fits(_ name: String) -> Bool {
        switch self {
        case .exactly(let text): name == text
        case .containing(let text): name.contains(text)
        case .any: true
        }
    }

    public var description: String {
        switch self {
        case .exactly(let text): "“\(text)”"
        case .containing(let text): "“…\(text)…”"
        case .any: "any"
        }
    }
}

extension Page {
    /// Everything of a role and name that is there now, in the order of the document.
    /// - Parameter role: of ARIA, such as `button`, `link`, `textbox`, `heading`.
    public func all(_ role: String, _ name: ElementName = .any) async throws -> [Element] {
        let document = try await send("Runtime.evaluate", ["expression": "document"])
        let answer = try await send(
            "Accessibility.queryAXTree",
            ["objectId": document["result"]?["objectId"] ?? .null, "role": .string(role)])
        return (answer["nodes"]?.array ?? []).compactMap { node in
            guard node["ignored"] != true, let id = node["backendDOMNodeId"]?.integer else { return nil }
            let found = node["name"]?["value"]?.string ?? ""
            guard name.fits(found) else { return nil }
            return Element(role: role, name: found, node: id, page: self)
        }
    }

    /// The first of a role and name, waited for.
    public func find(_ role: String, _ name: ElementName, within limit: Duration? = nil) async throws -> Element {
        let deadline = ContinuousClock.now + (limit ?? patience)
        while true {
            do {
                if let found = try await all(role, name).first { return found }
                if ContinuousClock.now > deadline { throw try await nowhere(role, name) }
                try await changed()
            } catch let trouble as BrowserTrouble where ContinuousClock.now < deadline && trouble.isPassing {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// Waits until nothing of a role and name is there.
    public func gone(_ role: String, _ name: ElementName, within limit: Duration? = nil) async throws {
        let deadline = ContinuousClock.now + (limit ?? patience)
        while true {
            do {
                if try await all(role, name).isEmpty { return }
                if ContinuousClock.now > deadline { throw BrowserTrouble("\(role) \(name) is still there") }
                try await changed()
            } catch let trouble as BrowserTrouble where ContinuousClock.now < deadline && trouble.isPassing {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func nowhere(_ role: String, _ name: ElementName) async throws -> NeverSo {
        let there = try await all(role).map { "“\($0.name)”" }.joined(separator: ", ")
        let text = try await evaluate("document.body.innerText.slice(0, 3000)").string ?? ""
        return NeverSo(description: "there is no \(role) \(name), only \(there)\nat \(try await address)\n\(text)")
    }

    /// Returns with the next change of the document, or after a moment.
    private func changed() async throws {
        try await evaluate(
            """
            new Promise((resolve) => {
                const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
                observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
                setTimeout(() => { observer.disconnect(); resolve(); }, 250);
            })
            """)
    }

    /// Where keys go; nil: nowhere in particular.
    public var focused: Element? {
        get async throws {
            let active = try await send("Runtime.evaluate", ["expression": "document.activeElement"])
            guard let object = active["result"]?["objectId"] else { return nil }
            let answer = try await send(
                "Accessibility.getPartialAXTree", ["objectId": object, "fetchRelatives": false])
            guard let node = answer["nodes"]?.array?.first, let id = node["backendDOMNodeId"]?.integer else {
                return nil
            }
            return Element(
                role: node["role"]?["value"]?.string ?? "", name: node["name"]?["value"]?.string ?? "", node: id,
                page: self)
        }
    }
}

extension Element {
    /// Calls a function whose `this` is the element.
    @discardableResult
    public func call(_ function: String, _ values: JSON...) async throws -> JSON {
        let resolved = try await page.send("DOM.resolveNode", ["backendNodeId": .integer(node)])
        let answer = try await page.send(
            "Runtime.callFunctionOn",
            [
                "objectId": resolved["object"]?["objectId"] ?? .null, "functionDeclaration": .string(function),
                "arguments": .array(values.map { ["value": $0] }), "awaitPromise": true, "returnByValue": true,
                "userGesture": true,
            ])
        try Page.check(answer)
        return answer["result"]?["value"] ?? .null
    }

    /// What is written in it, as it is shown.
    public var text: String {
        get async throws { try await call("function() { return this.innerText; }").string ?? "" }
    }

    /// What a field holds.
    public var value: String { get async throws { try await call("function() { return this.value; }").string ?? "" } }

    /// Presses the mouse's button on its middle, once it stands still and nothing lies over it.
    public func click() async throws {
        let place = try await call(Self.place)
        guard let x = place["x"], let y = place["y"], place["isClear"] == true else {
            throw BrowserTrouble("\(role) “\(name)” cannot be clicked: \(place["why"]?.string ?? "")")
        }
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] as [(String, Int64)] {
            try await page.send(
                "Input.dispatchMouseEvent",
                [
                    "type": .string(kind), "x": x, "y": y, "button": kind == "mouseMoved" ? "none" : "left",
                    "buttons": .integer(buttons), "clickCount": kind == "mouseMoved" ? 0 : 1,
                ])
        }
        // What loads above it may push it away just then; another document has never heard of it.
        guard try await page.evaluate("globalThis.isPressed !== false") == true else {
            throw BrowserTrouble("\(role) “\(name)” left the page's place where it was pressed")
        }
    }

    /// Where it can be pressed, after it has come into view and stood still for a frame.
    private static let place = """
        async function() {
            const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
            let answer = {isClear: false, why: 'it never stood still'};
            for (let attempt = 0; attempt < 60; attempt += 1) {
                if (!this.isConnected) return {isClear: false, why: 'it left the page'};
                this.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
                const before = this.getBoundingClientRect();
                await frame();
                const box = [...this.getClientRects()].find((each) => each.width > 0 && each.height > 0);
                const after = this.getBoundingClientRect();
                if (!box || before.x !== after.x || before.y !== after.y) continue;
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                const hit = document.elementFromPoint(x, y);
                const isOurs = hit && (this.contains(hit) || hit.control === this || this.labels?.[0]?.contains(hit));
                if (isOurs) {
                    globalThis.isPressed = false;
                    this.addEventListener('click', () => { globalThis.isPressed = true; }, {capture: true, once: true});
                    return {isClear: true, x, y};
                }
                answer = {isClear: false, why: `at ${x}, ${y} lies ${hit ? hit.outerHTML.slice(0, 200) : 'nothing'}`};
                this.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
            }
            return answer;
        }
        """
}

extension BrowserTrouble {
    /// Of a document that has just gone, or a node of it.
    var isPassing: Bool {
        isOfAPageThatLeft || description.contains("Could not find node") || description.contains("No node")
            || description.contains("Could not find object")
    }
}
