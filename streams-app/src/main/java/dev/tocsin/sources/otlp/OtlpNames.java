package dev.tocsin.sources.otlp;

import dev.tocsin.sources.otlp.OtlpMetric.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names of metrics and labels for names of OTLP, as by Prometheus's otlptranslator.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/">Prometheus and OpenMetrics
 *     Compatibility</a>
 */
record OtlpNames(NamingStrategy strategy) {
    /** Empty if the name has no character that a metric name can have. */
    Optional<String> metricName(OtlpMetric metric) {
        var name = metric.name();
        var translated = strategy.escapes() ? escapedName(metric) : unescapedName(metric);
        return Optional.of(translated).filter(text -> text.equals(name) ? !text.isEmpty() : !isOnlyUnderscores(text));
    }

    /** Empty if the name has no character that a label name can have. */
    Optional<String> labelName(String attribute) {
        if (!strategy.escapes()) {
            return Optional.of(attribute).filter(name -> !name.isEmpty());
        }
        var name = new StringBuilder(attribute.length() + 4);
        attribute.codePoints().forEach(c -> name.append(c != ':' && isClassic(c) ? (char) c : '_'));
        if (name.length() > 0 && isDigit(name.charAt(0))) {
            name.insert(0, "key_");
        } else if (name.length() > 1 && name.charAt(0) == '_' && name.charAt(1) != '_') {
            name.insert(0, "key");
        }
        var text = name.toString();
        return Optional.of(text).filter(it -> it.equals(attribute) ? !it.isEmpty() : !isOnlyUnderscores(it));
    }

    private String escapedName(OtlpMetric metric) {
        var name = strategy.addsSuffixes()
                ? String.join("_", withSuffixes(tokens(metric.name(), false), metric))
                : String.join("_", tokens(metric.name(), true));
        return !name.isEmpty() && isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static List<String> withSuffixes(List<String> tokens, OtlpMetric metric) {
        var suffixes = UnitSuffixes.of(metric.unit()).escaped();
        var main = tokens.contains(suffixes.main()) ? "" : suffixes.main();
        var per = suffixes.per().equals("per_") ? "" : withoutEnd(suffixes.per());
        per = tokens.contains(per) ? "" : per;
        main = per.isEmpty() ? main : withoutEnd(main);
        if (!main.isEmpty()) {
            tokens.add(main);
        }
        if (!per.isEmpty()) {
            tokens.add(per);
        }
        typeSuffix(metric).ifPresent(suffix -> {
            tokens.removeIf(suffix::equals);
            tokens.add(suffix);
        });
        return tokens;
    }

    /** The suffix that the type asks for. A gauge without unit is a ratio. */
    private static Optional<String> typeSuffix(OtlpMetric metric) {
        if (metric.kind() == Kind.SUM && metric.isMonotonic()) {
            return Optional.of("total");
        }
        return metric.kind() == Kind.GAUGE && metric.unit().equals("1") ? Optional.of("ratio") : Optional.empty();
    }

    private String unescapedName(OtlpMetric metric) {
        if (!strategy.addsSuffixes()) {
            return metric.name();
        }
        var suffixes = UnitSuffixes.of(metric.unit());
        var typeSuffix = typeSuffix(metric).orElse("");
        var name = withoutSuffix(withoutSuffix(metric.name(), typeSuffix), suffixes.per());
        if (!name.endsWith(suffixes.main())) {
            name += "_" + suffixes.main();
        }
        return name
                + (suffixes.per().isEmpty() ? "" : "_" + suffixes.per())
                + (typeSuffix.isEmpty() ? "" : "_" + typeSuffix);
    }

    /** Removes a suffix and the character before it. */
    private static String withoutSuffix(String name, String suffix) {
        return !suffix.isEmpty() && name.endsWith(suffix) && name.length() > suffix.length() + 1
                ? name.substring(0, name.length() - suffix.length() - 1)
                : name;
    }

    private static String withoutEnd(String text) {
        return text.endsWith("_") ? text.substring(0, text.length() - 1) : text;
    }

    private static List<String> tokens(String name, boolean keepsUnderscores) {
        var tokens = new ArrayList<String>();
        var token = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (isClassic(c) || keepsUnderscores && c == '_') {
                token.append((char) c);
            } else if (token.length() > 0) {
                tokens.add(token.toString());
                token.setLength(0);
            }
        });
        if (token.length() > 0) {
            tokens.add(token.toString());
        }
        return tokens;
    }

    /** Whether a classic metric name can have the character; an underscore is no such character here. */
    static boolean isClassic(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == ':';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOnlyUnderscores(String text) {
        return text.chars().allMatch(c -> c == '_');
    }
}
