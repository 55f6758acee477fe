package dev.tocsin.notification.receivers.http;

/** A notification can not be put into words; another attempt would end the same. */
public final class PermanentDeliveryException extends RuntimeException {
    public PermanentDeliveryException(String message) {
        super(message);
    }
}
