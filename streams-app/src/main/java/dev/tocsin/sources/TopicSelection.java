package dev.tocsin.sources;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics of a source: names, or a pattern of whole names.
 *
 * @param names may be topics that do not exist yet
 */
public record TopicSelection(List<String> names, Optional<Pattern> pattern) {
    public TopicSelection {
        names = List.copyOf(names);
    }

    public boolean contains(String topic) {
        return names.contains(topic)
                || pattern.filter(some -> some.matcher(topic).matches()).isPresent();
    }

    /** A regular expression of the whole names of the topics. */
    public String regex() {
        return Stream.concat(
                        names.stream().map(Pattern::quote), pattern.stream().map(some -> "(?:" + some.pattern() + ")"))
                .collect(Collectors.joining("|"));
    }

    /** The names and the pattern, for people. */
    @Override
    public String toString() {
        return Stream.concat(names.stream(), pattern.stream().map(Pattern::pattern))
                .collect(Collectors.joining(", "));
    }
}
