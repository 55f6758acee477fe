package dev.tocsin.kafka.registry;

import dev.tocsin.notification.receivers.http.WebUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of the schema registry, with the names of Confluent's clients, so that existing settings can be copied.
 *
 * @param urls tried one after the other until one answers; empty if there is no registry
 * @param authorization the Authorization header of each request, if any
 * @param truststore trusted certificates; those of the JDK if empty
 * @param keystore the client certificate, if any
 * @param autoRegister whether missing schemas are registered
 */
public record RegistrySettings(
        List<URI> urls,
        Optional<String> authorization,
        Optional<KeyFile> truststore,
        Optional<KeyFile> keystore,
        boolean autoRegister) {
    public static final RegistrySettings NONE =
            new RegistrySettings(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), true);

    private static final String URL = "schema.registry.url";
    private static final String USER_INFO = "basic.auth.user.info";
    private static final String USER_INFO_SOURCE = "basic.auth.credentials.source";
    private static final String TOKEN = "bearer.auth.token";
    private static final String TOKEN_SOURCE = "bearer.auth.credentials.source";
    private static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String PREFIX = "schema.registry.";
    private static final String KEY_PASSWORD = "ssl.key.password";

    private static final Set<String> UNPREFIXED =
            Set.of(USER_INFO, USER_INFO_SOURCE, TOKEN, TOKEN_SOURCE, AUTO_REGISTER);
    private static final Set<String> PREFIXED = Set.of(
            "url",
            USER_INFO,
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.type",
            "ssl.keystore.location",
            "ssl.keystore.password",
            "ssl.keystore.type",
            KEY_PASSWORD);

    /**
     * A key store or trust store.
     *
     * @param type JKS or PKCS12
     * @param password of the file; empty for none
     * @param keyPassword of the keys in the file
     */
    record KeyFile(String location, String type, String password, String keyPassword) {
        @Override
        public String toString() {
            return location;
        }
    }

    public RegistrySettings {
        urls = List.copyOf(urls);
    }

    /** @param user all settings under {@code kafka.}, without that prefix */
    public static RegistrySettings of(Map<String, String> user) {
        if (!user.containsKey(URL)) {
            return NONE;
        }
        var urls = split(user.get(URL)).stream().map(WebUrl::of).toList();
        var token = Optional.ofNullable(user.get(TOKEN)).map(text -> "Bearer " + text);
        return new RegistrySettings(
                urls.stream().map(RegistrySettings::withoutUser).toList(),
                token.or(() -> userInfo(user, urls).map(RegistrySettings::basic)),
                keyFile(user, "truststore"),
                keyFile(user, "keystore"),
                !"false".equals(user.get(AUTO_REGISTER)));
    }

    /** Whether a setting belongs to the registry, and not to Kafka clients. */
    public static boolean isRegistrySetting(String name) {
        return UNPREFIXED.contains(name) || name.startsWith(PREFIX);
    }

    /** All problems, each a sentence that starts with the name of the setting. */
    public static List<String> problems(Map<String, String> user) {
        var problems = new ArrayList<String>();
        user.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !PREFIXED.contains(name.substring(PREFIX.length())))
                .sorted()
                .forEach(name -> problems.add("kafka.%s is unknown. Known settings are %s"
                        .formatted(
                                name,
                                PREFIXED.stream()
                                        .sorted()
                                        .map(known -> PREFIX + known)
                                        .collect(Collectors.joining(", ")))));
        if (user.containsKey(URL)) {
            problems.addAll(problemsOfUrls(user.get(URL)));
            oneOf(user, USER_INFO_SOURCE, List.of("URL", "USER_INFO")).ifPresent(problems::add);
            oneOf(user, TOKEN_SOURCE, List.of("STATIC_TOKEN")).ifPresent(problems::add);
            oneOf(user, AUTO_REGISTER, List.of("true", "false")).ifPresent(problems::add);
        } else {
            user.keySet().stream()
                    .filter(RegistrySettings::isRegistrySetting)
                    .sorted()
                    .forEach(name -> problems.add(
                            "kafka.%s is set, but kafka.%s is not: set the URL of the registry, or remove it"
                                    .formatted(name, URL)));
        }
        return problems;
    }

    private static List<String> problemsOfUrls(String urls) {
        var problems = new ArrayList<String>();
        if (urls.isBlank()) {
            problems.add(
                    "kafka.%s is empty: set it to a URL such as http://registry:8081, or remove it".formatted(URL));
        }
        var all = split(urls);
        for (var i = 0; i < all.size(); i++) {
            var number = i + 1;
            problemOfUrl(all.get(i))
                    .ifPresent(reason -> problems.add("kafka.%s: URL %d of %d: %s; write it like http://registry:8081"
                            .formatted(URL, number, all.size(), reason)));
        }
        return problems;
    }

    private static Optional<String> oneOf(Map<String, String> user, String name, List<String> known) {
        var value = user.getOrDefault(name, known.get(0));
        return known.contains(value)
                ? Optional.empty()
                : Optional.of("kafka.%s is '%s', but must be %s".formatted(name, value, String.join(" or ", known)));
    }

    // Without the URL, which may contain a password.
    private static Optional<String> problemOfUrl(String text) {
        try {
            var url = WebUrl.of(text);
            return url.isEncrypted() && !url.isJavaHost()
                    ? Optional.of("the host of an https URL must consist of letters, digits, '-' and '.'")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static List<String> split(String urls) {
        return Arrays.stream(urls.split(","))
                .map(String::trim)
                .filter(url -> !url.isEmpty())
                .toList();
    }

    private static URI withoutUser(WebUrl url) {
        var bare = url.uri().toString();
        return URI.create(bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare);
    }

    private static Optional<String> userInfo(Map<String, String> user, List<WebUrl> urls) {
        return Optional.ofNullable(user.get(PREFIX + USER_INFO))
                .or(() -> Optional.ofNullable(user.get(USER_INFO)))
                .or(() -> urls.stream().flatMap(url -> url.login().stream()).findFirst());
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<KeyFile> keyFile(Map<String, String> user, String kind) {
        var prefix = PREFIX + "ssl." + kind + ".";
        return Optional.ofNullable(user.get(prefix + "location")).map(location -> {
            var password = user.getOrDefault(prefix + "password", "");
            return new KeyFile(
                    location,
                    user.getOrDefault(prefix + "type", "JKS"),
                    password,
                    user.getOrDefault(PREFIX + KEY_PASSWORD, password));
        });
    }

    /** The URLs, without credentials. */
    @Override
    public String toString() {
        return urls.stream().map(URI::toString).collect(Collectors.joining(","));
    }
}
