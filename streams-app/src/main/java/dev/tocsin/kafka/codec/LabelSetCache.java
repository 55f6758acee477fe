package dev.tocsin.kafka.codec;

import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounded cache of decoded label sets by their encoded bytes. Equal names and values are one string in memory.
 *
 * <p>Two generations: when the newer one is full, it replaces the older one. A label set that is found in the older one
 * moves to the newer one. Used by one thread at a time.
 */
final class LabelSetCache {
    /** Memory of an entry without its characters: label set, array of texts, key, map entry. */
    private static final int ENTRY_BYTES = 200;

    /** Memory of a byte of the key: in the key, and at most two bytes in a string. */
    private static final int BYTES_PER_KEY_BYTE = 3;

    private final long maxBytes;
    private final Key probe = new Key();
    private Generation newer = new Generation();
    private Generation older = new Generation();

    /** @param maxBytes the memory of both generations */
    LabelSetCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    static LabelSetCache ofHeap() {
        return new LabelSetCache(Runtime.getRuntime().maxMemory() / 100 * Limit.DECODED_LABELS.value());
    }

    /** The label set with these bytes; null if it is not cached. */
    Labels get(byte[] bytes, int from, int to) {
        probe.set(bytes, from, to);
        var found = newer.sets.get(probe);
        if (found == null) {
            found = older.sets.get(probe);
            if (found != null) {
                found = add(found);
            }
        }
        return found;
    }

    /** Adds a label set with the bytes of the last {@link #get}. @return an equal label set, which is to be used instead */
    Labels add(Labels labels) {
        if (newer.bytes > maxBytes / 2) {
            older = newer;
            newer = new Generation();
        }
        return newer.add(probe, labels, older);
    }

    int size() {
        return newer.sets.size() + older.sets.size();
    }

    private static final class Generation {
        private final Map<Key, Labels> sets = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();
        private long bytes;

        Labels add(Key probe, Labels labels, Generation before) {
            var shared = labels.withTexts(
                    text -> texts.computeIfAbsent(text, same -> before.texts.getOrDefault(same, same)));
            sets.put(probe.copy(), shared);
            bytes += ENTRY_BYTES + (long) BYTES_PER_KEY_BYTE * (probe.to - probe.from);
            return shared;
        }
    }

    /** A range of bytes. Ordered, so that a map finds one of many with the same hash code quickly. */
    private static final class Key implements Comparable<Key> {
        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long PRIME = 0x9E3779B97F4A7C15L;

        private byte[] bytes = new byte[0];
        private int from;
        private int to;
        private int hash;

        void set(byte[] newBytes, int newFrom, int newTo) {
            bytes = newBytes;
            from = newFrom;
            to = newTo;
            hash = hash(newBytes, newFrom, newTo);
        }

        Key copy() {
            var copy = new Key();
            copy.bytes = Arrays.copyOfRange(bytes, from, to);
            copy.to = to - from;
            copy.hash = hash;
            return copy;
        }

        private static int hash(byte[] bytes, int from, int to) {
            var hash = (to - from) * PRIME;
            var i = from;
            for (; i <= to - Long.BYTES; i += Long.BYTES) {
                hash = (hash ^ (long) LONGS.get(bytes, i)) * PRIME;
                hash ^= hash >>> 32;
            }
            for (; i < to; i++) {
                hash = (hash ^ bytes[i]) * PRIME;
            }
            return (int) (hash ^ hash >>> 32);
        }

        @Override
        public int compareTo(Key other) {
            return Arrays.compare(bytes, from, to, other.bytes, other.from, other.to);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && hash == that.hash
                    && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
