package dev.tocsin.kafka;

import java.util.List;

/** Topics exist in a form that breaks a promise; each problem says which, what is wrong and what to do. */
public final class MisconfiguredTopicsException extends RuntimeException {
    private final transient List<String> problems;

    MisconfiguredTopicsException(List<String> problems) {
        super("%d problem(s) with topics must be mended:\n  %s"
                .formatted(problems.size(), String.join("\n  ", problems)));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
