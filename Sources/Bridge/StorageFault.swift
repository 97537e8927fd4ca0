public import Store

/// An error that may come from the disk or from another process, and go away by itself.
public protocol StorageFault: Error {
    var isFaultOfStorage: Bool { get }
}

extension StoreError: StorageFault {}
