package dev.tocsin.notation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">XXH64</a> with seed 0. */
public final class XxHash64 {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private XxHash64() {}

    public static long hash(byte[] bytes) {
        var input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var hash = (bytes.length < STRIPE ? PRIME_5 : stripes(input)) + bytes.length;
        while (input.remaining() >= Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, input.getLong()), 27) * PRIME_1 + PRIME_4;
        }
        if (input.remaining() >= Integer.BYTES) {
            hash = Long.rotateLeft(hash ^ Integer.toUnsignedLong(input.getInt()) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        }
        while (input.hasRemaining()) {
            hash = Long.rotateLeft(hash ^ Byte.toUnsignedLong(input.get()) * PRIME_5, 11) * PRIME_1;
        }
        return avalanche(hash);
    }

    private static long stripes(ByteBuffer input) {
        var lanes = new long[] {PRIME_1 + PRIME_2, PRIME_2, 0, -PRIME_1};
        while (input.remaining() >= STRIPE) {
            for (var i = 0; i < lanes.length; i++) {
                lanes[i] = round(lanes[i], input.getLong());
            }
        }
        var hash = Long.rotateLeft(lanes[0], 1)
                + Long.rotateLeft(lanes[1], 7)
                + Long.rotateLeft(lanes[2], 12)
                + Long.rotateLeft(lanes[3], 18);
        for (var lane : lanes) {
            hash = (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
        }
        return hash;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long avalanche(long last) {
        var hash = (last ^ last >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
