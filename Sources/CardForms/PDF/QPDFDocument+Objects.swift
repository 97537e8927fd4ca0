internal import CQPDF
internal import Glibc

extension QPDFDocument {
    /// Handles to objects; they end with the document, or when `release`d.
    typealias Object = qpdf_oh

    var root: Object { qpdf_get_root(handle) }

    /// Nil where there is no such key.
    func value(_ key: String, of dictionary: Object) -> Object? {
        let value = qpdf_oh_get_key_if_dict(handle, dictionary, key)
        if qpdf_oh_is_null(handle, value) != 0 {
            release(value)
            return nil
        }
        return value
    }

    func set(_ key: String, of dictionary: Object, to value: Object) {
        qpdf_oh_replace_key(handle, dictionary, key, value)
    }

    func release(_ object: Object) { qpdf_oh_release(handle, object) }

    /// - Parameter source: as PDF writes it, without references.
    func object(_ source: String) -> Object { qpdf_oh_parse(handle, source) }

    func text(_ text: String) -> Object { qpdf_oh_new_unicode_string(handle, text) }

    func indirect(_ object: Object) -> Object { qpdf_make_indirect_object(handle, object) }

    func stream(_ bytes: [UInt8], _ keys: [(String, Object)]) -> Object {
        let stream = qpdf_oh_new_stream(handle)
        qpdf_oh_replace_stream_data(
            handle, stream, bytes, bytes.count, qpdf_oh_new_null(handle), qpdf_oh_new_null(handle))
        let dictionary = qpdf_oh_get_dict(handle, stream)
        for (key, value) in keys { set(key, of: dictionary, to: value) }
        return stream
    }

    func array(_ items: [Object]) -> Object {
        let array = qpdf_oh_new_array(handle)
        for item in items { qpdf_oh_append_item(handle, array, item) }
        return array
    }

    func items(of array: Object) -> [Object] {
        (0..<max(0, qpdf_oh_get_array_n_items(handle, array))).map { qpdf_oh_get_array_item(handle, array, $0) }
    }

    func isArray(_ object: Object) -> Bool { qpdf_oh_is_array(handle, object) != 0 }
    func isDictionary(_ object: Object) -> Bool { qpdf_oh_is_dictionary(handle, object) != 0 }
    func isStream(_ object: Object) -> Bool { qpdf_oh_is_stream(handle, object) != 0 }
    func isString(_ object: Object) -> Bool { qpdf_oh_is_string(handle, object) != 0 }

    func isName(_ object: Object, _ name: String) -> Bool {
        qpdf_oh_is_name_and_equals(handle, object, name) != 0
    }

    func string(_ object: Object) -> String { String(cString: qpdf_oh_get_utf8_value(handle, object)) }

    /// The stream's bytes.
    ///
    /// - Parameter decoded: not as they stand in the file, but what they mean by the stream's filters.
    func data(of stream: Object, decoded: Bool) throws(FormError) -> [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        var count = 0
        var isFiltered: QPDF_BOOL = 0
        _ = qpdf_oh_get_stream_data(
            handle, stream, decoded ? qpdf_dl_generalized : qpdf_dl_none, &isFiltered, &start, &count)
        defer { free(start) }
        try check()
        guard let start else { return [] }
        if decoded, isFiltered == 0 { throw .notPDF("a stream has a filter that is not known") }
        return Array(UnsafeBufferPointer(start: start, count: count))
    }

    /// Writes it all; the file's id is made of its content.
    func written() throws(FormError) -> [UInt8] {
        _ = qpdf_init_write_memory(handle)
        qpdf_set_deterministic_ID(handle, 1)
        qpdf_set_stream_data_mode(handle, qpdf_s_preserve)
        qpdf_set_object_stream_mode(handle, qpdf_o_disable)
        qpdf_set_minimum_pdf_version(handle, "1.7")
        _ = qpdf_write(handle)
        try check()
        guard let start = qpdf_get_buffer(handle) else { throw .notDrawn("the PDF is empty") }
        return Array(UnsafeBufferPointer(start: start, count: qpdf_get_buffer_length(handle)))
    }
}
