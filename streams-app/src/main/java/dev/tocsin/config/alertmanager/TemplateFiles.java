package dev.tocsin.config.alertmanager;

import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Loads the template files of a configuration. */
public final class TemplateFiles {
    private TemplateFiles() {}

    /**
     * The contents of the files by path. Paths are relative if their pattern is relative. Empty if the text is not valid
     * YAML.
     *
     * @param folder of the configuration, to which patterns are relative
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Map<String, String> load(Path folder, String text) {
        var found = new TreeMap<String, String>();
        try {
            var root = YamlMap.read("", text, new ProblemCollector());
            for (var pattern : root.get("templates").map(YamlValue::texts).orElse(List.of())) {
                paths(folder, pattern).forEach(path -> found.put(path, read(folder.resolve(path))));
            }
        } catch (IllegalArgumentException | ConfigException reportedByTheReader) {
            return found;
        }
        return found;
    }

    private static List<String> paths(Path folder, String pattern) {
        var found = List.of("");
        for (var segment : GlobPattern.parse(pattern).segments()) {
            found = found.stream()
                    .flatMap(path -> expand(folder, path, segment).stream())
                    .toList();
        }
        return found.stream()
                .map(path -> path.substring(1))
                .filter(path -> Files.isRegularFile(folder.resolve(path)))
                .toList();
    }

    // Paths have an extra slash at the beginning, so that absolute paths need no special case.
    private static List<String> expand(Path folder, String path, GlobPattern segment) {
        if (!segment.hasMeta()) {
            return List.of(path + "/" + segment);
        }
        var current = folder.resolve(path.isEmpty() ? "" : path.substring(1));
        try (Stream<Path> files = Files.isDirectory(current) ? Files.list(current) : Stream.empty()) {
            return files.map(file -> file.getFileName().toString())
                    .filter(segment::matches)
                    .sorted()
                    .map(name -> path + "/" + name)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UncheckedIOException("%s cannot be read: it is not UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
