package dev.tocsin.http.auth;

import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.Caller.Role;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of authentication and roles.
 *
 * @param anonymous roles of callers without a login; empty for the default
 * @param authenticated roles of logins to which no entry of {@code roles} applies; empty for the default
 * @param roles the members of each role
 * @param tokensFile file with bearer tokens
 * @param oidc issuer of bearer tokens
 * @param corsOrigins origins whose pages may write, such as {@code https://karma.example.org}
 */
public record AuthSettings(
        Optional<Set<Role>> anonymous,
        Optional<Set<Role>> authenticated,
        Map<Role, RoleMembers> roles,
        Optional<Path> tokensFile,
        CertificateLogin certificates,
        Proxy proxy,
        Optional<Oidc> oidc,
        Set<String> corsOrigins) {

    private static final String MANAGEMENT = "management";

    public AuthSettings {
        roles = Map.copyOf(roles);
        corsOrigins = Set.copyOf(corsOrigins);
    }

    /** Logins that have a role. A token has only roles that name it as a token. */
    public record RoleMembers(Set<String> users, Set<String> groups, Set<String> tokens) {
        public RoleMembers {
            users = Set.copyOf(users);
            groups = Set.copyOf(groups);
            tokens = Set.copyOf(tokens);
        }

        boolean isEmpty() {
            return users.isEmpty() && groups.isEmpty() && tokens.isEmpty();
        }
    }

    /** The part of a verified client certificate that is the login. */
    public enum CertificateLogin {
        NONE,
        /** The first common name of the subject. */
        COMMON_NAME,
        /** The whole subject (RFC 2253). */
        SUBJECT,
        /** The first subject alternative name. */
        SAN
    }

    /**
     * Proxies that hand on logins in headers.
     *
     * @param addresses networks (CIDR) of trusted proxies
     * @param certificateSans subject alternative names of client certificates of trusted proxies
     * @param groupsHeader empty if the proxies hand on no groups
     */
    public record Proxy(
            List<String> addresses, List<String> certificateSans, String userHeader, Optional<String> groupsHeader) {
        public Proxy {
            addresses = List.copyOf(addresses);
            certificateSans = List.copyOf(certificateSans);
        }

        /** No proxy is trusted. */
        public static final Proxy NONE = new Proxy(List.of(), List.of(), "X-Forwarded-User", Optional.empty());

        /** @throws IllegalArgumentException if the text is no network and no address */
        public static String checkedNetwork(String text) {
            TrustedProxies.Network.parse(text);
            return text;
        }

        boolean isConfigured() {
            return !addresses.isEmpty() || !certificateSans.isEmpty();
        }
    }

    /**
     * An OpenID Connect issuer.
     *
     * @param jwksUrl where the issuer publishes its keys
     * @param clockSkew tolerated difference between the clocks of the issuer and of this machine
     */
    public record Oidc(
            String issuer, String audience, URI jwksUrl, String nameClaim, String groupsClaim, Duration clockSkew) {}

    /** Whether the settings name a way to log in. Passwords are in the web configuration, which is separate. */
    public boolean hasLogins() {
        return hasBearer() || certificates != CertificateLogin.NONE || proxy.isConfigured();
    }

    boolean hasBearer() {
        return tokensFile.isPresent() || oidc.isPresent();
    }

    // The second address serves health and metrics only, and exists for programs without a login.
    private Set<Role> managementRoles() {
        var roles = EnumSet.of(Role.METRICS);
        roles.addAll(anonymousRoles());
        return roles;
    }

    Set<Role> anonymousRoles() {
        return anonymous.orElse(hasLogins() ? Set.of() : Set.of(Role.ADMIN));
    }

    /** The tokens to which roles are given and that are not among the known ones, in order. */
    List<String> unknownTokens(Set<String> known) {
        return roles.values().stream()
                .flatMap(members -> members.tokens().stream())
                .filter(token -> !known.contains(token))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the caller with the roles of its name, of its groups, and of its token. */
    Caller withRoles(Caller caller, Set<Role> ofToken) {
        if (caller.isAnonymous()) {
            return with(caller, caller.method().equals(MANAGEMENT) ? managementRoles() : anonymousRoles());
        }
        var granted = EnumSet.noneOf(Role.class);
        var isToken = caller.method().equals(TokenFile.METHOD);
        roles.forEach((role, members) -> {
            var byName = (isToken ? members.tokens() : members.users()).contains(caller.name());
            if (byName || caller.groups().stream().anyMatch(members.groups()::contains)) {
                granted.add(role);
            }
        });
        granted.addAll(ofToken);
        return with(caller, granted.isEmpty() ? authenticatedRoles() : granted);
    }

    private static Caller with(Caller caller, Set<Role> roles) {
        return new Caller(caller.name(), caller.method(), caller.address(), caller.groups(), roles);
    }

    // With the web configuration alone, each of its users does everything, as in Prometheus.
    private Set<Role> authenticatedRoles() {
        var hasRoles = roles.values().stream().anyMatch(members -> !members.isEmpty());
        return authenticated.orElse(hasLogins() || hasRoles ? Set.of() : Set.of(Role.ADMIN));
    }
}
