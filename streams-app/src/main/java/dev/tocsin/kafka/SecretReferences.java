package dev.tocsin.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * References to values outside of a configuration, which Kafka's {@link ConfigProvider}s resolve:
 *
 * <ul>
 *   <li>{@code ${file:PATH:KEY}}: a key of a properties file
 *   <li>{@code ${env:NAME}}: an environment variable
 *   <li>{@code ${dir:PATH:FILE}}: the content of a file, without line ends at its end
 * </ul>
 *
 * <p>Further providers can be named as for other Kafka clients, with {@code config.providers}.
 */
public final class SecretReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]*):(?:([^}]*):)?([^}:]*)}");
    private static final String PROVIDERS = "config.providers";

    private final Map<String, ConfigProvider> providers = new HashMap<>();

    /** References to files, directories and the environment. */
    public SecretReferences() {
        providers.put("file", new FileConfigProvider());
        providers.put("env", new EnvVarConfigProvider());
        providers.put("dir", new DirectoryConfigProvider());
        providers.values().forEach(provider -> provider.configure(Map.of()));
    }

    /**
     * Also the providers that settings name. They replace those of the same name.
     *
     * @param problem receives a sentence for each provider that cannot be used
     */
    static SecretReferences with(Map<String, String> settings, Consumer<String> problem) {
        var references = new SecretReferences();
        for (var name : List.of(settings.getOrDefault(PROVIDERS, "").split("\\s*,\\s*"))) {
            if (!name.isBlank()) {
                references.add(name.strip(), settings, problem);
            }
        }
        return references;
    }

    private void add(String name, Map<String, String> settings, Consumer<String> problem) {
        var key = PROVIDERS + "." + name + ".class";
        try {
            var provider = Class.forName(settings.getOrDefault(key, ""))
                    .asSubclass(ConfigProvider.class)
                    .getDeclaredConstructor()
                    .newInstance();
            var parameters = new TreeMap<String, String>();
            var prefix = PROVIDERS + "." + name + ".param.";
            settings.forEach((setting, value) -> {
                if (setting.startsWith(prefix)) {
                    parameters.put(setting.substring(prefix.length()), value);
                }
            });
            provider.configure(parameters);
            providers.put(name, provider);
        } catch (ReflectiveOperationException | ClassCastException | ConfigException | LinkageError e) {
            problem.accept(
                    "kafka.%s must name a provider of configuration values that is on the class path".formatted(key));
        }
    }

    /** Whether a setting names or configures providers. */
    static boolean isProviderSetting(String name) {
        return name.equals(PROVIDERS) || name.startsWith(PROVIDERS + ".");
    }

    /**
     * A text with the values of its references. References of unknown providers stay as they are, as in Kafka.
     *
     * @throws IllegalArgumentException if a reference cannot be resolved; the message names it
     */
    public String resolve(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            var provider = providers.get(found.group(1));
            return Matcher.quoteReplacement(
                    provider == null ? found.group() : value(provider, found.group(), found.group(2), found.group(3)));
        });
    }

    private static String value(ConfigProvider provider, String reference, String path, String key) {
        String value;
        try {
            value = provider.get(path == null ? "" : path, Set.of(key)).data().get(key);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("%s cannot be resolved: %s".formatted(reference, reason(e)), e);
        }
        if (value == null) {
            throw new IllegalArgumentException("%s cannot be resolved: there is no such value".formatted(reference));
        }
        return provider instanceof DirectoryConfigProvider ? value.replaceFirst("\\R+$", "") : value;
    }

    // Messages of Kafka's own exceptions name paths; those of other providers might contain a value.
    private static String reason(RuntimeException error) {
        return error instanceof ConfigException
                ? error.getMessage()
                : error.getClass().getSimpleName();
    }
}
