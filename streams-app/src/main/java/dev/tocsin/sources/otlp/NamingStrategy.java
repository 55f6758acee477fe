package dev.tocsin.sources.otlp;

import java.util.Arrays;
import java.util.Optional;

/** Prometheus's {@code otlp.translation_strategy}: how names of OTLP become names of metrics and labels. */
public enum NamingStrategy {
    UNDERSCORE_ESCAPING_WITH_SUFFIXES("UnderscoreEscapingWithSuffixes", true, true),
    UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES("UnderscoreEscapingWithoutSuffixes", true, false),
    NO_UTF8_ESCAPING_WITH_SUFFIXES("NoUTF8EscapingWithSuffixes", false, true),
    NO_TRANSLATION("NoTranslation", false, false);

    private final String text;
    private final boolean escapes;
    private final boolean addsSuffixes;

    NamingStrategy(String text, boolean escapes, boolean addsSuffixes) {
        this.text = text;
        this.escapes = escapes;
        this.addsSuffixes = addsSuffixes;
    }

    /** The strategy with a name of Prometheus's configuration. */
    public static Optional<NamingStrategy> of(String text) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.text.equals(text))
                .findFirst();
    }

    /** The name in Prometheus's configuration. */
    public String text() {
        return text;
    }

    /** Whether characters that are not classic are replaced by underscores. */
    boolean escapes() {
        return escapes;
    }

    /** Whether unit and type become part of the metric name. */
    boolean addsSuffixes() {
        return addsSuffixes;
    }
}
