package dev.tocsin.notification.receivers.http;

/** A notification can not be put into words; another attempt would end the same. */
public final class CannotTellException extends RuntimeException {
    public CannotTellException(String message) {
        super(message);
    }
}
