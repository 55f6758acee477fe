package dev.tocsin.labels;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** 64-bit FNV-1a hash of a label set, as in Prometheus and Alertmanager. Written as 16 hexadecimal digits. */
public record Fingerprint(long bits) implements Comparable<Fingerprint> {
    /** The bits of the empty label set. */
    public static final long EMPTY_HASH = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;
    private static final byte SEPARATOR = (byte) 0xff;

    static Fingerprint of(Labels labels) {
        var hash = new long[] {EMPTY_HASH};
        labels.forEach((name, value) -> {
            hash[0] = add(add(hash[0], name), value);
        });
        return new Fingerprint(hash[0]);
    }

    /** @throws IllegalArgumentException if the text is not hexadecimal */
    public static Fingerprint parse(String hex) {
        try {
            return new Fingerprint(Long.parseUnsignedLong(hex, 16));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("fingerprint '%s' is not hexadecimal".formatted(hex), e);
        }
    }

    @Override
    public int compareTo(Fingerprint other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }

    /**
     * Adds a name or a value, in UTF-8, to the bits of the labels before it: name, value, name and so on, in ascending order
     * of the names.
     */
    public static long add(long hash, byte[] text, int from, int to) {
        var changed = hash;
        for (var i = from; i < to; i++) {
            changed = (changed ^ (text[i] & 0xff)) * PRIME;
        }
        return (changed ^ (SEPARATOR & 0xff)) * PRIME;
    }

    private static long add(long hash, String text) {
        var changed = hash;
        for (var i = 0; i < text.length(); i++) {
            var one = text.charAt(i);
            if (one >= 0x80) {
                var utf8 = text.getBytes(StandardCharsets.UTF_8);
                return add(hash, utf8, 0, utf8.length);
            }
            changed = (changed ^ one) * PRIME;
        }
        return (changed ^ (SEPARATOR & 0xff)) * PRIME;
    }
}
