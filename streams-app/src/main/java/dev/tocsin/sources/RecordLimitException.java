package dev.tocsin.sources;

/** A record that is beyond a limit, so that no further part of it is decoded. */
public final class RecordLimitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    RecordLimitException(String message) {
        super(message);
    }
}
