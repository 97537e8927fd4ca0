internal import COpenSSL

/// Randomness fit for secrets.
public enum Random {
    /// - Precondition: `count` is not negative. A system without randomness ends the process: every secret made without it
    ///   could be guessed.
    public static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: 0)
            var done = 0
            while done < count {
                let step = min(count - done, Int(Int32.max))
                guard RAND_bytes(buffer.baseAddress! + done, Int32(step)) == 1 else {
                    preconditionFailure("the system gives no random bytes")
                }
                done += step
            }
            initialized = count
        }
    }

    /// An identifier nobody can guess: 2 lower-case hexadecimal digits for each of `bytes` random bytes.
    public static func identifier(bytes count: Int = 16) -> String { bytes(count).hexadecimal }
}
