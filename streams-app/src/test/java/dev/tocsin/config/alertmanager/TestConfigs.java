package dev.tocsin.config.alertmanager;

import dev.tocsin.config.alertmanager.AlertmanagerConfigReader.ParseOptions;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.routing.AlertingConfig;
import java.util.Map;

/** Configurations for tests: without template files, in the default notation of matchers. */
public final class TestConfigs {
    private TestConfigs() {}

    public static AlertingConfig read(String source, String text) {
        return AlertmanagerConfigReader.read(source, text, new ParseOptions(Map.of(), MatcherParser.FALLBACK))
                .config();
    }
}
