import Attendance
import Glibc

extension Timestamp {
    /// The machine's clock: read in the executable only, everything below is given its time.
    static var systemNow: Timestamp {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Timestamp(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
    }
}
