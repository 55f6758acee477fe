package dev.tocsin.http.common;

import io.javalin.http.Context;

/**
 * The caller of a request: the user or program that sent it.
 *
 * @param name the login; empty for an anonymous caller
 * @param method how the caller proved its name, such as {@code basic}; {@code anonymous} if it did not
 * @param address the IP address that the request came from
 */
public record Caller(String name, String method, String address) {
    private static final String ATTRIBUTE = "tocsin.caller";
    private static final String ANONYMOUS = "anonymous";

    /** Returns the caller that authentication found, or an anonymous one. */
    public static Caller of(Context request) {
        Caller known = request.attribute(ATTRIBUTE);
        return known == null ? new Caller("", ANONYMOUS, request.ip()) : known;
    }

    /** Makes this the caller of the request. */
    public void attachTo(Context request) {
        request.attribute(ATTRIBUTE, this);
    }

    public boolean isAnonymous() {
        return name.isEmpty();
    }
}
