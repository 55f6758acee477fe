package dev.tocsin.http;

import java.util.Set;
import org.eclipse.jetty.server.Request;

/**
 * The paths of health and metrics, which the second address serves and which have threads of their own.
 *
 * @param prefix prefix of all paths
 */
record ManagementPaths(String prefix) {
    private static final Set<String> PATHS = Set.of("/-/healthy", "/-/ready", "/metrics");

    boolean contain(Request request) {
        var path = request.getHttpURI().getPath();
        return path != null && path.startsWith(prefix) && PATHS.contains(path.substring(prefix.length()));
    }
}
