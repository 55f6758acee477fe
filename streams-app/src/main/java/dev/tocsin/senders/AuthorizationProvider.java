package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.OAuthGrant;
import dev.tocsin.notification.receivers.http.OAuthToken;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Finds what to put into the header {@code Authorization}; asks for tokens, and keeps them while they are good. */
final class AuthorizationProvider {
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    private final SenderContext context;
    private final HttpRequestExecutor calls;
    private final Map<Authorization, CachedToken> tokens = new ConcurrentHashMap<>();

    private record CachedToken(String secret, OAuthToken token) {}

    AuthorizationProvider(SenderContext outside, HttpRequestExecutor calls) {
        this.context = outside;
        this.calls = calls;
    }

    /** Empty for no header. It fails if there should be one, but is not. */
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
        var secret = oauth.grant().credential().read(context.renderContext().files());
        var now = context.clock().instant();
        var kept = tokens.get(oauth);
        if (kept != null && kept.secret().equals(secret) && kept.token().isValidAt(now)) {
            return CompletableFuture.completedFuture(kept.token().header());
        }
        return calls.execute(request(oauth, secret, now), Map.of(), true)
                .thenApply(answer -> cache(oauth, secret, answer, now));
    }

    private String cache(Authorization.OAuth2 oauth, String secret, WebResponse answer, Instant now) {
        var token = OAuthToken.of(answer, now);
        tokens.put(oauth, new CachedToken(secret, token));
        return token.header();
    }

    private static WebRequest request(Authorization.OAuth2 oauth, String credential, Instant now) {
        var form = new FormBody().andIfNotEmpty("scope", String.join(" ", oauth.scopes()));
        var signed = oauth.grant() instanceof OAuthGrant.JwtBearer;
        if (oauth.grant() instanceof OAuthGrant.JwtBearer bearer) {
            form.and("grant_type", OAuthGrant.JwtBearer.NAME).and("assertion", signed(oauth, bearer, credential, now));
        } else {
            form.and("grant_type", OAuthGrant.ClientCredentials.NAME);
        }
        oauth.parameters().forEach(form::and);
        var request = new WebRequest(
                "POST", oauth.tokenUrl(), FORM, form.toString(), HttpConfig.DEFAULT.withTransport(oauth.transport()));
        return signed ? request : request.with("Authorization", basic(oauth.clientId(), credential));
    }

    private static String signed(Authorization.OAuth2 oauth, OAuthGrant.JwtBearer bearer, String key, Instant now) {
        return JwtAssertion.of(oauth, bearer, now, UUID.randomUUID().toString()).sign(key);
    }

    private static String basic(String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
