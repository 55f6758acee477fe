package dev.tocsin.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** An invalid document. The message lists every problem, one a line. */
public final class ConfigException extends RuntimeException {
    private final transient List<Problem> problems;

    ConfigException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        var lines = problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining());
        return "%d problem%s must be fixed:%s".formatted(problems.size(), problems.size() == 1 ? "" : "s", lines);
    }
}
