package dev.tocsin.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.tocsin.http.common.Caller;
import dev.tocsin.limits.Limit;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies signed tokens (JWT) of an OpenID Connect issuer. The keys of the issuer are cached; a token with an unknown key
 * loads them again, so that the issuer can rotate its keys.
 */
final class OidcTokens {
    static final String METHOD = "oidc";

    private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);

    // Only algorithms with a public key: an attacker knows the public key, so it must not be usable as a shared secret.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final AuthSettings.Oidc settings;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private volatile boolean keysAreKnown;

    OidcTokens(AuthSettings.Oidc settings, InstantSource clock) {
        this.settings = settings;
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(settings)));
        var claims =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        settings.audience(),
                        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                        Set.of("exp", settings.nameClaim())) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(Math.toIntExact(settings.clockSkew().toSeconds()));
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWKSource<SecurityContext> keys(AuthSettings.Oidc settings) {
        var timeout = Limit.JWKS_TIME.intValue();
        try {
            return JWKSourceBuilder.<SecurityContext>create(
                            settings.jwksUrl().toURL(),
                            new DefaultResourceRetriever(timeout, timeout, Limit.JWKS_BODY.intValue()))
                    .cache(Limit.JWKS_AGE.value(), 3L * timeout)
                    .refreshAheadCache(false)
                    .rateLimited(Limit.JWKS_INTERVAL.value())
                    .outageTolerant(Limit.JWKS_OUTAGE.value())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("the URL was checked when the settings were read", e);
        }
    }

    /** Whether a token has the form of a JWT. */
    static boolean hasForm(String token) {
        return token.matches("[\\w-]+\\.[\\w-]+\\.[\\w-]*");
    }

    /** @throws LoginException if the token is not valid, or the keys of the issuer cannot be loaded */
    Caller verify(String token, String address) throws LoginException {
        try {
            var claims = processor.process(token, null);
            keysAreKnown = true;
            var name = claims.getStringClaim(settings.nameClaim());
            return new Caller(name, METHOD, address, groups(claims.getClaim(settings.groupsClaim())), Set.of());
        } catch (KeySourceException e) {
            if (e instanceof RateLimitReachedException && keysAreKnown) {
                throw new LoginException(METHOD, "the token is signed with an unknown key");
            }
            LOG.atDebug().setCause(e).log("The keys of the issuer of tokens could not be loaded");
            throw LoginException.outage(
                    METHOD,
                    "the keys of the issuer of tokens could not be loaded from %s; try again later"
                            .formatted(settings.jwksUrl()));
        } catch (BadJOSEException | JOSEException | ParseException e) {
            throw new LoginException(METHOD, "the token is not valid: " + e.getMessage());
        }
    }

    private static Set<String> groups(Object claim) {
        var groups = new LinkedHashSet<String>();
        var items = claim instanceof Collection<?> many ? many : claim == null ? List.of() : List.of(claim);
        for (var item : items) {
            if (item instanceof String group) {
                groups.add(group);
            }
        }
        return groups;
    }
}
