package dev.tocsin.http.auth;

import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.ClientCertificate;
import dev.tocsin.limits.Limit;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the caller of a request from the logins that the settings allow. */
final class Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final String BEARER = "bearer ";

    private final AuthSettings settings;
    private final TrustedProxies proxies;
    private final Optional<TokenFile> tokens;
    private final Optional<OidcTokens> oidc;
    private final FailedLogins failures;

    Authenticator(AuthSettings settings, InstantSource clock, FailedLogins failures) {
        this.settings = settings;
        this.proxies = new TrustedProxies(settings.proxy());
        this.tokens = settings.tokensFile().map(path -> new TokenFile(path, clock));
        this.oidc = settings.oidc().map(issuer -> new OidcTokens(issuer, clock));
        this.failures = failures;
        warnOfUnknownTokens();
    }

    // Not an error: a token that was removed from the file must not keep an instance from starting.
    private void warnOfUnknownTokens() {
        var unknown = settings.unknownTokens(tokens.map(TokenFile::names).orElse(Set.of()));
        if (!unknown.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("tokens", unknown)
                    .log(
                            "auth.roles names tokens that auth.tokens_file does not have; correct the names in one of them");
        }
    }

    /** Returns the address of the client, which a trusted proxy tells. */
    String address(Context request) {
        return proxies.clientAddress(request);
    }

    /** Returns the scheme that the client used, which a trusted proxy tells. */
    String scheme(Context request) {
        return proxies.isConnected(request) ? proxies.scheme(request) : request.scheme();
    }

    /**
     * Returns the caller with its roles. The certificate of a trusted proxy is that of the proxy, so it is no login of its
     * clients.
     *
     * @throws LoginException if the request has a login that is not valid
     */
    Caller authenticate(Context request, String address) throws LoginException {
        var isByProxy = proxies.isConnected(request);
        if (isByProxy) {
            var user = proxies.user(request);
            if (!user.isEmpty()) {
                return settings.withRoles(
                        checked(new Caller(user, "proxy", address, proxies.groups(request), Set.of())), Set.of());
            }
        }
        var known = Caller.of(request);
        if (!known.isAnonymous()) {
            return settings.withRoles(new Caller(known.name(), known.method(), address), Set.of());
        }
        var authorization = request.header("Authorization");
        if (authorization != null && settings.hasBearer()) {
            return bearer(authorization, address);
        }
        var certificate = isByProxy
                ? ""
                : ClientCertificate.verified(request).map(this::name).orElse("");
        return settings.withRoles(
                certificate.isEmpty()
                        ? new Caller("", known.method(), address)
                        : checked(new Caller(certificate, "certificate", address)),
                Set.of());
    }

    private Caller bearer(String authorization, String address) throws LoginException {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new LoginException("other", "the scheme of the header Authorization must be Bearer");
        }
        var token = authorization.substring(BEARER.length()).strip();
        if (token.length() > Limit.BEARER_TOKEN.value()) {
            throw new LoginException(
                    TokenFile.METHOD, "the token has more than %d characters".formatted(Limit.BEARER_TOKEN.value()));
        }
        var wait = failures.refusedFor(address, token);
        if (!wait.isZero()) {
            throw LoginException.limited(TokenFile.METHOD, wait);
        }
        var found = tokens.flatMap(file -> file.find(token));
        var caller = found.isPresent()
                ? settings.withRoles(
                        new Caller(found.get().name(), TokenFile.METHOD, address),
                        found.get().roles())
                : oidc(token, address);
        failures.succeeded(token);
        return caller;
    }

    private Caller oidc(String token, String address) throws LoginException {
        if (oidc.isEmpty() || !OidcTokens.hasForm(token)) {
            throw new LoginException(TokenFile.METHOD, "the token is not known");
        }
        return settings.withRoles(checked(oidc.get().verify(token, address)), Set.of());
    }

    private static Caller checked(Caller caller) throws LoginException {
        var name = caller.name();
        if (name.isBlank()
                || name.length() > Limit.LOGIN_NAME.value()
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new LoginException(
                    caller.method(),
                    "the name of the login is empty, has control characters, or more than %d characters"
                            .formatted(Limit.LOGIN_NAME.value()));
        }
        return caller;
    }

    private String name(ClientCertificate certificate) {
        return switch (settings.certificates()) {
            case NONE -> "";
            case SUBJECT -> certificate.subject();
            case SAN -> certificate.sans().stream().findFirst().orElse("");
            case COMMON_NAME -> commonName(certificate.subject());
        };
    }

    private static String commonName(String subject) {
        try {
            return new LdapName(subject)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .reduce("", (before, last) -> last);
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
