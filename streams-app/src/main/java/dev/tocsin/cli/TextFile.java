package dev.tocsin.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes the text files named on the command line. */
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
            throw new CommandFailedException("cannot read file '%s': %s".formatted(file, e.getMessage()));
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailedException("cannot write file '%s': %s".formatted(file, e.getMessage()));
        }
    }
}
