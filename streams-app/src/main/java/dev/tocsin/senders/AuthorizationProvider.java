package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.OAuthGrant;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Provides the header {@code Authorization}. Requests OAuth 2 tokens and caches them until they expire. */
final class AuthorizationProvider {
    private final SenderContext context;
    private final HttpRequestExecutor executor;
    private final Map<Authorization, CachedToken> tokens = new ConcurrentHashMap<>();

    /**
     * An access token.
     *
     * @param credential for which the token was issued
     * @param header the value of {@code Authorization}
     * @param expiresAt {@link Instant#MAX} for never
     */
    private record CachedToken(String credential, String header, Instant expiresAt) {
        private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(10);

        /** @throws IllegalStateException if the response has no token */
        static CachedToken read(String credential, WebResponse response, Instant now) {
            var body = response.json();
            var token = body.path("access_token").asText("");
            if (!response.isOk() || token.isEmpty()) {
                throw new IllegalStateException("oauth2: cannot fetch token: status code %d: %s"
                        .formatted(response.status(), response.excerpt()));
            }
            var type = body.path("token_type").asText("bearer");
            var seconds = body.path("expires_in").asLong(0);
            return new CachedToken(
                    credential,
                    (type.equalsIgnoreCase("bearer") ? "Bearer" : type) + " " + token,
                    seconds <= 0 ? Instant.MAX : now.plusSeconds(seconds));
        }

        boolean isValid(String currentCredential, Instant now) {
            return credential.equals(currentCredential)
                    && now.plus(EXPIRY_MARGIN).isBefore(expiresAt);
        }

        @Override
        public String toString() {
            return "<secret>";
        }
    }

    AuthorizationProvider(SenderContext context, HttpRequestExecutor executor) {
        this.context = context;
        this.executor = executor;
    }

    /** Empty for no header. Fails if the credentials cannot be read or the token server issues no token. */
    CompletableFuture<String> header(Authorization authorization) {
        try {
            if (authorization instanceof Authorization.OAuth2 oauth) {
                return token(oauth);
            }
            return CompletableFuture.completedFuture(staticHeader(authorization));
        } catch (UncheckedIOException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private String staticHeader(Authorization authorization) {
        var files = context.renderContext().files();
        if (authorization instanceof Authorization.Basic basic) {
            return basic(basic.user().read(files), basic.password().read(files));
        }
        if (authorization instanceof Authorization.Token token) {
            return token.type() + " " + token.credentials().read(files);
        }
        return "";
    }

    private CompletableFuture<String> token(Authorization.OAuth2 oauth) {
        var credential = oauth.grant().credential().read(context.renderContext().files());
        var now = context.clock().instant();
        var cached = tokens.get(oauth);
        if (cached != null && cached.isValid(credential, now)) {
            return CompletableFuture.completedFuture(cached.header());
        }
        return executor.execute(request(oauth, credential, now), Map.of(), true).thenApply(response -> {
            var token = CachedToken.read(credential, response, now);
            tokens.put(oauth, token);
            return token.header();
        });
    }

    private static WebRequest request(Authorization.OAuth2 oauth, String credential, Instant now) {
        var form = new FormBody().andIfNotEmpty("scope", String.join(" ", oauth.scopes()));
        var isJwt = oauth.grant() instanceof OAuthGrant.JwtBearer;
        if (oauth.grant() instanceof OAuthGrant.JwtBearer bearer) {
            var assertion = JwtAssertion.of(
                            oauth, bearer, now, UUID.randomUUID().toString())
                    .sign(credential);
            form.and("grant_type", OAuthGrant.JwtBearer.NAME).and("assertion", assertion);
        } else {
            form.and("grant_type", OAuthGrant.ClientCredentials.NAME);
        }
        oauth.parameters().forEach(form::and);
        var request = WebRequest.postForm(oauth.tokenUrl(), form, HttpConfig.DEFAULT.withTransport(oauth.transport()));
        return isJwt ? request : request.with("Authorization", basic(oauth.clientId(), credential));
    }

    private static String basic(String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
