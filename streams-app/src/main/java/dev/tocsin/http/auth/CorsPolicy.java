package dev.tocsin.http.auth;

import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.Caller.Role;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Decides what pages of other origins may do. Each page may read what anonymous callers may read. A page writes only if its
 * origin is listed, or is that of the instance.
 */
record CorsPolicy(Set<String> origins) {
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    /** Methods of logins that a browser never adds by itself: a page must have the token to send it. */
    private static final Set<String> EXPLICIT_METHODS = Set.of(TokenFile.METHOD, OidcTokens.METHOD);

    void allow(Context request, Caller caller, boolean isWrite) {
        var origin = request.header("Origin");
        if (origin == null) {
            return;
        }
        request.header("Vary", "Origin");
        if (origins.contains(origin)) {
            request.header("Access-Control-Allow-Origin", origin).header("Access-Control-Allow-Credentials", "true");
        } else if (!isWrite && (caller.isAnonymous() || EXPLICIT_METHODS.contains(caller.method()))) {
            request.header("Access-Control-Allow-Origin", "*");
        }
        request.header("Access-Control-Expose-Headers", "Date");
    }

    /** Answers the question of a browser whether a page may send a request. */
    void answerPreflight(Context request, Map<HandlerType, Role> roles) {
        var origin = request.header("Origin");
        var method = request.header("Access-Control-Request-Method");
        if (origin == null || method == null) {
            return;
        }
        var isListed = origins.contains(origin);
        var isAllowed = roles.entrySet().stream()
                .anyMatch(entry -> entry.getKey().name().equals(method)
                        && (isListed || !entry.getValue().isWrite()));
        if (isAllowed) {
            request.header("Access-Control-Allow-Origin", isListed ? origin : "*")
                    .header("Access-Control-Allow-Methods", method)
                    .header(
                            "Access-Control-Allow-Headers",
                            "Accept, Authorization, Content-Type, Origin, X-Requested-With");
            if (isListed) {
                request.header("Access-Control-Allow-Credentials", "true");
            }
        }
        request.header("Vary", "Origin");
    }

    /**
     * Whether a page of another origin sent the request, and its origin is not listed. A program that is no browser sends
     * none of these headers. A token in a header was not added by the browser.
     *
     * @param scheme {@code http} or {@code https}, as the browser used it
     */
    boolean isForeign(Context request, Caller caller, String scheme) {
        var origin = request.header("Origin");
        if (EXPLICIT_METHODS.contains(caller.method()) || origin != null && origins.contains(origin)) {
            return false;
        }
        var site = request.header("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_SITES.contains(site);
        }
        return origin != null && !isOwn(origin, scheme, request.host());
    }

    // Browsers leave out the default port in both headers.
    private static boolean isOwn(String origin, String scheme, String host) {
        try {
            var page = URI.create(origin);
            return host != null
                    && host.equalsIgnoreCase(page.getRawAuthority())
                    && scheme.equalsIgnoreCase(page.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
