package dev.tocsin.sources;

/** A record that its format cannot decode. The message says what is wrong, and what to do. */
public final class UndecodableRecordException extends Exception {
    private static final long serialVersionUID = 1;

    public UndecodableRecordException(String message) {
        super(message);
    }

    public UndecodableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
