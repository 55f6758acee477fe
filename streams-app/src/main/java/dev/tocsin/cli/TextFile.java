package dev.tocsin.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a command was given. */
final class TextFile {
    private TextFile() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailedException("there is no file '%s'".formatted(file));
        } catch (CharacterCodingException e) {
            throw new CommandFailedException("the file '%s' is not UTF-8".formatted(file));
        } catch (IOException e) {
            throw new CommandFailedException("the file '%s' can not be read: %s".formatted(file, e.getMessage()));
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailedException("the file '%s' can not be written: %s".formatted(file, e.getMessage()));
        }
    }
}
