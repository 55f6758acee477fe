package dev.tocsin.kafka.codec;

/** A series with new samples, encoded as in a record of the samples topic. Immutable. */
public final class EncodedSeries {
    final byte[] bytes;
    private final long hash;

    EncodedSeries(byte[] bytes, long hash) {
        this.bytes = bytes;
        this.hash = hash;
    }

    /** The bits of the fingerprint of the labels. */
    public long hash() {
        return hash;
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }
}
