package dev.tocsin.templates;

import java.util.List;
import java.util.Optional;

/** The parameters of a function or method; {@code rest} is the type of variadic ones. */
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

    /** Go's error message for a wrong number of arguments; empty if the number is right. */
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
