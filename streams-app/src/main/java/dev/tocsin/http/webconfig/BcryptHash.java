package dev.tocsin.http.webconfig;

import java.nio.charset.StandardCharsets;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Passwords hashed by bcrypt ({@code $2a$}, {@code $2b$} and {@code $2y$}). */
final class BcryptHash {
    static final int DEFAULT_COST = 10;

    private static final String FORM = "\\$2[aby]?\\$[0-9]{2}\\$[./A-Za-z0-9]{53}";
    private static final int MIN_LENGTH = 59;
    private static final int MIN_COST = 4;
    private static final int MAX_COST = 31;

    private BcryptHash() {}

    /** Returns why a text is no hash, in the words of Go's library; empty if it is one. */
    static String problem(String hash) {
        if (hash.length() < MIN_LENGTH) {
            return "crypto/bcrypt: hashedSecret too short to be a bcrypted password";
        }
        if (!hash.matches(FORM)) {
            return "crypto/bcrypt: this is not a bcrypt hash";
        }
        var cost = cost(hash);
        return cost < MIN_COST || cost > MAX_COST
                ? "crypto/bcrypt: cost %d is outside allowed inclusive range %d..%d".formatted(cost, MIN_COST, MAX_COST)
                : "";
    }

    static boolean matches(String password, String hash) {
        return BCrypt.checkpw(password.getBytes(StandardCharsets.UTF_8), hash);
    }

    static int cost(String hash) {
        return Integer.parseInt(hash.split("\\$")[2]);
    }
}
