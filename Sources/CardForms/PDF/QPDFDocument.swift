internal import CQPDF

/// A PDF in memory whose objects can be read and changed.
final class QPDFDocument {
    let handle: qpdf_data
    // qpdf reads from it for as long as it lives.
    private let bytes: UnsafeMutableBufferPointer<CChar>

    /// Reads it as it is: what is damaged is refused, never mended.
    init(_ pdf: [UInt8]) throws(FormError) {
        guard let handle = qpdf_init() else { throw .notPDF("there is no memory") }
        self.handle = handle
        bytes = .allocate(capacity: max(1, pdf.count))
        for (index, byte) in pdf.enumerated() { bytes[index] = CChar(bitPattern: byte) }
        qpdf_silence_errors(handle)
        qpdf_set_suppress_warnings(handle, 1)
        qpdf_set_attempt_recovery(handle, 0)
        _ = qpdf_read_memory(handle, "card", bytes.baseAddress, UInt64(pdf.count), nil)
        try check()
    }

    deinit {
        var handle: qpdf_data? = handle
        qpdf_cleanup(&handle)
        bytes.deallocate()
    }

    /// Throws what has gone wrong since the last time it was asked. A warning is an error here.
    func check() throws(FormError) {
        if qpdf_has_error(handle) != 0, let error = qpdf_get_error(handle) {
            throw .notPDF(String(cString: qpdf_get_error_message_detail(handle, error)))
        }
        if qpdf_more_warnings(handle) != 0, let warning = qpdf_next_warning(handle) {
            throw .notPDF(String(cString: qpdf_get_error_message_detail(handle, warning)))
        }
    }
}
