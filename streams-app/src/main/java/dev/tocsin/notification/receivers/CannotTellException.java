package dev.tocsin.notification.receivers;

/** A notification can not be put into words; another attempt would end the same. */
public final class CannotTellException extends RuntimeException {
    CannotTellException(String message) {
        super(message);
    }
}
