package dev.tocsin.notification.receivers.http;

import java.time.Duration;
import java.time.Instant;

/**
 * What a token server gives out.
 *
 * @param header the value of {@code Authorization}
 * @param expiresAt {@link Instant#MAX} for never
 */
public record OAuthToken(String header, Instant expiresAt) {
    private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(10);

    /** @throws PermanentDeliveryException if the server did not give one */
    public static OAuthToken of(WebResponse answer, Instant now) {
        var said = answer.json();
        var token = said.path("access_token").asText("");
        if (!answer.isOk() || token.isEmpty()) {
            throw new PermanentDeliveryException(
                    "oauth2: cannot fetch token: status code %d: %s".formatted(answer.status(), answer.excerpt()));
        }
        var type = said.path("token_type").asText("bearer");
        var seconds = said.path("expires_in").asLong(0);
        return new OAuthToken(
                (type.equalsIgnoreCase("bearer") ? "Bearer" : type) + " " + token,
                seconds <= 0 ? Instant.MAX : now.plusSeconds(seconds));
    }

    public boolean isValidAt(Instant now) {
        return now.plus(EXPIRY_MARGIN).isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
