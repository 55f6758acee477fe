package dev.tocsin.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A part of the README, whose files and commands a test takes from there. */
record ReadmeRecipe(String text) {
    private static final Pattern COMMAND = Pattern.compile("^    \\./tocsin ([^#\\n]*)", Pattern.MULTILINE);
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    /** The part between two texts. */
    static ReadmeRecipe between(String start, String end) {
        try {
            var readme = Files.readString(Path.of("../README.md"));
            var from = readme.indexOf(start);
            var to = readme.indexOf(end, from);
            if (from < 0 || to < 0) {
                throw new AssertionError("the README has no part from '%s' to '%s'".formatted(start, end));
            }
            return new ReadmeRecipe(readme.substring(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of the commands, without {@code ./tocsin} and comments. */
    List<List<String>> commands() {
        return COMMAND.matcher(text)
                .results()
                .map(command -> List.of(command.group(1).strip().split(" +")))
                .toList();
    }

    /** The only YAML file. */
    String yaml() {
        var files = YAML.matcher(text).results().map(file -> file.group(1)).toList();
        if (files.size() != 1) {
            throw new AssertionError("the recipe has %d YAML files:\n%s".formatted(files.size(), text));
        }
        return files.get(0);
    }
}
