package dev.tocsin.evaluation.remotewrite;

import java.util.Arrays;

/** The symbols of a request of version 2: the texts that its series refer to by their indices. */
public final class SymbolTable {
    private final byte[] bytes;

    /** For each symbol where it begins and ends. */
    private int[] ranges = new int[64];

    private int size;
    private String[] texts = new String[0];

    private SymbolTable(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Finds the symbols of a request, wherever they are in it.
     *
     * @param version of the request; version 1 has no symbols
     * @throws IllegalArgumentException if the bytes are not a message
     */
    public static SymbolTable read(byte[] request, WriteVersion version, WriteBudget budget) {
        var table = new SymbolTable(request);
        if (version == WriteVersion.V2) {
            for (var message = ProtobufReader.of(request); message.hasNextField(); ) {
                if (message.nextField() == WriteVersion.SYMBOLS) {
                    budget.addSymbol();
                    var length = message.readBytes();
                    table.add(message.position() - length, message.position());
                } else {
                    message.skipField();
                }
            }
        }
        return table;
    }

    private void add(int from, int to) {
        if (2 * size == ranges.length) {
            ranges = Arrays.copyOf(ranges, 4 * size);
        }
        ranges[2 * size] = from;
        ranges[2 * size + 1] = to;
        size++;
    }

    public boolean has(long reference) {
        return reference >= 0 && reference < size;
    }

    /** The index in the request at which a symbol begins. */
    public int from(int reference) {
        return ranges[2 * reference];
    }

    /** The index in the request after a symbol. */
    public int to(int reference) {
        return ranges[2 * reference + 1];
    }

    /** @throws IllegalArgumentException if there is no such symbol, or it is not UTF-8 */
    public String text(long reference) {
        if (!has(reference)) {
            throw new IllegalArgumentException(
                    "symbol %d does not exist: the request has %d symbols".formatted(reference, size));
        }
        if (texts.length == 0) {
            texts = new String[size];
        }
        var index = (int) reference;
        if (texts[index] == null) {
            texts[index] = ProtobufReader.text(bytes, from(index), to(index));
        }
        return texts[index];
    }
}
