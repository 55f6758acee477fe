package dev.tocsin.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Redirects the root path to the prefix. Other paths outside of the prefix are not found. */
final class PrefixRedirect extends Handler.Wrapper {
    private final String prefix;

    PrefixRedirect(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!request.getHttpURI().getPath().equals("/")) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.FOUND_302);
        response.getHeaders().put(HttpHeader.LOCATION, prefix + "/");
        callback.succeeded();
        return true;
    }
}
