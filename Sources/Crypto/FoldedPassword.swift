/// What is left of a password for whoever guesses: letters of either case are one, and blanks and signs between do not
/// count.
struct FoldedPassword {
    private let text: [Character]
    /// Without the digits that most people add at the end, or at the beginning.
    private let core: ArraySlice<Character>

    init(_ password: String) {
        text = password.lowercased().filter { $0.isLetter || $0.isNumber }.map { $0 }
        var core = text[...]
        while core.last?.isNumber == true { core.removeLast() }
        while core.first?.isNumber == true { core.removeFirst() }
        self.core = core
    }

    /// Whether it is among what is tried first (NIST SP 800-63B §3.1.1.2: commonly used, repetitive, sequential).
    ///
    /// All signs and no letter or digit is left to be: there is no list of such.
    var isGuessable: Bool {
        guard !text.isEmpty else { return false }
        return Self.common.contains(String(text)) || Self.common.contains(String(core)) || isRepeated || isWalk
    }

    /// Whether it is one of `names`, together or in parts, and nothing besides but digits and signs.
    func isMade(of names: [String]) -> Bool {
        names.contains { name in
            let whole = FoldedPassword(name)
            let parts = name.split { !$0.isLetter && !$0.isNumber }.map { FoldedPassword(String($0)) }
            return ([whole] + parts).contains { part in
                !part.text.isEmpty && (part.text == text || (!part.core.isEmpty && part.core == core))
            }
        }
    }

    /// `abcabcabcabc`: one thing too short for a password, said over and over.
    private var isRepeated: Bool {
        (1..<Password.minimumLength).contains { length in
            length * 2 <= text.count && text.indices.dropFirst(length).allSatisfy { text[$0] == text[$0 - length] }
        }
    }

    /// `qwerty123456`: nothing but runs of three and more along the rows of keys or the alphabet, there or back.
    private var isWalk: Bool {
        var start = 0
        while start < text.count {
            let longest = Self.steps.map { run(from: start, $0) }.max() ?? 0
            guard longest >= 3 else { return false }
            start += longest
        }
        return true
    }

    private func run(from start: Int, _ steps: Set<[Character]>) -> Int {
        var end = start + 1
        while end < text.count, steps.contains([text[end - 1], text[end]]) { end += 1 }
        return end - start
    }

    /// Each set holds the pairs of neighbours of one row in one direction; the last one pairs each with itself.
    private static let steps: [Set<[Character]>] = {
        let rows = [
            "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertz", "azerty", "abcdefghijklmnopqrstuvwxyz",
        ]
        .map(Array.init)
        let pairs = rows.flatMap { row in [row, row.reversed()].map { Set(zip($0, $0.dropFirst()).map { [$0, $1] }) } }
        return pairs + [Set(rows.joined().map { [$0, $0] })]
    }()

    /// Words that lists of leaked passwords are full of, alone and with digits around them, what stands on every office's
    /// wall, and patterns of keys that are no rows.
    private static let common: Set<String> = Set(
        """
        password passwords passwort passw0rd pssword pssw0rd p4ssword pa55word mypassword newpassword thisismypassword passwordpassword
        secret topsecret mysecret secretpassword supersecret letmein letmeinnow letmeinplease pleaseletmein opensesame
        welcome welcomehome welcomeback welcometo changeme changemenow pleasechangeme changethis default defaultpassword
        temporary temppassword temppass test testing testtest testpassword tester example guest guestguest user username
        admin administrator adminadmin adminpassword root rootroot superuser sysadmin login loginlogin master masterkey
        access accessgranted computer internet windows microsoft google facebook linkedin iphone samsung android
        qwerty qwertyuiop qwertz qwertyqwerty azerty asdfghjkl zxcvbnm qazwsx qazwsxedc qazwsxedcrfv qazxswedc
        1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq1xsw2 zaq12wsx zaq1zaq1 zaq12wsxcde3 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
        1q2w3e4r5t6y7u q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 1a2b3c4d5e6f a1b2c3d4e5f6 1234qwerasdf qwer1234asdf asdf1234qwer
        iloveyou iloveyousomuch iloveyouforever ilovemyself ilovemyfamily ilovemykids iloveme lovelove loveyou iloveu
        iloveyoubaby iloveyou2 ilovejesus jesuslovesme jesuschrist jesusislord godisgood godislove thankyou thankyougod
        princess sunshine superman spiderman batman batmanbatman starwars pokemon minecraft harrypotter football baseball
        basketball soccer hockey liverpool liverpoolfc manchester manchesterunited chelsea barcelona arsenal juventus
        realmadrid monkey dragon shadow michael jennifer jordan charlie daniel jessica ashley nicole freedom whatever
        trustno1 ninja mustang hello hellohello helloworld hellokitty goodmorning goodluck nothing abcd abcdefg abc
        chocolate butterfly blink182 babygirl family friends forever flower flowers cookie cheese pepper ginger summer
        winter autumn spring january february march april may june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday christmas newyork california texas america australia
        correcthorsebatterystaple correcthorse batterystaple onetwothree onetwothreefour ihateyou fuckyou fuckoff
        idontknow idontremember dontforget iforgot forgotpassword whatismypassword nopassword incorrect
        attendance attendancebridge bridge court courtcard courtrep courtreporter probation probationofficer parole judge
        sober sobriety serenity recovery onedayatatime easydoesit keepcomingback higherpower zoom zoommeeting meeting
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
