package dev.tocsin.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the files that match a glob pattern such as {@code rules/*.yml}. */
final class FileGlob {
    private FileGlob() {}

    /** The matching files in alphabetical order; empty if there are none. */
    static List<Path> find(Path folder, String pattern) {
        var found = List.of(Path.of(pattern).isAbsolute() ? Path.of("/") : folder);
        for (var part : Path.of(pattern)) {
            found = found.stream()
                    .flatMap(path -> children(path, part.toString()).stream())
                    .toList();
        }
        return found.stream().filter(Files::isRegularFile).map(Path::normalize).toList();
    }

    private static List<Path> children(Path folder, String part) {
        if (part.chars().noneMatch(character -> "*?[".indexOf(character) >= 0)) {
            return Files.exists(folder.resolve(part)) ? List.of(folder.resolve(part)) : List.of();
        }
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var matching = Files.newDirectoryStream(folder, part)) {
            var paths = new ArrayList<Path>();
            matching.forEach(paths::add);
            return paths.stream().sorted().toList();
        } catch (IOException | DirectoryIteratorException e) {
            throw new CommandFailedException("cannot read folder '%s': %s".formatted(folder, e.getMessage()));
        }
    }
}
