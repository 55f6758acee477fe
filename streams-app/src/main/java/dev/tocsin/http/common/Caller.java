package dev.tocsin.http.common;

import io.javalin.http.Context;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Attributes;

/**
 * The caller of a request: the user or program that sent it.
 *
 * @param name the login; empty for an anonymous caller
 * @param method how the caller proved its name, such as {@code basic}; {@code anonymous} if it did not
 * @param address the IP address that the request came from
 * @param groups the groups that the proof of the name lists
 * @param roles the roles that the settings give to the caller
 */
public record Caller(String name, String method, String address, Set<String> groups, Set<Role> roles) {
    private static final String ATTRIBUTE = "tocsin.caller";
    private static final String PASSWORD_ATTRIBUTE = "tocsin.password-accepted";
    private static final String ANONYMOUS = "anonymous";

    public Caller {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
    }

    /** A caller whose groups and roles are not known yet. */
    public Caller(String name, String method, String address) {
        this(name, method, address, Set.of(), Set.of());
    }

    /** Returns the caller that authentication found, or an anonymous one. */
    public static Caller of(Context request) {
        Caller known = request.attribute(ATTRIBUTE);
        return known == null ? new Caller("", ANONYMOUS, request.ip()) : known;
    }

    /** Makes this the caller of the request. */
    public void attachTo(Context request) {
        request.attribute(ATTRIBUTE, this);
    }

    /** Makes this the caller of a request that has not reached the resources yet. */
    public void attachTo(Attributes request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Marks a request without a login, to an address where a password would be accepted. */
    public static void offerPassword(Attributes request) {
        request.setAttribute(PASSWORD_ATTRIBUTE, true);
    }

    public static boolean isPasswordOffered(Context request) {
        return request.attribute(PASSWORD_ATTRIBUTE) != null;
    }

    public boolean isAnonymous() {
        return name.isEmpty();
    }

    /** A role of callers. Each route names the least role that it needs; some roles include others. */
    public enum Role {
        /** Reads the metrics. */
        METRICS,
        /** Reads everything. */
        VIEWER(METRICS),
        /** Creates, edits and expires silences. */
        RESPONDER(VIEWER, METRICS),
        /** Writes rules. */
        EDITOR(RESPONDER, VIEWER, METRICS),
        /** Sends samples and alerts, as Prometheus and other programs do. */
        WRITER,
        /** Does everything. */
        ADMIN(EDITOR, RESPONDER, VIEWER, METRICS, WRITER);

        /** The names of all roles, for messages. */
        public static final String NAMES =
                Stream.of(values()).map(Role::toString).collect(Collectors.joining(", ", "a role: ", ""));

        private final Set<Role> included;

        Role(Role... included) {
            this.included = Set.of(included);
        }

        /** Whether a caller with these roles may use a route that needs this role. */
        public boolean isGrantedBy(Collection<Role> roles) {
            return roles.stream().anyMatch(role -> role == this || role.included.contains(this));
        }

        /** Whether a route with this role changes something, or sends something to be stored. */
        public boolean isWrite() {
            return this != METRICS && this != VIEWER;
        }

        /** @throws IllegalArgumentException if there is no role with this name */
        public static Role parse(String name) {
            return Stream.of(values())
                    .filter(role -> role.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(""));
        }

        /** The name in settings and messages, such as {@code viewer}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
