package dev.tocsin.kafka;

/** A record is larger than its topic allows. A later attempt fails, too. */
public final class OversizedRecordException extends RuntimeException {
    /** @param bytes size of the value, without key and headers */
    public OversizedRecordException(String topic, int bytes, Throwable cause) {
        super(
                "a record of %,d bytes is larger than topic %s allows; max.message.bytes of the topic is the limit"
                        .formatted(bytes, topic),
                cause);
    }
}
