package dev.tocsin.http.auth;

import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.limits.Limit;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bearer tokens of a file that has the SHA-256 of each. A changed file is read again; an invalid one changes nothing. */
final class TokenFile {
    static final String METHOD = "token";

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final String HASH_FORMAT = "the SHA-256 of the token: 64 hexadecimal digits";

    private final Path path;
    private final InstantSource clock;

    private List<Token> tokens;
    private Version version;
    private Instant checkedAt;

    /**
     * @throws ConfigException with all problems of the file
     * @throws IllegalArgumentException if the file cannot be read
     */
    TokenFile(Path path, InstantSource clock) {
        this.path = path;
        this.clock = clock;
        this.version = Version.of(path);
        this.tokens = read(path);
        this.checkedAt = clock.instant();
    }

    /** A token of the file. */
    record Token(String name, byte[] sha256, Set<Role> roles) {}

    private record Version(FileTime modified, long size) {
        static Version of(Path path) {
            try {
                return new Version(Files.getLastModifiedTime(path), Files.size(path));
            } catch (IOException e) {
                return new Version(FileTime.from(Instant.EPOCH), -1);
            }
        }
    }

    /** Finds a token. All tokens are compared, so that the time does not depend on the place of a match. */
    Optional<Token> find(String presented) {
        var hash = sha256(presented);
        Token found = null;
        for (var token : current()) {
            if (MessageDigest.isEqual(token.sha256(), hash)) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    Set<String> names() {
        return current().stream().map(Token::name).collect(Collectors.toUnmodifiableSet());
    }

    private synchronized List<Token> current() {
        var now = clock.instant();
        if (!now.isBefore(checkedAt) && now.isBefore(checkedAt.plus(CHECK_INTERVAL))) {
            return tokens;
        }
        checkedAt = now;
        var newest = Version.of(path);
        if (!newest.equals(version)) {
            version = newest;
            reload();
        }
        return tokens;
    }

    private void reload() {
        try {
            tokens = read(path);
            LOG.atInfo()
                    .addKeyValue("file", path)
                    .addKeyValue("tokens", tokens.size())
                    .log("Tokens were read again");
        } catch (ConfigException | IllegalArgumentException e) {
            LOG.atError()
                    .addKeyValue("file", path)
                    .addKeyValue("reason", e.getMessage())
                    .log("The file of tokens is not valid; the tokens before stay in force");
        }
    }

    private static List<Token> read(Path path) {
        var problems = new ProblemCollector();
        var root = YamlMap.read(path.toString(), text(path), problems);
        var tokens = new ArrayList<Token>();
        root.get("tokens")
                .ifPresent(entries -> entries.entries()
                        .forEach((name, value) -> token(name, value).ifPresent(tokens::add)));
        root.rejectUnknownKeys();
        if (tokens.size() > Limit.TOKENS.value()) {
            root.problem("tokens", "tokens has %d entries".formatted(tokens.size()), "at most " + Limit.TOKENS.value());
        }
        problems.throwIfAny();
        return tokens;
    }

    private static Optional<Token> token(String name, YamlValue value) {
        var entry = value.map();
        var hash = entry.get("sha256");
        if (hash.isEmpty()) {
            value.problem(value.path() + " has no sha256", "it must be " + HASH_FORMAT);
        }
        var bytes = hash.flatMap(text -> hash(text, entry));
        var roles = entry.items("roles").stream()
                .flatMap(item -> item.read(Role.NAMES, Role::parse).stream())
                .collect(Collectors.toUnmodifiableSet());
        entry.rejectUnknownKeys();
        return bytes.map(found -> new Token(name, found, roles));
    }

    // The value may be the token itself by mistake, so no message shows it.
    private static Optional<byte[]> hash(YamlValue value, YamlMap entry) {
        var text = value.withoutProblems().text().orElse("");
        if (!text.matches("[0-9a-fA-F]{64}")) {
            entry.problem("sha256", value.path() + " is something else", "it must be " + HASH_FORMAT);
            return Optional.empty();
        }
        return Optional.of(HexFormat.of().parseHex(text));
    }

    private static String text(Path path) {
        try (var input = Files.newInputStream(path)) {
            var bytes = input.readNBytes(Limit.TOKEN_FILE.intValue() + 1);
            if (bytes.length > Limit.TOKEN_FILE.intValue()) {
                throw unreadable(path, "it has more than %d bytes".formatted(Limit.TOKEN_FILE.value()));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(path, e.getClass().getSimpleName());
        }
    }

    private static IllegalArgumentException unreadable(Path path, String reason) {
        return new IllegalArgumentException(
                "auth.tokens_file: %s cannot be read (%s); it must be a file that this process can read"
                        .formatted(path, reason));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
