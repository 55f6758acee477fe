package dev.tocsin.notification.receivers.http;

/** A notification cannot be rendered or sent. A retry would fail in the same way. */
public final class PermanentDeliveryException extends RuntimeException {
    public PermanentDeliveryException(String message) {
        super(message);
    }
}
