package dev.tocsin.templates;

import java.util.List;
import java.util.Optional;

/** Which arguments a function or method takes: so many, and perhaps any number of further ones. */
public record Signature(List<Parameter> fixed, Optional<Parameter> rest) {
    public Signature {
        fixed = List.copyOf(fixed);
    }

    public static Signature of(Parameter... parameters) {
        return new Signature(List.of(parameters), Optional.empty());
    }

    public Signature andAnyNumberOf(Parameter parameter) {
        return new Signature(fixed, Optional.of(parameter));
    }

    /** What is wrong with this number of arguments, or nothing. */
    Optional<String> complaint(String name, int given, boolean piped) {
        var count = given + (piped ? 1 : 0);
        if (rest.isPresent()) {
            return count >= fixed.size()
                    ? Optional.empty()
                    : Optional.of("wrong number of args for %s: want at least %d got %d"
                            .formatted(name, fixed.size(), given));
        }
        return count == fixed.size()
                ? Optional.empty()
                : Optional.of("wrong number of args for %s: want %d got %d".formatted(name, fixed.size(), count));
    }

    Parameter parameter(int index) {
        return index < fixed.size() ? fixed.get(index) : rest.orElseThrow();
    }
}
