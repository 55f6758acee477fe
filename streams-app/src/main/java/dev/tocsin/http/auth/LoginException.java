package dev.tocsin.http.auth;

import java.time.Duration;

/** A login that is refused. The message is a clause without the secret. */
final class LoginException extends Exception {
    private final String method;
    private final int status;
    private final Duration retryAfter;

    /** @param method how the caller tried to prove its name, such as {@code token} */
    LoginException(String method, String message) {
        this(method, message, 401, Duration.ZERO);
    }

    private LoginException(String method, String message, int status, Duration retryAfter) {
        super(message, null, false, false);
        this.method = method;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The login could not be checked. */
    static LoginException outage(String method, String message) {
        return new LoginException(method, message, 503, Duration.ZERO);
    }

    /** The login was not checked, because too many logins of its address have failed. */
    static LoginException limited(String method, Duration retryAfter) {
        return new LoginException(
                method,
                "too many logins from this address have failed; try again in %d s".formatted(retryAfter.toSeconds()),
                429,
                retryAfter);
    }

    String method() {
        return method;
    }

    /** The HTTP status of the response. */
    int status() {
        return status;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
