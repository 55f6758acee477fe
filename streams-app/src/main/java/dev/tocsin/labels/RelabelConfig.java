package dev.tocsin.labels;

import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One step of relabeling, as Prometheus's {@code relabel_config}.
 *
 * @param separator between the values of the source labels
 * @param regex RE2 without anchors; it must match the whole text
 * @param modulus of {@link Action#HASHMOD}, at least 1 there
 * @param targetLabel empty if the action has none
 */
public record RelabelConfig(
        Action action,
        List<String> sourceLabels,
        String separator,
        Pattern regex,
        long modulus,
        String targetLabel,
        String replacement) {
    public static final String DEFAULT_REGEX = "(.*)";
    public static final String DEFAULT_REPLACEMENT = "$1";
    public static final String DEFAULT_SEPARATOR = ";";

    private static final int MD5_LOWER_HALF = 8;

    /** Actions by Prometheus's names in lower case. */
    public enum Action {
        REPLACE,
        LOWERCASE,
        UPPERCASE,
        KEEP,
        DROP,
        KEEPEQUAL,
        DROPEQUAL,
        HASHMOD,
        LABELMAP,
        LABELDROP,
        LABELKEEP;

        /** The action of a name, whatever its case. */
        public static Optional<Action> find(String name) {
            return Arrays.stream(values())
                    .filter(action -> action.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }

        public boolean needsTargetLabel() {
            return switch (this) {
                case REPLACE, LOWERCASE, UPPERCASE, KEEPEQUAL, DROPEQUAL, HASHMOD -> true;
                case KEEP, DROP, LABELMAP, LABELDROP, LABELKEEP -> false;
            };
        }
    }

    public RelabelConfig {
        sourceLabels = List.copyOf(sourceLabels);
    }

    /** Compiles a regular expression. @throws com.google.re2j.PatternSyntaxException if it is invalid */
    public static Pattern compile(String regex) {
        return Pattern.compile("^(?s:" + regex + ")$");
    }

    /** Applies steps in order. Empty if one of them drops the labels. */
    public static Optional<Labels> applyAll(List<RelabelConfig> configs, Labels labels) {
        var current = Optional.of(labels);
        for (var config : configs) {
            current = current.flatMap(config::apply);
        }
        return current;
    }

    private Optional<Labels> apply(Labels labels) {
        var value = sourceLabels.stream().map(labels::get).collect(Collectors.joining(separator));
        return switch (action) {
            case DROP -> Optional.of(labels).filter(kept -> !regex.matches(value));
            case KEEP -> Optional.of(labels).filter(kept -> regex.matches(value));
            case DROPEQUAL ->
                Optional.of(labels).filter(kept -> !labels.get(targetLabel).equals(value));
            case KEEPEQUAL ->
                Optional.of(labels).filter(kept -> labels.get(targetLabel).equals(value));
            case REPLACE -> Optional.of(replace(labels, value));
            case LOWERCASE -> Optional.of(labels.with(targetLabel, value.toLowerCase(Locale.ROOT)));
            case UPPERCASE -> Optional.of(labels.with(targetLabel, value.toUpperCase(Locale.ROOT)));
            case HASHMOD -> Optional.of(labels.with(targetLabel, hash(value)));
            case LABELMAP -> Optional.of(mapNames(labels));
            case LABELDROP -> Optional.of(labels.filter(name -> !regex.matches(name)));
            case LABELKEEP -> Optional.of(labels.filter(regex::matches));
        };
    }

    private Labels replace(Labels labels, String value) {
        var match = regex.matcher(value);
        if (!match.matches()) {
            return labels;
        }
        var target = RegexReplacement.expand(targetLabel, match, regex);
        return LabelName.isValid(target)
                ? labels.with(target, RegexReplacement.expand(replacement, match, regex))
                : labels;
    }

    private Labels mapNames(Labels labels) {
        var added = new LinkedHashMap<String, String>();
        labels.forEach((name, value) -> {
            var match = regex.matcher(name);
            if (match.matches()) {
                added.put(RegexReplacement.expand(replacement, match, regex), value);
            }
        });
        var mapped = labels;
        for (Map.Entry<String, String> label : added.entrySet()) {
            mapped = mapped.with(label.getKey(), label.getValue());
        }
        return mapped;
    }

    /** The lower 64 bits of the MD5 sum, modulo {@link #modulus}. */
    private String hash(String value) {
        try {
            var sum = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            var lower = new BigInteger(1, Arrays.copyOfRange(sum, MD5_LOWER_HALF, sum.length));
            return lower.mod(BigInteger.valueOf(modulus)).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
