internal import Foundation
internal import Glibc
internal import Synchronization

/// A headless Chromium, and the two pipes over which it takes commands and answers (`--remote-debugging-pipe`: texts of
/// JSON, each with a NUL behind it). No port that another could guess, and it ends by itself where its parent is gone.
final class ChromiumProcess: Sendable {
    private let id: pid_t
    private let commands: Int32
    private let folder: String
    private let isOver = Mutex(false)

    /// - Parameter receive: called for each text on a thread of its own, in order; nil is the end.
    init(program: String, receive: @escaping @Sendable ([UInt8]?) -> Void) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "chromium-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let (toRead, toWrite) = try (pipePair(), pipePair())
        id = try start([program] + Self.options(folder: folder), reads: toRead.output, writes: toWrite.input)
        close(toRead.output)
        close(toWrite.input)
        commands = toRead.input
        let (id, answers, folder) = (id, toWrite.output, folder)
        Self.running.withLock { _ = $0.insert(id) }
        _ = Self.endsWithThisProgram
        Thread.detachNewThread {
            forEachText(from: answers, receive)
            // With its main process the whole of it has to go.
            Glibc.kill(-id, SIGKILL)
            while waitpid(id, nil, 0) < 0, errno == EINTR {}
            Self.running.withLock { _ = $0.remove(id) }
            try? FileManager.default.removeItem(atPath: folder)
            receive(nil)
        }
    }

    deinit {
        kill()
        close(commands)
    }

    /// Ends it and all its processes at once.
    func kill() {
        let isFirst = isOver.withLock { over in
            defer { over = true }
            return !over
        }
        if isFirst { Glibc.kill(-id, SIGKILL) }
    }

    /// - Throws: `BrowserTrouble` where it is gone.
    func write(_ text: [UInt8]) throws {
        try isOver.withLock { over in
            var rest = (text + [0])[...]
            while !rest.isEmpty {
                let count = over ? -1 : rest.withUnsafeBytes { Glibc.write(commands, $0.baseAddress, $0.count) }
                if count < 0, !over, errno == EINTR { continue }
                guard count > 0 else { throw BrowserTrouble("Chromium is gone") }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// What would be left behind at the end of the program.
    private static let running = Mutex<Set<pid_t>>([])
    private static let endsWithThisProgram: Void = {
        signal(SIGPIPE, SIG_IGN)
        atexit { for id in ChromiumProcess.running.withLock({ $0 }) { Glibc.kill(-id, SIGKILL) } }
    }()

    /// What makes it quiet, alone and the same every time. No window counts as hidden, so that two may be watched at once.
    private static func options(folder: String) -> [String] {
        [
            "--headless=new", "--remote-debugging-pipe", "--user-data-dir=\(folder)", "--no-sandbox", "--disable-gpu",
            "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--no-proxy-server",
            "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
            "--disable-extensions", "--disable-sync", "--disable-breakpad", "--disable-domain-reliability",
            "--disable-client-side-phishing-detection", "--mute-audio", "--password-store=basic",
            "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
            "--disable-backgrounding-occluded-windows", "--force-color-profile=srgb", "--font-render-hinting=none",
            "--disable-features=Translate,MediaRouter,OptimizationHints,PasswordManagerOnboarding",
            // So that scripts of tests may ask for names as a screen reader is told them.
            "--enable-blink-features=ComputedAccessibilityInfo", "--lang=en-US", "about:blank",
        ]
    }
}

/// Reads until the end; closes the pipe.
private func forEachText(from pipe: Int32, _ receive: ([UInt8]) -> Void) {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(pipe, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
        var rest = buffer[..<count]
        while let end = rest.firstIndex(of: 0) {
            receive(text + rest[..<end])
            text = []
            rest = rest[(end + 1)...]
        }
        text += rest
    }
    close(pipe)
}

/// Both ends far above the numbers at which the browser expects its own, and closed in every other program.
private func pipePair() throws -> (output: Int32, input: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw BrowserTrouble("there is no pipe") }
    let raised = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
    for end in ends { close(end) }
    guard raised.allSatisfy({ $0 >= 10 }) else { throw BrowserTrouble("there is no pipe") }
    return (raised[0], raised[1])
}

/// Starts it in a process group of its own, with no signal blocked and no file open but its own five.
private func start(_ words: [String], reads: Int32, writes: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, reads, 3)
    posix_spawn_file_actions_adddup2(&actions, writes, 4)
    // Closing what is not open is no error (glibc).
    for number in 5..<Int32(512) { posix_spawn_file_actions_addclose(&actions, number) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

    var arguments = words.map { strdup($0) } + [nil]
    let kept = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "TMPDIR"].contains($0.key) }
    var variables = kept.map { strdup("\($0.key)=\($0.value)") } + [strdup("LANG=en_US.UTF-8"), nil]
    defer { for text in arguments + variables { free(text) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, words[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else {
        throw BrowserTrouble("\(words[0]) cannot be started: \(String(cString: strerror(code)))")
    }
    return id
}
