import DevTools
import JSON
import ServiceSupport
import Testing

extension BrowserTests {
    @Suite("How somebody comes in and goes out")
    struct AccountJourneys {
        @Test("a representative signs in with keys alone, and is told what was wrong without typing all anew")
        func keyboard() async throws {
            let court = try await Court()
            try await court.invite(Court.rep)
            try await withPage { page in
                try await page.go("\(court.address)/sign-in?next=/rep")
                _ = try await page.find("button", "Sign in")
                try await page.tab(to: "textbox", .containing("User name"))
                try await page.type(Court.rep)
                try await page.tab(to: "textbox", .containing("Password"))
                try await page.type("not the password")
                try await page.press("Enter")
                try await page.see("The user name or the password is not right.")
                #expect(try await page.find("textbox", .containing("User name")).value == Court.rep)
                try await page.tab(to: "textbox", .containing("Password"))
                try await page.press("a", holding: .control)
                try await page.type(Court.password)
                try await page.press("Enter")
                try await page.wait(until: "location.pathname === '/rep'")
            }
        }

        @Test("an invite sets a password once, and its secret leaves the address bar at once")
        func invite() async throws {
            let court = try await Court()
            let link = try await court.link(for: "P-1")
            try await withPage { page in
                try await page.go(link)
                #expect(try await page.find("textbox", .containing("Your user name")).value == "P-1")
                #expect(try await page.evaluate("location.href + history.length").string?.contains("#") == false)
                // What a password manager goes by.
                #expect(
                    try await page.evaluate("[...document.querySelectorAll('input')].map((each) => each.autocomplete)")
                        == ["username", "new-password"])
                try await page.fill(.containing("New password"), with: "short")
                try await page.click("button", "Set password and sign in")
                try await page.see("Make it longer")
                try await page.fill(.containing("New password"), with: Court.password)
                try await page.press("Enter")
                try await page.wait(until: "location.pathname === '/me'")
            }
            try await withPage { page in
                try await page.go(link)
                _ = try await page.find("heading", "This link does not work any more")
                try await page.click("link", "Sign in")
                try await page.fill(.containing("User name"), with: "P-1")
                try await page.fill(.containing("Password"), with: Court.password)
                try await page.press("Enter")
                try await page.wait(until: "location.pathname === '/me'")
            }
        }

        @Test("a link that a newer one took the place of, half a link and none lead on in plain words")
        func deadLinks() async throws {
            let court = try await Court()
            let old = try await court.link(for: "P-1")
            _ = try await court.link(for: "P-1")
            try await withPage { page in
                try await page.go(old)
                _ = try await page.find("heading", "This link does not work any more")
                try await page.go("about:blank")
                try await page.go(String(old.dropLast(9)))
                _ = try await page.find("heading", "This link does not work any more")
                try await page.go("\(court.address)/invite")
                _ = try await page.find("heading", "Open the link from your invitation")
            }
        }

        @Test("whoever signs out in one tab is signed out in all, and nothing of anybody stays on the screen")
        func signOut() async throws {
            let court = try await Court()
            try await court.invite("P-1")
            let profile = try await SharedBrowser.profile()
            try await withPage(in: profile) { first in
                try await first.signIn(as: "P-1", to: court)
                try await first.go("\(court.address)/me")
                try await first.see("Right now")
                try await withPage(in: profile) { second in
                    try await second.go("\(court.address)/me")
                    try await second.see("Right now")
                    try await second.wait(until: "document.querySelector('.live-words')?.textContent === 'Live'")
                    try await first.click("button", .containing("Signed in as"))
                    try await first.click("menuitem", "Sign out")
                    try await first.wait(until: "location.pathname === '/sign-in'")
                    try await second.wait(until: "!document.body.innerText.includes('Ana Torres')")
                    try await second.wait(until: "!document.body.innerText.includes('Right now')")
                    // What browsers keep of a page that was left must not come back either.
                    try await first.evaluate("history.back()")
                    try await first.wait(until: "location.pathname === '/sign-in' && document.querySelector('h1')")
                }
            }
        }
    }
}
