internal import Synchronization
internal import Threads

/// Hands mails to a server for tasks, one after the other, on a thread of its own.
///
/// Cancelling the task ends its mail within about a second; whether the server has it then is not known.
public actor SMTPClient {
    private let executor = ThreadExecutor()
    private let server: SMTPServer
    private nonisolated let waiting = Atomic<Int>(0)
    private nonisolated let maxWaiting: Int

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter maxWaiting: how many mails may be under way or wait; one more is refused as `busy`.
    public init(_ server: SMTPServer, maxWaiting: Int = 64) {
        self.server = server
        self.maxWaiting = maxWaiting
    }

    deinit { executor.stop() }

    /// Returns once the server has taken the mail over for good.
    public nonisolated func send(_ message: MailMessage) async throws(MailFailure) {
        guard waiting.add(1, ordering: .relaxed).newValue <= maxWaiting else {
            waiting.subtract(1, ordering: .relaxed)
            throw MailFailure(kind: .busy, description: "\(maxWaiting) mails wait already")
        }
        defer { waiting.subtract(1, ordering: .relaxed) }
        let interruption = Interruption()
        try await withTaskCancellationHandler {
            await perform(message, interruption)
        } onCancel: {
            interruption.interrupt()
        }.get()
    }

    private func perform(_ message: MailMessage, _ interruption: Interruption) -> Result<Void, MailFailure> {
        guard !interruption.isInterrupted else {
            return .failure(MailFailure(kind: .cancelled, description: "it was cancelled"))
        }
        let transfer = SMTPTransfer(server: server, message: message)
        return Result { () throws(MailFailure) in try transfer.perform(interruption) }
    }
}
