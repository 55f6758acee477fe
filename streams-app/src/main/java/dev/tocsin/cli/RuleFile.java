package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.yaml.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A Prometheus rule file.
 *
 * @param namespace the default namespace of the groups: the file name without its extension, with the path below the
 *     folder that was named on the command line, if there is one
 */
record RuleFile(Path path, String namespace) {
    static final String PATHS_DESCRIPTION =
            "a Prometheus rule file, PrometheusRule objects of Kubernetes, or a folder with files *.yml, *.yaml and *.rules";

    private static final List<String> EXTENSIONS = List.of(".yml", ".yaml", ".rules");

    /** Finds the rule files of the command line. A folder stands for all rule files below it, in alphabetical order. */
    static List<RuleFile> find(List<Path> paths) {
        return paths.stream().flatMap(RuleFile::find).toList();
    }

    private static Stream<RuleFile> find(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(new RuleFile(path, withoutExtension(path.getFileName())));
        }
        try (var all = Files.walk(path)) {
            var files = all.filter(file -> isRuleFile(path.relativize(file)) && Files.isRegularFile(file))
                    .sorted()
                    .map(file -> new RuleFile(file, withoutExtension(path.relativize(file))))
                    .toList();
            if (files.isEmpty()) {
                throw new CommandFailedException(
                        "folder '%s' contains no rule file (%s)".formatted(path, String.join(", ", EXTENSIONS)));
            }
            return files.stream();
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailedException("cannot read folder '%s': %s".formatted(path, e.getMessage()));
        }
    }

    // Kubernetes mounts a ConfigMap with hidden folders that hold the same files.
    private static boolean isRuleFile(Path relative) {
        for (var part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return EXTENSIONS.stream().anyMatch(relative.toString()::endsWith);
    }

    private static String withoutExtension(Path relative) {
        var name = relative.toString().replace('\\', '/');
        var dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }

    /** @throws dev.tocsin.yaml.ConfigException with all errors in it */
    List<RuleGroup> read(String groupNamespace, Defaults defaults, UnknownKeys unknownKeys) {
        return RuleFileReader.read(path.toString(), TextFile.read(path), groupNamespace, defaults, unknownKeys);
    }

    /**
     * Reads the groups of several files. Problems are added to a list.
     *
     * @param namespace of the groups of a file
     */
    static List<RuleGroup> readAll(
            List<RuleFile> files,
            Function<RuleFile, String> namespace,
            Defaults defaults,
            UnknownKeys unknownKeys,
            List<String> problems) {
        var groups = new LinkedHashMap<String, RuleGroup>();
        for (var file : files) {
            try {
                for (var group : file.read(namespace.apply(file), defaults, unknownKeys)) {
                    if (groups.putIfAbsent(group.key(), group) != null) {
                        problems.add("%s: group %s is also in another of the files: define each group in one file"
                                .formatted(file.path(), group.key()));
                    }
                }
            } catch (ConfigException | CommandFailedException e) {
                problems.add(e.getMessage());
            }
        }
        return List.copyOf(groups.values());
    }
}
