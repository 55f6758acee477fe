package dev.tocsin.config.alertmanager;

import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of templates that a configuration names, as they stand beside it. */
public final class TemplateFiles {
    private TemplateFiles() {}

    /**
     * The texts of the files, each by its path as the configuration's pattern spells it; none if the text is no
     * configuration.
     *
     * @param folder that of the configuration, from which its patterns count
     * @throws UncheckedIOException if one can not be read
     */
    public static Map<String, String> load(Path folder, String text) {
        var found = new TreeMap<String, String>();
        try {
            var root = YamlMap.read("", text, new ProblemCollector());
            for (var pattern : root.get("templates").map(YamlValue::texts).orElse(List.of())) {
                paths(folder, pattern).forEach(path -> found.put(path, read(folder.resolve(path))));
            }
        } catch (IllegalArgumentException | ConfigException toldWhenItIsRead) {
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

    // A path begins with one slash too many, so that an absolute one is no special case.
    private static List<String> expand(Path folder, String path, GlobPattern segment) {
        if (!segment.hasMeta()) {
            return List.of(path + "/" + segment);
        }
        var here = folder.resolve(path.isEmpty() ? "" : path.substring(1));
        try (Stream<Path> files = Files.isDirectory(here) ? Files.list(here) : Stream.empty()) {
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
        } catch (IOException e) {
            throw new UncheckedIOException("%s can not be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
