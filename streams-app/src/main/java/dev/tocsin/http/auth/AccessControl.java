package dev.tocsin.http.auth;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints.Access;
import dev.tocsin.http.common.Endpoints.ErrorFactory;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides for each request who its caller is and whether the caller may use the route. */
public final class AccessControl {
    private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);
    private static final String REFUSAL = "tocsin.refused-login";
    private static final String PASSWORD_CHALLENGE = "Basic realm=\"tocsin\"";
    private static final String CHALLENGE = "Bearer realm=\"tocsin\"";

    private final AuthSettings settings;
    private final Telemetry telemetry;
    private final FailedLogins failures;
    private final Authenticator authenticator;
    private final CorsPolicy cors;
    private final RefusalListener refusals;

    /** Is told of requests that change something and that the caller may not make. Must not block. */
    @FunctionalInterface
    public interface RefusalListener {
        /** @param request method and path */
        void refused(Caller caller, String request, String reason);
    }

    /** @throws RuntimeException with all problems of a file that the settings name */
    public AccessControl(AuthSettings settings, Telemetry telemetry, InstantSource clock, RefusalListener refusals) {
        this.refusals = refusals;
        this.settings = settings;
        this.telemetry = telemetry;
        this.failures = new FailedLogins(clock, telemetry);
        this.authenticator = new Authenticator(settings, clock, failures);
        this.cors = new CorsPolicy(settings.corsOrigins());
    }

    public void register(RoutesConfig routes) {
        routes.before(this::authenticate);
        routes.beforeMatched(this::authorize);
    }

    /** Logs a warning if everybody in the network may do everything, and nobody has decided so. */
    public void warnIfOpen(InetSocketAddress listen, boolean hasWebConfig) {
        var host = listen.getHostString();
        var isLoopback =
                host.equals("localhost") || host.startsWith("127.") || host.matches("\\[?(::1|0:0:0:0:0:0:0:1)]?");
        if (!isLoopback
                && !hasWebConfig
                && !settings.hasLogins()
                && settings.anonymous().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("listen", host + ":" + listen.getPort())
                    .log("Everybody who can reach this address can silence every alert and post alerts and samples."
                            + " Configure logins (docs/security.md, Users and roles), or listen on 127.0.0.1."
                            + " auth.anonymous: [admin] accepts this risk");
        }
    }

    // The refusal of a login is thrown later, when the format of errors is known.
    private void authenticate(Context request) {
        var address = authenticator.address(request);
        try {
            authenticator.authenticate(request, address).attachTo(request);
        } catch (LoginException e) {
            new Caller("", e.method(), address).attachTo(request);
            request.attribute(REFUSAL, e);
            if (e.status() == 401) {
                failures.failed(address, e.method(), e.getMessage());
            } else {
                telemetry.loginFailed(e.method());
            }
        }
    }

    private void authorize(Context request) {
        var endpoint = request.endpoints().matchedHttpEndpoint();
        var access = endpoint == null ? null : endpoint.metadata(Access.class);
        if (access == null) {
            throw new ApiException(403, "the path %s declares no role, so nobody may use it".formatted(request.path()));
        }
        var caller = Caller.of(request);
        var role = Optional.ofNullable(access.roles().get(request.method()));
        var isWrite = role.filter(Role::isWrite).isPresent();
        if (request.method().equals(HandlerType.OPTIONS)) {
            cors.answerPreflight(request, access.roles());
            return;
        }
        cors.allow(request, caller, isWrite);
        var errors = isWrite ? told(access.errors(), request, caller) : access.errors();
        role.ifPresent(needed -> require(needed, request, caller, errors));
        if (isWrite && cors.isForeign(request, caller, authenticator.scheme(request))) {
            throw errors.error(403, foreignMessage(request));
        }
    }

    /** Errors of refused requests, of which the listener is told. */
    private ErrorFactory told(ErrorFactory errors, Context request, Caller caller) {
        return (status, reason) -> {
            refusals.refused(caller, request.method().name() + " " + request.path(), reason);
            return errors.error(status, reason);
        };
    }

    private void require(Role role, Context request, Caller caller, ErrorFactory errors) {
        LoginException refusal = request.attribute(REFUSAL);
        if (refusal != null) {
            if (refusal.status() == 401) {
                request.header("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
            } else if (!refusal.retryAfter().isZero()) {
                request.header("Retry-After", Long.toString(refusal.retryAfter().toSeconds()));
            }
            throw errors.error(refusal.status(), refusal.getMessage());
        }
        if (role.isGrantedBy(caller.roles())) {
            return;
        }
        var needs = "%s %s needs the role %s".formatted(request.method().name(), request.path(), role);
        if (caller.isAnonymous()) {
            challenge(request);
            throw errors.error(
                    401,
                    needs + ", and the request has no login; auth.anonymous in the settings gives roles without one");
        }
        throw errors.error(
                403,
                "%s, and '%s' has %s; auth.roles in the settings gives roles"
                        .formatted(needs, caller.name(), roles(caller)));
    }

    private void challenge(Context request) {
        var isBearer = settings.hasBearer() || !Caller.isPasswordOffered(request);
        request.header(
                "WWW-Authenticate",
                isBearer && Caller.isPasswordOffered(request)
                        ? CHALLENGE + ", " + PASSWORD_CHALLENGE
                        : isBearer ? CHALLENGE : PASSWORD_CHALLENGE);
    }

    private static String roles(Caller caller) {
        return caller.roles().isEmpty()
                ? "no role"
                : caller.roles().stream().map(Role::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String foreignMessage(Context request) {
        return "a page of another origin (%s) sent this request; http.cors_origins lists the origins that may write"
                .formatted(Objects.requireNonNullElse(request.header("Origin"), "unknown"));
    }
}
