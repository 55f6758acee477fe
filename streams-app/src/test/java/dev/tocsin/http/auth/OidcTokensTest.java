package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.http.HttpApiFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A small issuer that publishes its keys, and tokens of many kinds. */
class OidcTokensTest {
    private static final Instant NOW = HttpApiFixture.NOW;
    private static final RSAKey FIRST = key("first");
    private static final RSAKey SECOND = key("second");

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer issuer = start();
    private volatile String keys = new JWKSet(FIRST.toPublicJWK()).toString();

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void validTokensHaveTheRolesOfTheirNameAndGroups() throws JOSEException {
        try (var api = open()) {
            assertThat(get(api, signed(FIRST, claims -> claims)).statusCode()).isEqualTo(200);
            assertThat(delete(api, signed(FIRST, claims -> claims))).isEqualTo(403);
            assertThat(delete(api, signed(FIRST, claims -> claims.claim("groups", List.of("x", "oncall")))))
                    .isEqualTo(404);
            assertThat(delete(api, signed(FIRST, claims -> claims.claim("groups", "oncall"))))
                    .isEqualTo(404);
            assertThat(get(api, signed(FIRST, claims -> claims.subject("other")))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(requests).as("the keys are cached").hasValue(1);
        }
    }

    @Test
    void eachPromisedAlgorithmIsAccepted() throws JOSEException {
        for (var algorithm : JWSAlgorithm.Family.RSA) {
            keys = new JWKSet(FIRST.toPublicJWK()).toString();
            assertAccepted(algorithm, "first", new RSASSASigner(FIRST));
        }
        for (var curve : List.of(Curve.P_256, Curve.P_384, Curve.P_521)) {
            var key = new ECKeyGenerator(curve).keyID("ec").generate();
            var signer = new ECDSASigner(key);
            keys = new JWKSet(key.toPublicJWK()).toString();
            assertAccepted(signer.supportedJWSAlgorithms().iterator().next(), "ec", signer);
        }
    }

    private void assertAccepted(JWSAlgorithm algorithm, String key, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims().build());
        token.sign(signer);
        try (var api = open()) {
            assertThat(get(api, token.serialize()).statusCode())
                    .as("%s", algorithm)
                    .isEqualTo(200);
        }
    }

    @Test
    void aSignatureOfEd25519IsNotPromisedAndRefused() {
        var key = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(new byte[32]))
                .keyID("ed")
                .build();
        keys = new JWKSet(key).toString();
        var head = Base64URL.encode("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}");
        try (var api = open()) {
            var answer = get(
                    api,
                    head + "." + claims().build().toPayload().toBase64URL() + "." + Base64URL.encode(new byte[64]));
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void tokensThatAreNotForThisServiceAreRefused() throws JOSEException {
        try (var api = open()) {
            for (UnaryOperator<JWTClaimsSet.Builder> change : List.<UnaryOperator<JWTClaimsSet.Builder>>of(
                    claims -> claims.issuer("http://other"),
                    claims -> claims.audience("other"),
                    claims -> claims.audience((String) null),
                    claims -> claims.expirationTime(at(-31)),
                    claims -> claims.expirationTime(null),
                    claims -> claims.notBeforeTime(at(31)),
                    claims -> claims.subject(null),
                    claims -> claims.subject("a\nb"),
                    claims -> claims.subject("x".repeat(300)))) {
                assertThat(get(api, signed(FIRST, change)).statusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    void clocksMayDiffer() throws JOSEException {
        try (var api = open()) {
            assertThat(get(
                                    api,
                                    signed(
                                            FIRST,
                                            claims -> claims.expirationTime(at(-29))
                                                    .notBeforeTime(at(29))))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void unsignedTokensAndTokensSignedWithThePublicKeyAreRefused() throws JOSEException {
        var claims = claims().build();
        var unsigned = new PlainJWT(claims).serialize();
        var shared = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
        shared.sign(new MACSigner(FIRST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        var forged = signed(FIRST, each -> each).split("\\.");
        var other = signed(FIRST, each -> each.subject("alice")).split("\\.");
        try (var api = open()) {
            assertThat(get(api, unsigned).statusCode()).isEqualTo(401);
            assertThat(get(api, shared.serialize()).statusCode()).isEqualTo(401);
            assertThat(get(api, forged[0] + "." + other[1] + "." + forged[2]).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aRotatedKeyIsLoadedAndAnUnknownOneDoesNotFloodTheIssuer() throws JOSEException {
        try (var api = open()) {
            assertThat(get(api, signed(FIRST, claims -> claims)).statusCode()).isEqualTo(200);
            keys = new JWKSet(List.of(FIRST.toPublicJWK(), SECOND.toPublicJWK())).toString();
            assertThat(get(api, signed(SECOND, claims -> claims)).statusCode()).isEqualTo(200);
            assertThat(requests).hasValue(2);
            var unknown = key("unknown");
            for (var i = 0; i < 5; i++) {
                assertThat(get(api, signed(unknown, claims -> claims)).statusCode())
                        .isEqualTo(401);
            }
            assertThat(requests).as("loaded at most twice in an interval").hasValueLessThanOrEqualTo(3);
            assertThat(get(api, signed(FIRST, claims -> claims)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anIssuerThatFailsOrSendsTooMuchIsAnOutageAndNotAFailedLogin() throws JOSEException {
        for (var bad : List.of("{", " ".repeat(300_000) + keys)) {
            keys = bad;
            try (var api = open()) {
                var answer = get(api, signed(FIRST, claims -> claims));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("the keys of the issuer of tokens could not be loaded from http");
            }
        }
    }

    private HttpApiFixture open() {
        return HttpApiFixture.openWithAuth("""
                auth:
                  oidc: {issuer: 'http://issuer', audience: tocsin, jwks_url: 'http://127.0.0.1:%d/keys'}
                  roles: {viewer: {users: [vera]}, responder: {groups: [oncall]}, admin: {users: [alice]}}
                """.formatted(issuer.getAddress().getPort()));
    }

    private HttpServer start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", exchange -> {
                requests.incrementAndGet();
                var body = keys.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("http://issuer")
                .audience(List.of("others", "tocsin"))
                .subject("vera")
                .expirationTime(at(60));
    }

    private static String signed(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                change.apply(claims()).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static HttpResponse<String> get(HttpApiFixture api, String token) {
        return api.get("/api/v2/alerts", "Authorization", "Bearer " + token);
    }

    private static int delete(HttpApiFixture api, String token) {
        return api.send(
                        "DELETE",
                        "/api/v2/silence/00000000-0000-4000-8000-00000000000f",
                        BodyPublishers.noBody(),
                        "Authorization",
                        "Bearer " + token)
                .statusCode();
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
