package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Finds phrases in comments, texts and documents that readers must read twice. It finds only some of them; the rules are in
 * docs/DEVELOPMENT.md.
 */
class PlainLanguageTest {
    private static final Path ROOT = Path.of("..");

    /** A comment that begins with a sentence without a subject. */
    private static final Pattern OPENINGS =
            Pattern.compile("(?:/\\*\\*?|//)[\\s*]*(?:What|Who|Whoever|Those who|Of an?|As (?:an?|it))\\b");

    private static final Pattern WORDS =
            Pattern.compile("\\b(?:he|his|can not|anew|lest|but for)\\b", Pattern.CASE_INSENSITIVE);

    @Test
    void commentsBeginWithANounOrAVerb() throws IOException {
        assertThat(findings(sources(), OPENINGS)).isEmpty();
    }

    @Test
    void textsUseNoneOfTheseWords() throws IOException {
        assertThat(findings(sources(), WORDS)).isEmpty();
        assertThat(findings(documents(), WORDS)).isEmpty();
    }

    private static List<String> findings(List<Path> files, Pattern pattern) throws IOException {
        var found = new ArrayList<String>();
        for (var file : files) {
            var text = Files.readString(file);
            var matcher = pattern.matcher(text);
            while (matcher.find()) {
                var line = text.substring(0, matcher.start()).lines().count();
                found.add("%s:%d: %s"
                        .formatted(file, Math.max(1, line), matcher.group().strip()));
            }
        }
        return found;
    }

    private static List<Path> sources() throws IOException {
        var files = new ArrayList<Path>();
        for (var module : List.of("streams-app", "local-stack", "connectors", "bench")) {
            files.addAll(filesBelow(ROOT.resolve(module).resolve("src/main"), ".java"));
        }
        assertThat(files).hasSizeGreaterThan(500);
        return files;
    }

    private static List<Path> documents() throws IOException {
        var files = new ArrayList<>(filesBelow(ROOT.resolve("docs"), ".md"));
        files.addAll(filesBelow(ROOT.resolve("examples"), ".yml"));
        files.addAll(filesBelow(ROOT.resolve("schemas/src/main/avro"), ".avsc"));
        for (var folder : List.of("", "connectors", "docker")) {
            files.add(ROOT.resolve(folder).resolve("README.md"));
        }
        return files;
    }

    private static List<Path> filesBelow(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
