package dev.tocsin.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes the text files named on the command line. */
final class TextFile {
    private TextFile() {}

    /** Reads a file in UTF-8, or in UTF-16 with a byte order mark, as Go's YAML library does. */
    static String read(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            return (hasUtf16Mark(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new CommandFailedException("there is no file '%s'".formatted(file));
        } catch (CharacterCodingException e) {
            throw new CommandFailedException(
                    "the file '%s' is neither UTF-8 nor UTF-16 with a byte order mark".formatted(file));
        } catch (IOException e) {
            throw new CommandFailedException("cannot read file '%s': %s".formatted(file, e.getMessage()));
        }
    }

    private static boolean hasUtf16Mark(byte[] bytes) {
        return bytes.length >= 2
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
    }

    /** Writes a file, and creates its folder. */
    static void write(Path file, String text) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailedException("cannot write file '%s': %s".formatted(file, e.getMessage()));
        }
    }
}
