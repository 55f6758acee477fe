package dev.tocsin.http.webconfig;

import dev.tocsin.limits.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the files of one web configuration and remembers their contents, so that a change can be detected. */
final class FileSource {
    private final Path main;
    private final Map<Path, String> contents = new LinkedHashMap<>();

    FileSource(Path main) {
        this.main = main;
    }

    Path main() {
        return main;
    }

    /**
     * Reads a file. A relative name counts from the folder of the web configuration.
     *
     * @throws IllegalArgumentException with the name and the reason
     */
    String read(String name) {
        var path = name.equals(main.toString()) ? main : resolve(name);
        contents.put(path, "");
        try {
            var text = text(path);
            contents.put(path, text);
            return text;
        } catch (IOException e) {
            throw new IllegalArgumentException("open %s: %s".formatted(path, reason(e)), e);
        }
    }

    Path resolve(String name) {
        return main.toAbsolutePath().resolveSibling(name);
    }

    /** Returns whether a file that was read has other contents now. */
    boolean changed() {
        return contents.entrySet().stream().anyMatch(entry -> !entry.getValue().equals(textOrEmpty(entry.getKey())));
    }

    private static String textOrEmpty(Path path) {
        try {
            return text(path);
        } catch (IOException e) {
            return "";
        }
    }

    private static String text(Path path) throws IOException {
        try (var input = Files.newInputStream(path)) {
            var bytes = input.readNBytes(Limit.WEB_CONFIG_FILE.intValue() + 1);
            if (bytes.length > Limit.WEB_CONFIG_FILE.intValue()) {
                throw new IOException("it has more than %d bytes".formatted(Limit.WEB_CONFIG_FILE.intValue()));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such file or directory" : String.valueOf(e.getMessage());
    }
}
