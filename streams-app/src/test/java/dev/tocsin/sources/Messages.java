package dev.tocsin.sources;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Messages written field by field with protobuf's own writer. */
public final class Messages {
    private Messages() {}

    /** A field that is written. */
    private interface Field {
        void write(CodedOutputStream output) throws IOException;
    }

    public static byte[] bytes(int field, byte[] content) {
        return written(output -> output.writeByteArray(field, content));
    }

    public static byte[] text(int field, String content) {
        return written(output -> output.writeString(field, content));
    }

    public static byte[] number(int field, long content) {
        return written(output -> output.writeInt64(field, content));
    }

    public static byte[] signed(int field, long content) {
        return written(output -> output.writeSInt64(field, content));
    }

    public static byte[] decimal(int field, double content) {
        return written(output -> output.writeDouble(field, content));
    }

    /** A repeated field of varints, packed. */
    public static byte[] packed(int field, long... numbers) {
        var content = written(output -> {
            for (var number : numbers) {
                output.writeUInt64NoTag(number);
            }
        });
        return bytes(field, content);
    }

    public static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] written(Field field) {
        try {
            var bytes = new ByteArrayOutputStream();
            var output = CodedOutputStream.newInstance(bytes);
            field.write(output);
            output.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
