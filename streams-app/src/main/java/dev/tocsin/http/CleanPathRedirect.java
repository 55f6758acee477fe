package dev.tocsin.http;

import java.util.ArrayDeque;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Redirects a path with double slashes or dots to the path without them, as Go's mux does. Requests with a body keep
 * their method (308), so that a POST to {@code //api/v2/alerts} does not become a GET.
 */
final class CleanPathRedirect extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var path = request.getHttpURI().getPath();
        var clean = clean(path);
        if (clean.equals(path)) {
            return super.handle(request, response, callback);
        }
        var query = request.getHttpURI().getQuery();
        response.setStatus(isRead(request) ? HttpStatus.MOVED_PERMANENTLY_301 : HttpStatus.PERMANENT_REDIRECT_308);
        response.getHeaders().put(HttpHeader.LOCATION, query == null ? clean : clean + "?" + query);
        callback.succeeded();
        return true;
    }

    private static boolean isRead(Request request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /**
     * Removes empty segments, {@code .} and {@code ..}; keeps a slash at the end. The result begins with one slash, and
     * never with a backslash after it, so that no browser takes it for another host.
     */
    static String clean(String path) {
        if (path == null || !path.startsWith("/")) {
            return path;
        }
        var segments = new ArrayDeque<String>();
        for (var segment : path.substring(1).split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment.replace("\\", "%5C"));
            }
        }
        var isFolder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
        var clean = "/" + String.join("/", segments);
        return isFolder && !segments.isEmpty() ? clean + "/" : clean;
    }
}
