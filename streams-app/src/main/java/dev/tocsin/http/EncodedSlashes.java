package dev.tocsin.http;

import dev.tocsin.http.common.DeferredRequest;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Accepts {@code %2F} in the paths of rule groups only, whose names can have slashes. Elsewhere it could hide a path from a
 * proxy that checks paths.
 */
final class EncodedSlashes extends Handler.Wrapper {
    private static final Pattern RULE_GROUPS = Pattern.compile(".*/rules/[^/]+(/[^/]+){0,2}/?");

    /** Lets such paths through to this handler. */
    static void accept(HttpConfiguration http) {
        http.setUriCompliance(http.getUriCompliance().with("encoded slashes", Violation.AMBIGUOUS_PATH_SEPARATOR));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var uri = request.getHttpURI();
        if (uri.hasViolation(Violation.AMBIGUOUS_PATH_SEPARATOR)
                && !RULE_GROUPS.matcher(uri.getPath()).matches()) {
            return new DeferredRequest(null, request, response, callback)
                    .refuse(400, "the path has an encoded slash (%2F), which only names of rule groups can have");
        }
        return super.handle(request, response, callback);
    }
}
